import Database
import Testing

@testable import Backstage

/// Many posts deleted at once: asked for once more, and nobody else's.
@Suite("Deleting many") struct BulkDeleteTests {
    private func publish(_ count: Int, _ rig: Rig, as person: Person) async throws -> [PostID] {
        let me = try await rig.channel(person).id
        var ids: [PostID] = []
        for number in 0..<count {
            ids.append(try await rig.app.publish(Draft(text: "Post \(number)"), as: me))
        }
        return ids
    }

    @Test("what was ticked is named, then deleted, and nothing else", arguments: TestEngine.available)
    func deletes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.app.saveTier(.generous)
            let ids = try await publish(5, rig, as: .ada)
            let chosen = ids.prefix(3).map { ("post", "\($0)") }
            let asked = try await ada.post("/studio/posts/delete", [("list", "published")] + chosen)
            #expect(asked.status == 200 && asked.contains("Delete 3 posts?"))
            for name in ["Post 0", "Post 1", "Post 2"] { #expect(asked.contains(name)) }
            #expect(!asked.contains("Post 3"))
            #expect(try await ada.ticked("published").count == 5, "nothing is gone yet")
            let done = try await ada.post(
                "/studio/posts/delete", [("list", "published"), ("sure", "1")] + chosen)
            #expect(done.contains("3 posts deleted."))
            #expect(done.ticks == ids.suffix(2).reversed().map(String.init))
            #expect(try await rig.channel(.ada).posts == 2)
            // A second press finds nothing left, and says so.
            let again = try await ada.post(
                "/studio/posts/delete", [("list", "published"), ("sure", "1")] + chosen)
            #expect(again.status == 200 && again.contains("0 posts deleted."))
            let one = try await ada.post(
                "/studio/posts/delete",
                [("list", "published"), ("post", "\(ids[3])"), ("only", "\(ids[4])")])
            #expect(one.contains("Delete 1 post?") && one.contains("Post 4") && !one.contains("Post 3"))
        }
    }

    @Test("somebody else's post among them, and nothing goes", arguments: TestEngine.available)
    func othersUntouched(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            try await rig.app.saveTier(.generous)
            let hers = try await publish(1, rig, as: .ada)[0]
            let his = try await publish(1, rig, as: .ben)[0]
            let comment = try await rig.app.comment(
                text: "Mine", photos: [], on: hers, as: try await rig.channel(.ben).id)
            for sure in [[], [("sure", "1")]] as [[(String, String)]] {
                for wrong in ["\(hers)", "\(comment)", "7", "x", ""] {
                    let answer = try await ben.post(
                        "/studio/posts/delete", [("post", "\(his)"), ("post", wrong)] + sure)
                    #expect(answer.status == 404, "\(wrong)")
                }
            }
            let visitor = try await rig.visitor().post(
                "/studio/posts/delete", [("post", "\(his)"), ("sure", "1")])
            #expect(visitor.status == 401)
            #expect(try await rig.sqlCount("SELECT count(*) FROM posts WHERE state = 1") == 3)
            #expect(try await ben.get("/studio/post/\(hers)").status == 404)
            #expect(try await ben.get("/studio/post/\(comment)").status == 404)
        }
    }

    @Test("drafts are found, opened and deleted in their list", arguments: TestEngine.available)
    func drafts(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            for (kind, text) in [
                ("text", "First thoughts"), ("poll", "Which 50%?"), ("text", "Second thoughts"),
            ] {
                _ = try await ada.post("/studio", [("kind", kind), ("text", text), ("save", "1")])
            }
            let page = try await ada.get("/studio/posts?list=drafts")
            #expect(page.ticks.count == 3 && page.contains("Continue writing"))
            #expect(page.contains(">3</span>") && page.contains("/studio?draft=\(page.ticks[0])"))
            #expect(page.text.firstRange(of: "Second thoughts") != nil)
            #expect(try await ada.get("/studio/posts?list=drafts&q=THOUGHTS").ticks.count == 2)
            #expect(try await ada.get("/studio/posts?list=drafts&q=0%25").ticks == [page.ticks[1]])
            #expect(try await ada.get("/studio/posts?list=drafts&kind=poll").ticks == [page.ticks[1]])
            let chosen = page.ticks.prefix(2).map { ("post", $0) }
            let theirs = try await ben.post(
                "/studio/posts/delete", [("list", "drafts"), ("sure", "1")] + chosen)
            #expect(theirs.status == 404)
            let asked = try await ada.post("/studio/posts/delete", [("list", "drafts")] + chosen)
            #expect(asked.contains("Delete 2 drafts?") && asked.contains("Second thoughts"))
            let done = try await ada.post(
                "/studio/posts/delete", [("list", "drafts"), ("sure", "1")] + chosen)
            #expect(done.contains("2 drafts deleted.") && done.ticks == [page.ticks[2]])
            #expect(try await ada.get("/studio").contains(">1</span>"), "the tab says how many")
        }
    }

    @Test("nothing ticked, or too much, is said above the list", arguments: TestEngine.available)
    func refuses(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            _ = try await publish(1, rig, as: .ada)
            let none = try await ada.post("/studio/posts/delete", [("list", "published")])
            #expect(none.status == 422 && none.contains("Tick what you want to delete first."))
            #expect(none.ticks.count == 1)
            let many = (1...101).map { ("post", "\($0)") }
            let refused = try await ada.post("/studio/posts/delete", [("list", "published")] + many)
            #expect(refused.status == 422 && refused.contains("At most 100 can be deleted at once."))
        }
    }
}
