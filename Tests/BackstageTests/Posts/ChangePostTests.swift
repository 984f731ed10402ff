import Database
import Testing

@testable import Backstage

@Suite("Changing a post") struct ChangePostTests {
    @Test("what it said before stays to be read", arguments: TestEngine.available)
    func versions(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let post = try await rig.app.publish(
                Draft(text: "First words"), as: try await rig.channel(.ada).id)
            for words in ["Second words", "Third words"] {
                _ = try await ada.post("/post/\(post)/edit", [("text", words), ("whole", "1")])
                rig.time.advance(minutes: 1)
            }
            let page = try await rig.visitor().get("/post/\(post)")
            #expect(page.contains("Third words") && page.contains("/post/\(post)/versions"))
            let versions = try await rig.visitor().get("/post/\(post)/versions")
            for words in ["First words", "Second words", "Third words"] { #expect(versions.contains(words)) }
        }
    }

    @Test(
        "a deletion is taken back for a moment, with all that stood under it", arguments: TestEngine.available
    )
    func undo(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let channel = try await rig.channel(.ada).id
            let post = try await rig.app.publish(Draft(text: "Here to stay"), as: channel)
            let comment = try await rig.app.comment(
                text: "An answer", photos: [], on: post, as: try await rig.channel(.ben).id)
            let gone = try await ada.post("/post/\(post)/delete", [])
            #expect(gone.contains("/post/\(post)/restore"))
            #expect(try await ben.get("/post/\(post)").status == 404)
            #expect(try await ben.post("/post/\(post)/restore", []).status == 404)
            #expect(try await ada.post("/post/\(post)/restore", []).contains("An answer"))
            #expect(try await ben.get("/@ada/backstage").contains("Here to stay"))
            #expect(try await rig.app.database.read { try $0.channel(channel)?.posts } == 1)
            // A comment comes back into the counts it stood in.
            _ = try await ben.post("/post/\(comment)/delete", [])
            #expect(try await rig.app.database.read { try $0.post(post, for: nil)?.comments } == 0)
            _ = try await ben.post("/post/\(comment)/restore", [])
            #expect(try await rig.app.database.read { try $0.post(post, for: nil)?.comments } == 1)
            _ = try await ada.post("/post/\(post)/delete", [])
            rig.time.advance(minutes: 1)
            let late = try await ada.post("/post/\(post)/restore", [])
            #expect(late.status == 410 && late.contains("too late"))
        }
    }

    @Test("one post stands above the tab, and only for who may see it", arguments: TestEngine.available)
    func pin(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let channel = try await rig.channel(.ada).id
            let old = try await rig.app.publish(Draft(text: "The oldest"), as: channel)
            let new = try await rig.app.publish(Draft(text: "The newest"), as: channel)
            #expect(try await ben.get("/@ada/backstage").postIDs.first == "\(new)")
            #expect(try await ben.post("/post/\(old)/pin", []).status == 403)
            let page = try await ada.post("/post/\(old)/pin", [])
            #expect(page.contains("Pinned") && page.queries <= 8, "\(page.queries) queries")
            let seen = try await ben.get("/@ada/backstage")
            #expect(seen.postIDs == ["\(old)", "\(new)"], "above, and once")
            try await rig.app.edit(old, PostChanges(audience: .members), as: channel)
            #expect(try await ben.get("/@ada/backstage").postIDs == ["\(new)"])
            _ = try await ada.post("/post/\(old)/unpin", [])
            #expect(try await ada.get("/@ada/backstage").postIDs == ["\(new)", "\(old)"])
        }
    }

    @Test(
        "comments that are off are refused, also when they go off meanwhile", arguments: TestEngine.available)
    func commentsOff(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let channel = try await rig.channel(.ada).id
            let post = try await rig.app.publish(Draft(text: "Quiet please"), as: channel)
            _ = try await ada.post(
                "/post/\(post)/edit", [("text", "Quiet please"), ("whole", "1"), ("comments-off", "1")])
            #expect(try await ben.get("/post/\(post)").contains("Comments are off"))
            let refused = try await ben.post("/post/\(post)/comments", [("text", "I was writing this")])
            #expect(refused.status == 422 && refused.contains("I was writing this"))
            _ = try await ada.post("/post/\(post)/edit", [("text", "Quiet please"), ("whole", "1")])
            #expect(try await ben.post("/post/\(post)/comments", [("text", "Now then")]).contains("Now then"))
        }
    }

    @Test("another audience takes the comments along, and reaches memory", arguments: TestEngine.available)
    func audience(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let (ben, eve) = (try await rig.signUp(.ben), try await rig.signUp(.eve))
            for person in [ben, eve] { _ = try await person.post("/@ada/subscribe", [("bell", "all")]) }
            let post = try await rig.app.publish(Draft(text: "For whom"), as: try await rig.channel(.ada).id)
            let comment = try await rig.app.comment(
                text: "Mine", photos: [], on: post, as: try await rig.channel(.eve).id)
            #expect(try await eve.get("/feed").contains("For whom"))
            let named = try await ada.post(
                "/post/\(post)/edit",
                [("text", "For whom"), ("whole", "1"), ("audience", "named"), ("readers", "@ben")])
            #expect(named.status == 200)
            #expect(try await ben.get("/feed").contains("For whom"))
            #expect(!(try await eve.get("/feed").contains("For whom")))
            #expect(try await eve.get("/post/\(post)").status == 404)
            #expect(try await eve.post("/post/\(comment)/like", []).status == 404)
            let nobody = try await ada.post(
                "/post/\(post)/edit",
                [("text", "Kept"), ("whole", "1"), ("audience", "named"), ("readers", "@nobody-here")])
            #expect(nobody.status == 422 && nobody.contains("Kept") && nobody.contains("@nobody-here"))
            let none = try await ada.post(
                "/post/\(post)/edit", [("text", "Kept"), ("audience", "named"), ("readers", "")])
            #expect(none.status == 422)
        }
    }

    @Test("a post and its video lead to each other and share no act", arguments: TestEngine.available)
    func hangs(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
            let channel = try await rig.channel(.ada).id
            let video = try await rig.insertVideo("On the pier", channel)
            let stranger = try await rig.makeChannel("stranger")
            let theirs = try await rig.insertVideo("Not ours", stranger)
            var draft = Draft(text: "How we filmed it")
            draft.video = video
            let post = try await rig.app.publish(draft, as: channel)
            #expect(try await ben.get("/watch/\(video)").contains("How we filmed it"))
            #expect(try await ben.get("/post/\(post)").contains("/watch/\(video)"))
            let home = try await ben.get("/")
            #expect(home.contains("How we filmed it"))
            // Led to from the post, and not on the stage beside it.
            #expect(home.all("/watch/(\(video))").count == 1)
            draft.video = theirs
            await #expect(throws: Refused.self) { try await rig.app.publish(draft, as: channel) }
        }
    }
}
