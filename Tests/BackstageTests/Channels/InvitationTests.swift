import Database
import Testing

@testable import Backstage

@Suite("Invitations") struct InvitationTests {
    @Test("somebody new follows one through the sign-up and accepts", arguments: TestEngine.available)
    func signsUp(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let link = try await ada.makeLink("/studio/people/invite", [("role", "editor")])
            let visitor = rig.visitor()
            let seen = try await visitor.get(link)
            #expect(seen.contains("Invitation to Ada"))
            #expect(seen.contains("invites you to help run this channel. Your role: <b>Editor</b>."))
            #expect(seen.contains("href=\"/sign-in?then=") && seen.contains("href=\"/sign-up?then="))
            #expect(!seen.contains("example.org"))
            let back = try await visitor.post(
                "/sign-up",
                [
                    ("email", Person.ben.email), ("password", Person.ben.password), ("handle", "ben"),
                    ("name", "Ben"), ("then", link),
                ])
            #expect(back.landed == link)
            #expect(back.contains("action=\"\(link)\""))
            #expect(try await rig.role(of: .ben, in: .ada) == nil)
            let accepted = try await visitor.post(link, [])
            #expect(accepted.contains("You are one of the people of this channel."))
            #expect(try await rig.role(of: .ben, in: .ada) == .editor)
            #expect(try await ada.get("/studio/people").contains("joined. Role: Editor"))
        }
    }

    @Test("accepting signed out goes over the sign-in and comes back")
    func signsIn() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            let link = try await ada.makeLink("/studio/people/invite", [("role", "moderator")])
            let visitor = rig.visitor()
            let asked = try await visitor.post(link, [])
            #expect(asked.status == 401)
            let back = try await visitor.upload(
                "/sign-in",
                asked.carriedFields + [("email", Person.ben.email), ("password", Person.ben.password)],
                files: [])
            #expect(back.contains("action=\"\(link)\""))
            #expect(try await visitor.upload(link, back.carriedFields, files: []).status == 200)
            #expect(try await rig.role(of: .ben, in: .ada) == .moderator)
        }
    }

    @Test("one is for one, and accepting again changes nothing", arguments: TestEngine.available)
    func once(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            var others: [Browser] = []
            for person in [Person.ben, .cleo, .dan, .eve] { others.append(try await rig.signUp(person)) }
            let link = try await ada.makeLink("/studio/people/invite", [("role", "editor")])
            let crowd = others
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for browser in crowd { group.addTask { try await browser.post(link, []).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200, 410, 410, 410])
            let channel = try await rig.channel(.ada).id
            #expect(try await rig.app.database.read { try $0.peopleCount(of: channel) } == 2)
            let again = try await withThrowingTaskGroup(of: Int.self) { group in
                for browser in crowd { group.addTask { try await browser.post(link, []).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(again.sorted() == [200, 410, 410, 410])
            #expect(
                try await rig.sqlCount("SELECT count(*) FROM channel_actions WHERE action = 'joined'") == 1)
        }
    }

    @Test("a higher role stays, and the invitation with it", arguments: TestEngine.available)
    func keepsHigher(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            try await rig.join(ben, as: .editor, by: ada)
            let lower = try await ada.makeLink("/studio/people/invite", [("role", "moderator")])
            #expect(try await ben.post(lower, []).status == 200)
            #expect(try await rig.role(of: .ben, in: .ada) == .editor)
            #expect(try await rig.signUp(.cleo).post(lower, []).status == 200)
            #expect(try await rig.role(of: .cleo, in: .ada) == .moderator)
            try await rig.join(ben, as: .owner, by: ada)
            #expect(try await rig.role(of: .ben, in: .ada) == .owner)
            #expect(try await ada.post(lower, []).status == 200)
            #expect(try await rig.role(of: .ada, in: .ada) == .owner)
        }
    }

    @Test("what is over says so, and what never was does not exist", arguments: TestEngine.available)
    func over(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let taken = try await ada.makeLink("/studio/people/invite", [("role", "editor")])
            let page = try await ada.get("/studio/people")
            #expect(page.contains("Open invitations") && page.contains("Editor, by <bdi>Ada</bdi>, until"))
            let takeBack = try #require(page.all(#"action="(/studio/invitations/\d+/take-back)""#).first)
            #expect(!(try await ada.post(takeBack, []).contains("Open invitations")))
            #expect(try await ada.post(takeBack, []).status == 404)
            let late = try await ada.makeLink("/studio/people/invite", [("role", "editor")])
            rig.time.advance(hours: 7 * 24 + 1)
            for (link, words) in [(taken, "was used already, or taken back"), (late, "The time of this")] {
                for page in [try await ben.get(link), try await ben.post(link, [])] {
                    #expect(page.status == 410 && page.contains(words))
                    #expect(page.contains("Ask for a new one."))
                }
            }
            let unknown = "/invitation/" + String(repeating: "0", count: 64)
            for path in [unknown, "/invitation/short", unknown + "0"] {
                #expect(try await ben.get(path).status == 404)
                #expect(try await ben.post(path, []).status == 404)
            }
            #expect(try await rig.role(of: .ben, in: .ada) == nil)
            // Only digests are kept.
            #expect(
                try await rig.sqlCount("SELECT count(*) FROM invitations WHERE length(key) = 32")
                    == rig.sqlCount("SELECT count(*) FROM invitations"))
        }
    }

    @Test("twenty are open at once, and no more; another channel's is not ours to take back")
    func limits() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let eve = try await rig.signUp(.eve)
            for _ in 0..<19 { _ = try await ada.makeLink("/studio/people/invite", [("role", "editor")]) }
            _ = try await ada.makeLink("/studio/members/invite", [("uses", "5")])
            for (path, field) in [("people", ("role", "editor")), ("members", ("uses", "5"))] {
                let refused = try await ada.post("/studio/\(path)/invite", [field])
                #expect(refused.status == 422)
                #expect(refused.contains("20 invitations can be open at once. Take one back first."))
            }
            let page = try await ada.get("/studio/people")
            let takeBack = page.all(#"action="(/studio/invitations/\d+/take-back)""#)
            #expect(takeBack.count == 19)
            let first = try #require(takeBack.first)
            #expect(try await eve.post(first, []).status == 404)
            #expect(try await ada.post(first, []).status == 200)
            _ = try await ada.makeLink("/studio/people/invite", [("role", "editor")])
        }
    }

    @Test("a channel has fifty people, an account sixty roles")
    func roleLimits() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let link = try await ada.makeLink("/studio/people/invite", [("role", "editor")])
            let (channel, account) = (try await rig.channel(.ada).id, try await rig.account(.ben))
            try await rig.fillPeople(of: channel, to: Limits.peopleAChannel)
            let full = try await ben.post(link, [])
            #expect(full.status == 422)
            #expect(full.contains("This channel has 50 people already"))
            try await rig.app.database.write { tx in
                try tx.run("DELETE FROM channel_people WHERE channel = \(channel) AND role = 2")
            }
            try await rig.fillRoles(of: account, to: Limits.rolesAnAccount)
            let many = try await ben.post(link, [])
            #expect(many.status == 422)
            #expect(many.contains("You have a role in 60 channels already"))
            // Nothing of the invitation was used up by it.
            #expect(try await rig.signUp(.cleo).post(link, []).status == 200)
        }
    }
}

extension Rig {
    /// Moderators that only have to be counted.
    fileprivate func fillPeople(of channel: ChannelID, to count: Int) async throws {
        let ids = (1..<count).map { _ in app.ids.next(AccountID.self) }
        try await app.database.write { tx in
            for id in ids {
                try tx.run(
                    """
                    INSERT INTO accounts (id, email, email_folded, password, created)
                    VALUES (\(id), \("\(id)@example.org"), \("\(id)@example.org"), '', 0)
                    """)
                try tx.run(
                    "INSERT INTO channel_people (channel, account, role) VALUES (\(channel), \(id), 2)")
            }
        }
    }

    fileprivate func fillRoles(of account: AccountID, to count: Int) async throws {
        let ids = (1..<count).map { _ in app.ids.next(ChannelID.self) }
        try await app.database.write { tx in
            for id in ids {
                try tx.run(
                    """
                    INSERT INTO channels (id, handle, handle_folded, name, created)
                    VALUES (\(id), \("c\(id)"), \("c\(id)"), 'Channel', 0)
                    """)
                try tx.run(
                    """
                    INSERT INTO channel_people (channel, account, role, since)
                    VALUES (\(id), \(account), 2, 1)
                    """)
            }
        }
    }
}
