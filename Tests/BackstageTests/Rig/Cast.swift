import Foundation
import Testing

@testable import Backstage

/// The people every test knows.
enum Person: String, CaseIterable, Sendable {
    /// A large channel.
    case ada
    /// A subscriber.
    case ben
    /// A moderator.
    case cleo
    /// Blocked by others.
    case dan
    /// New, not yet allowed to post.
    case eve

    var name: String { rawValue.capitalized }
    var email: String { "\(rawValue)@example.org" }
    var password: String { "a long sentence of \(rawValue)" }
}

extension Rig {
    /// Signs up through the form and stays signed in.
    @discardableResult
    func signUp(_ person: Person, language: String = "en") async throws -> Browser {
        let browser = visitor(language: language)
        let page = try await browser.post(
            "/sign-up",
            [
                ("email", person.email), ("password", person.password), ("handle", person.rawValue),
                ("name", person.name),
            ])
        #expect(page.status == 200, "sign-up of \(person): \(page.text)")
        return browser
    }

    func signIn(_ person: Person) async throws -> Browser {
        let browser = visitor()
        _ = try await browser.post("/sign-in", [("email", person.email), ("password", person.password)])
        return browser
    }

    func channel(_ person: Person) async throws -> Channel {
        try #require(try await app.database.read { try $0.channel(handle: person.rawValue) })
    }
}

extension Rig {
    /// A channel that only has to be there: made without a form.
    func makeChannel(_ handle: String) async throws -> ChannelID {
        _ = try await app.signUp(
            email: "\(handle)@example.org", password: "a long sentence for \(handle)", handle: handle,
            name: handle)
        return try #require(try await app.database.read { try $0.channel(handle: handle) }).id
    }
}
