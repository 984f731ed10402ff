import Database
import Testing

@testable import Backstage

/// What came of a post: the days add up to the counters, and only the author reads them.
@Suite("Figures") struct FiguresTests {
    private func days(_ rig: Rig, _ post: PostID) async throws -> [PostDay] {
        try await rig.app.database.read { try $0.postDays(of: post, from: 0) }
    }

    private func sum(_ rig: Rig, _ post: PostID, _ measure: Measure) async throws -> Int64 {
        try await days(rig, post).map { $0[measure] }.reduce(0, +)
    }

    @Test("likes, comments and votes of many days add up to their counters", arguments: TestEngine.available)
    func sums(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.app.saveTier(.generous)
            let me = try await rig.channel(.ada).id
            var draft = Draft(text: "Which?")
            draft.poll = DraftPoll(options: ["One", "Two"], closes: rig.time.value + 30 * 86_400_000)
            let post = try await rig.app.publish(draft, as: me)
            var readers: [ChannelID] = []
            for number in 0..<6 { readers.append(try await rig.makeChannel("reader\(number)")) }
            var comments: [(id: PostID, author: ChannelID)] = []
            for _ in 0..<8 {
                for reader in readers {
                    try await rig.app.setLike(Bool.random(), on: post, as: reader)
                    if Bool.random() { try await rig.app.vote(Int.random(in: 0...1), in: post, as: reader) }
                    if Int.random(in: 0...3) == 0 {
                        comments.append(
                            (try await rig.app.comment(text: "Oh", photos: [], on: post, as: reader), reader))
                    }
                }
                if let index = comments.indices.randomElement(), Bool.random() {
                    let comment = comments.remove(at: index)
                    _ = try await rig.app.delete(comment.id, as: comment.author)
                    if Bool.random() {
                        _ = try await rig.app.restore(comment.id, as: comment.author)
                        comments.append(comment)
                    }
                }
                rig.time.advance(hours: 25)
            }
            let found = try #require(try await rig.app.database.read { try $0.post(post, for: nil) })
            #expect(try await sum(rig, post, .likes) == found.likes)
            #expect(try await sum(rig, post, .comments) == found.comments)
            #expect(found.comments == Int64(comments.count))
            #expect(try await sum(rig, post, .votes) == found.poll?.votes)
            for measure in Measure.allCases {
                let page = try await ada.get("/studio/post/\(post)?show=\(measure.rawValue)")
                #expect(page.status == 200 && page.contains("<svg class=\"chart__bars\""))
                #expect(page.all("(<tr><th scope=\"row\">)").count == Limits.figureDays)
            }
            // A like on a comment is nobody's figure.
            let comment = try await rig.app.comment(text: "Mine", photos: [], on: post, as: readers[0])
            try await rig.app.setLike(true, on: comment, as: me)
            #expect(try await days(rig, comment).isEmpty)
        }
    }

    @Test(
        "looks are gathered, then written: of who may see it, without the author's own",
        arguments: TestEngine.available)
    func looks(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            try await rig.app.saveTier(.generous)
            let me = try await rig.channel(.ada).id
            let open = try await rig.app.publish(Draft(text: "For everyone"), as: me)
            let closed = try await rig.app.publish(Draft(text: "Sealed", audience: .subscribers), as: me)
            #expect(try await ben.get("/@ada/backstage").contains("data-seen=\"\(open)\""))
            #expect(!(try await ada.get("/@ada/backstage").contains("data-seen")))
            _ = try await ben.get("/post/\(open)")
            _ = try await ada.get("/post/\(open)")
            _ = try await ben.send("HEAD", "/post/\(open)")
            _ = try await rig.visitor().get("/post/\(open)")
            #expect(try await ben.get("/post/\(closed)").status == 404)
            let answer = try await ben.post("/seen", [("posts", "\(open),\(closed),7,x,\(open),,-1")])
            #expect(answer.status == 204 && answer.bytes.isEmpty)
            #expect(try await ada.post("/seen", [("posts", "\(open)")]).status == 204)
            #expect(try await ben.post("/seen", []).status == 204)
            let foreign = try await ben.send(
                "POST", "/seen", headers: [("Sec-Fetch-Site", "cross-site")],
                body: Array("posts=\(open)".utf8))
            #expect(foreign.status == 403)
            let flood = String(repeating: "1,", count: 4_000)
            #expect(try await ben.post("/seen", [("posts", flood)]).status == 413)
            #expect(try await sum(rig, open, .seen) == 0, "nothing is written yet")
            try await rig.app.writeLooks()
            try await rig.app.writeLooks()
            #expect(try await sum(rig, open, .seen) == 3)
            #expect(try await rig.sqlCount("SELECT seen FROM posts WHERE id = \(open)") == 3)
            #expect(try await rig.sqlCount("SELECT seen FROM posts WHERE id = \(closed)") == 0)
            rig.time.advance(hours: 25)
            _ = try await ben.get("/post/\(open)")
            try await rig.app.writeLooks()
            #expect(try await days(rig, open).map { $0[.seen] } == [3, 1])
        }
    }

    @Test(
        "a subscription counts for the post it was made on: once, and only for the channel's own",
        arguments: TestEngine.available)
    func subscribers(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let eve = try await rig.signUp(.eve)
            let post = try await rig.app.publish(Draft(text: "Follow me"), as: try await rig.channel(.ada).id)
            let bens = try await rig.app.publish(Draft(text: "Not hers"), as: try await rig.channel(.ben).id)
            let page = try await rig.visitor().get("/post/\(post)")
            #expect(page.contains("name=\"from\" value=\"\(post)\""))
            for _ in 0..<2 {
                _ = try await ben.post("/@ada/subscribe", [("bell", "all"), ("from", "\(post)")])
            }
            _ = try await eve.post("/@ada/subscribe", [("from", "\(bens)")])
            #expect(try await sum(rig, post, .subscribers) == 1)
            #expect(try await sum(rig, bens, .subscribers) == 0)
            for nonsense in ["x", "7", ""] {
                _ = try await eve.post("/@ada/unsubscribe", [])
                #expect(try await eve.post("/@ada/subscribe", [("from", nonsense)]).status == 200)
            }
            #expect(try await rig.channel(.ada).subscribers == 2)
            #expect(try await rig.sqlCount("SELECT count(*) FROM post_days") == 1)
            #expect(try await ada.get("/studio/post/\(post)").contains("New subscribers"))
        }
    }

    @Test("days without anything are noughts, in their order")
    func filled() {
        let days = PostDay.filled([PostDay(day: 98, numbers: [1, -2, 3, 4, 5])], through: 100, count: 4)
        #expect(days.map(\.day) == [97, 98, 99, 100])
        #expect(days.map { $0[.likes] } == [0, -2, 0, 0])
    }
}
