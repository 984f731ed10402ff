import Database
import Markup
import Testing

@testable import Backstage

extension Rig {
    func account(_ person: Person) async throws -> AccountID {
        let email = Folding.email(person.email)
        return try #require(try await app.database.read { try $0.credentials(email: email)?.account })
    }

    /// Makes somebody one of a channel's people, by a link of its owner's.
    func join(_ browser: Browser, as role: ChannelRole, by owner: Browser) async throws {
        let link = try await owner.makeLink("/studio/people/invite", [("role", role.name)])
        let page = try await browser.post(link, [])
        #expect(page.status == 200, "\(page.text)")
        #expect(page.contains("You are one of the people of this channel."))
    }

    /// What the browser does from now on, it does as this person's channel.
    func act(_ browser: Browser, as person: Person) async throws {
        let channel = try await channel(person).id
        #expect(try await browser.post("/channels/\(channel)/act", []).status == 200)
    }

    func role(of person: Person, in other: Person) async throws -> ChannelRole? {
        let (account, channel) = (try await account(person), try await channel(other).id)
        return try await app.database.read { try $0.role(of: account, in: channel) }
    }

    /// Ada with her channel, and somebody who acts as it in a role.
    func team(_ person: Person, _ role: ChannelRole) async throws -> (ada: Browser, other: Browser) {
        let ada = try await signUp(.ada)
        let other = try await signUp(person)
        try await join(other, as: role, by: ada)
        try await act(other, as: .ada)
        return (ada, other)
    }
}

extension Browser {
    /// Makes an invitation and takes its address from the page, which shows it once.
    func makeLink(_ path: String, _ fields: [(String, String)]) async throws -> String {
        let page = try await post(path, fields)
        #expect(page.status == 200, "\(page.text)")
        #expect(page.contains("it is shown only once"))
        return try #require(page.all(#"value="http[^"]*(/invitation/[0-9a-f]{64})""#).first)
    }
}
