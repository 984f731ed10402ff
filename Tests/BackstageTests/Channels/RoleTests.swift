import Database
import Testing

@testable import Backstage

@Suite("What a role permits") struct RoleTests {
    private static let governing: [(String, [(String, String)])] = [
        ("/studio/channel", [("name", "Taken over")]), ("/studio/people/invite", [("role", "owner")]),
        ("/studio/members/add", [("handle", "eve")]), ("/studio/members/invite", [("uses", "3")]),
        ("/studio/members/1/remove", []), ("/studio/invitations/1/take-back", []),
    ]

    @Test(
        "an editor speaks as the channel, and leaves what it is to its owners",
        arguments: TestEngine.available)
    func editor(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .editor)
            try await rig.signUp(.eve)
            let owner = try await rig.account(.ada)
            #expect(
                try await ben.post("/studio", [("kind", "text"), ("text", "From the desk")]).status == 200)
            let post = try #require(try await ada.get("/@ada/backstage").postIDs.first)
            #expect(try await ben.post("/post/\(post)/edit", [("text", "Changed")]).contains("Changed"))
            #expect(try await ben.post("/post/\(post)/comments", [("text", "More soon")]).status == 200)
            #expect(try await ben.post("/@eve/subscribe", [("bell", "all")]).status == 200)
            #expect(try await rig.channel(.eve).subscribers == 1)
            let sentence = "Only the owners of Ada change its settings, its people and its members."
            let more = ["role", "remove"].map { ("/studio/people/\(owner)/\($0)", [("role", "moderator")]) }
            for (path, fields) in Self.governing + more {
                let refused = try await ben.post(path, fields)
                #expect(refused.status == 403, "\(path)")
                #expect(refused.contains(sentence), "\(path)")
            }
            let settings = try await ben.get("/studio/channel")
            #expect(settings.status == 403 && settings.contains(sentence))
            #expect(try await rig.channel(.ada).name == "Ada")
            #expect(try await rig.role(of: .ada, in: .ada) == .owner)
            #expect(try await rig.sqlCount("SELECT count(*) FROM memberships") == 0)
            let people = try await ben.get("/studio/people")
            #expect(people.status == 200 && people.contains("Who did what"))
            #expect(!people.contains("/studio/people/invite") && !people.contains("<select"))
            #expect(!people.contains("href=\"/studio/channel\""))
            let members = try await ben.get("/studio/members")
            #expect(members.status == 200 && !members.contains("/studio/members/add"))
        }
    }

    @Test(
        "a moderator looks, and says and does nothing in the channel's name", arguments: TestEngine.available)
    func moderator(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, cleo) = try await rig.team(.cleo, .moderator)
            try await rig.signUp(.eve)
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "Ada's own")])
            let post = try #require(try await ada.get("/@ada/backstage").postIDs.first)
            let verbs = [
                "edit", "delete", "restore", "pin", "unpin", "publish", "like", "unlike", "vote", "comments",
            ].map { "/post/\(post)/\($0)" }
            let others = [
                "/studio", "/studio/video", "/watch/\(post)/edit", "/watch/\(post)/retry", "/@eve/subscribe",
                "/@eve/unsubscribe", "/studio/posts/delete", "/studio/draft",
            ]
            for path in verbs + others {
                let refused = try await cleo.post(path, [("kind", "text"), ("text", "Mine now")])
                #expect(refused.status == 403, "\(path)")
                #expect(refused.contains("You are a moderator of Ada. Publishing, changing,"), "\(path)")
            }
            for (path, fields) in Self.governing {
                #expect(try await cleo.post(path, fields).status == 403, "\(path)")
            }
            for path in [
                "/studio/video", "/post/\(post)/edit", "/post/\(post)/delete", "/watch/\(post)/edit",
            ] {
                #expect(try await cleo.get(path).status == 403, "\(path)")
            }
            #expect(try await rig.sqlCount("SELECT count(*) FROM posts") == 1)
            #expect(try await rig.sqlCount("SELECT count(*) FROM posts WHERE state = 1 AND likes = 0") == 1)
            #expect(try await rig.channel(.eve).subscribers == 0)
            let page = try await cleo.get("/post/\(post)")
            #expect(page.contains("You are a moderator of") && !page.contains("name=\"text\""))
        }
    }

    @Test("a moderator finds the studio's people, and their own account as ever")
    func moderatorLooks() async throws {
        try await Rig.run(.sqlite) { rig in
            let (_, cleo) = try await rig.team(.cleo, .moderator)
            let studio = try await cleo.get("/studio")
            #expect(studio.landed == "/studio/people" && studio.status == 200)
            #expect(studio.contains("@ada") && studio.contains("@cleo"))
            #expect(!studio.contains("Who did what") && !studio.contains("<select"))
            #expect(!studio.contains("href=\"/studio/video\""))
            #expect(try await cleo.get("/studio/members").status == 200)
            let account = try await cleo.get("/account")
            #expect(account.contains("@ada · Moderator"))
            #expect(try await cleo.post("/account/language", [("language", "")]).status == 200)
            try await rig.act(cleo, as: .cleo)
            let own = try await cleo.post("/studio", [("kind", "text"), ("text", "As myself")])
            #expect(own.status == 200)
            #expect(try await rig.visitor().get("/@cleo/backstage").postIDs.count == 1)
        }
    }
}
