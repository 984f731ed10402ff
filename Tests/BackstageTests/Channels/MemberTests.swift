import Database
import Testing

@testable import Backstage

@Suite("Members of a channel") struct MemberTests {
    @Test("who is added sees what is for members, until they are removed", arguments: TestEngine.available)
    func adds(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
            var draft = Draft(text: "For the few")
            draft.audience = .members
            let post = try await rig.app.publish(draft, as: try await rig.channel(.ada).id)
            #expect(!(try await ben.get("/feed").contains("For the few")))
            #expect(try await ben.get("/post/\(post)").status == 404)
            let added = try await ada.post("/studio/members/add", [("handle", " @BEN ")])
            #expect(added.status == 200 && added.contains("@ben") && added.contains("member since"))
            // The feed had its subscriptions in memory.
            #expect(try await ben.get("/feed").contains("For the few"))
            #expect(try await ben.get("/post/\(post)").status == 200)
            try await rig.runJobs()
            let inbox = try await ben.get("/notifications")
            #expect(inbox.contains("<b><bdi>Ada</bdi></b> made you a member"))
            let remove = try #require(added.all(#"action="(/studio/members/\d+/remove)""#).first)
            for _ in 1...2 { #expect(try await ada.post(remove, []).contains("Nobody is a member yet.")) }
            #expect(!(try await ben.get("/feed").contains("For the few")))
            #expect(try await ben.get("/post/\(post)").status == 404)
        }
    }

    static let refused: [(handle: String, words: String)] = [
        ("", "Say who, by their handle."), (" @ ", "Say who, by their handle."),
        ("nobody", "There is no channel @nobody. Check how it is written."),
        ("@ada", "A channel cannot be a member of itself."), ("BEN", "Ben is a member already."),
        ("<b>x</b>", "There is no channel @&lt;b&gt;x&lt;/b&gt;."),
    ]

    @Test("who cannot be added is told why, and nothing typed is lost", arguments: refused)
    func refuses(handle: String, words: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            _ = try await ada.post("/studio/members/add", [("handle", "ben")])
            let page = try await ada.post("/studio/members/add", [("handle", handle)])
            #expect(page.status == 422)
            #expect(page.contains(words), "\(page.text)")
            #expect(handle.count < 4 || handle.hasPrefix("<") || page.contains("value=\"\(handle)\""))
            #expect(try await rig.sqlCount("SELECT count(*) FROM memberships") == 1)
        }
    }

    @Test("a link makes as many as it says, as the channel they act as", arguments: TestEngine.available)
    func link(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let link = try await ada.makeLink("/studio/members/invite", [("uses", "2")])
            #expect(try await rig.visitor().get(link).contains("invites you to become a member"))
            #expect(try await ben.get(link).contains("You accept as <bdi>Ben</bdi>."))
            for _ in 1...2 {
                let page = try await ben.post(link, [])
                #expect(page.status == 200 && page.contains("<bdi>Ben</bdi> is a member of this channel."))
            }
            let oneself = try await ada.post(link, [])
            #expect(oneself.status == 422)
            #expect(oneself.contains("A channel cannot be a member of itself."))
            #expect(try await ada.get("/studio/members").contains("1 place left, by <bdi>Ada</bdi>, until"))
            #expect(try await rig.signUp(.cleo).post(link, []).status == 200)
            let dan = try await rig.signUp(.dan)
            let late = try await dan.post(link, [])
            #expect(late.status == 410 && late.contains("was used already, or taken back"))
            #expect(try await rig.sqlCount("SELECT count(*) FROM memberships") == 2)
            #expect(try await rig.role(of: .ben, in: .ada) == nil)
            let second = try await ada.makeLink("/studio/members/invite", [("uses", "1000")])
            rig.time.advance(hours: 30 * 24 + 1)
            #expect(try await dan.get(second).status == 410)
        }
    }

    @Test("a link is for one to a thousand", arguments: ["0", "1001", "-3", "many", ""])
    func uses(typed: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.post("/studio/members/invite", [("uses", typed)])
            #expect(page.status == 422)
            #expect(page.contains("Choose a number from 1 to 1,000."))
            #expect(page.contains("name=\"uses\" type=\"number\" value=\"\(typed)\""))
            #expect(try await rig.sqlCount("SELECT count(*) FROM invitations") == 0)
        }
    }

    @Test("a moderator of another channel accepts nothing in its name")
    func moderator() async throws {
        try await Rig.run(.sqlite) { rig in
            let (_, cleo) = try await rig.team(.cleo, .moderator)
            let eve = try await rig.signUp(.eve)
            let link = try await eve.makeLink("/studio/members/invite", [("uses", "2")])
            #expect(try await cleo.post(link, []).status == 403)
            #expect(try await rig.sqlCount("SELECT count(*) FROM memberships") == 0)
            #expect(try await rig.sqlCount("SELECT uses_left FROM invitations WHERE role IS NULL") == 2)
        }
    }

    @Test("the list is newest first, and neither skips nor repeats", arguments: TestEngine.available)
    func list(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let target = try await rig.channel(.ada).id
            let ids = (0..<123).map { _ in rig.app.ids.next(ChannelID.self) }
            try await rig.app.database.write { tx in
                for (number, id) in ids.enumerated() {
                    try tx.run(
                        """
                        INSERT INTO channels (id, handle, handle_folded, name, created)
                        VALUES (\(id), \("fan\(number)x"), \("fan\(number)x"), 'Fan', 0)
                        """)
                    // Ten at a time share their moment.
                    try tx.run(
                        """
                        INSERT INTO memberships (channel, target, since)
                        VALUES (\(id), \(target), \(Int64(number / 10)))
                        """)
                }
            }
            var seen: [String] = []
            var path = "/studio/members"
            // The first look reads into memory whom the channel follows.
            _ = try await ada.get(path)
            for _ in 0..<5 {
                let page = try await ada.get(path)
                #expect(page.status == 200)
                #expect(page.queries > 0 && page.queries <= 8, "\(page.queries) queries")
                seen += page.all(#"<bdi>@(fan\d+x)</bdi>"#)
                guard let next = page.all(#"href="(/studio/members\?after=[^"]+)""#).first else { break }
                path = next
            }
            #expect(seen == (0..<123).reversed().map { "fan\($0)x" })
            #expect(try await ada.get("/studio/members?after=nonsense").status == 200)
            let landed = try await rig.visitor().get("/studio/members").landed
            #expect(landed?.hasPrefix("/sign-in") == true)
        }
    }

    @Test("a member is told so on the channel's page, and can leave", arguments: TestEngine.available)
    func leave(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            _ = try await ada.post("/studio/members/add", [("handle", "@ben")])
            let page = try await ben.get("/@ada")
            #expect(page.contains("/@ada/leave"))
            let left = try await ben.post("/@ada/leave", [])
            #expect(left.status == 200 && !left.contains("/@ada/leave"))
            let (target, member) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            #expect(try await rig.app.database.read { try $0.isMember(member, of: target) } == false)
        }
    }
}
