import Database
import Foundation
import Testing

@testable import Backstage

@Suite("The order of comments") struct CommentOrderTests {
    private func comments(_ page: PageSeen) -> [String] { Array(page.postIDs.dropFirst()) }

    // MARK: The score

    @Test("twice as much is worth a day")
    func score() {
        let day: Int64 = 86_400_000
        let noon: Int64 = 1_790_000_000_000 / day * day
        let score = { (likes: Int64, dislikes: Int64, days: Int64) in
            CommentRank(likes: likes, dislikes: dislikes, published: noon + days * day).score
        }
        #expect(score(1, 0, 0) == score(0, 0, 1))
        #expect(score(1_023, 0, 0) == score(511, 0, 1))
        #expect(score(0, 7, 3) == score(0, 0, 0))
        #expect(score(9, 9, 0) == score(0, 0, 0))
        for likes in Int64(0)..<3_000 {
            #expect(score(likes + 1, 0, 0) >= score(likes, 0, 0))
            #expect(score(0, likes + 1, 0) <= score(0, likes, 0))
        }
        let plain = CommentRank(published: noon).score
        #expect(CommentRank(replies: 1, published: noon).score == score(1, 0, 0))
        #expect(CommentRank(isHearted: true, published: noon).score == score(5, 0, 0))
        #expect(plain > 0)
    }

    // MARK: Orders

    /// Ada's post under which she, Ben and Eve spoke: who, in answer to which, and whether with a photo.
    private func talk(
        _ rig: Rig, _ said: [(by: String, under: Int?, hasPhoto: Bool)]
    ) async throws -> (post: PostID, said: [PostID]) {
        try await rig.signUp(.ada)
        let ada = try await rig.channel(.ada).id
        let people = ["ada": ada, "ben": try await rig.makeChannel("ben")]
        let post = try await rig.app.publish(Draft(text: "Well?"), as: ada)
        var made: [PostID] = []
        for (by, under, hasPhoto) in said {
            let author = try #require(people[by])
            let photos = hasPhoto ? [try await rig.takePhoto(owner: author)] : []
            let parent = under.map { made[$0] } ?? post
            made.append(
                try await rig.app.comment(text: "by \(by)", photos: photos, on: parent, as: author))
        }
        return (post, made)
    }

    @Test("oldest first, from the creator, with media", arguments: TestEngine.available)
    func orders(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (post, said) = try await talk(
                rig,
                [
                    ("ben", nil, true), ("ada", nil, false), ("ada", 0, false), ("ben", 1, true),
                    ("ben", nil, false),
                ])
            let expected: [(sort: String, comments: [Int])] = [
                ("old", [0, 2, 1, 3, 4]), ("creator", [2, 1]), ("media", [3, 0]),
            ]
            for (sort, order) in expected {
                let page = try await rig.visitor().get("/post/\(post)?sort=\(sort)")
                #expect(comments(page) == order.map { String(said[$0]) }, "\(sort)")
            }
            // A reply by itself leads to what it was said in.
            let chosen = try await rig.visitor().get("/post/\(post)?sort=creator")
            #expect(chosen.contains("Show the conversation"))
            #expect(chosen.contains("/post/\(post)?thread=\(said[0])#post-\(said[2])"))
            #expect(chosen.contains("Show the reply"))
            let top = try await rig.visitor().get("/post/\(post)")
            #expect(top.contains("On top: what has likes, replies and the creator’s heart"))
        }
    }

    @Test("a choice that nothing fits says so")
    func emptyChoice() async throws {
        try await Rig.run(.sqlite) { rig in
            let (post, _) = try await talk(rig, [("ben", nil, false)])
            for sort in ["creator", "media"] {
                let page = try await rig.visitor().get("/post/\(post)?sort=\(sort)")
                #expect(page.contains("No such comments yet."))
                #expect(page.contains("?sort=top"))
            }
        }
    }

    @Test("every order pages without skipping or repeating", arguments: TestEngine.available)
    func pages(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let post = try await fill(rig, 50)
            for sort in CommentSort.allCases {
                var seen: [String] = []
                var path: String? = "/post/\(post)?sort=\(sort.rawValue)"
                while let asked = path {
                    let page = try await rig.visitor().get(asked)
                    seen += comments(page)
                    let next = page.all(##"href="(/post/\d+\?[^"#]*(?:after|before)=[^"#]+)#comments""##)
                    path = next.first?.replacingOccurrences(of: "&amp;", with: "&")
                    guard seen.count <= 60 else { break }
                }
                #expect(seen.count == Set(seen).count, "\(sort)")
                #expect(seen.count == (sort.isChoice ? 25 : 50), "\(sort)")
            }
        }
    }

    @Test(
        "liked, answered or hearted, a comment rises; disliked it sinks", arguments: TestEngine.available)
    func moves(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (post, said) = try await talk(rig, (0..<5).map { _ in ("ben", nil, false) })
            let (ada, eve) = (try await rig.channel(.ada).id, try await rig.makeChannel("eve"))
            try await rig.app.setHeart(true, on: said[0], as: ada)
            for fan in [ada, eve] { try await rig.app.setLike(true, on: said[1], as: fan) }
            let reply = try await rig.app.comment(text: "yes", photos: [], on: said[2], as: eve)
            try await rig.app.setDislike(true, on: said[4], as: eve)
            let order = { try await rig.visitor().get("/post/\(post)").postIDs.dropFirst() }
            let first = [said[0], said[1], said[2], reply, said[3], said[4]]
            #expect(try await Array(order()) == first.map { String($0) })
            // What is deleted and taken back is as before.
            try await rig.app.delete(reply, as: eve)
            #expect(try await order().firstIndex(of: "\(said[3])") == order().startIndex + 2)
            try await rig.app.restore(reply, as: eve)
            #expect(try await Array(order()) == first.map { String($0) })
            // A day later what is new stands above what was liked a little.
            rig.time.advance(hours: 49)
            let late = try await rig.app.comment(text: "late", photos: [], on: post, as: eve)
            #expect(try await Array(order()).prefix(3) == ["\(said[0])", "\(late)", "\(said[1])"])
        }
    }

    // MARK: Many

    /// So many comments under a post of Ada's, half of them hers and half of them with media.
    private func fill(_ rig: Rig, _ count: Int) async throws -> PostID {
        let (ada, ben) = (try await rig.channel(.ada).id, try await rig.makeChannel("many\(count)"))
        let post = try await rig.app.publish(Draft(text: "Well?"), as: ada)
        let now = rig.time.value
        try await rig.app.database.write { tx in
            try tx.run(
                """
                INSERT INTO posts (id, author, host, form, state, audience, place, published, parent, root,
                    text, score, has_media)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
                SELECT \(post.raw) + i, CASE WHEN i % 2 = 0 THEN \(ada) ELSE \(ben) END, \(ada), 5, 1, 0,
                    \(post.raw) + i, \(now), \(post), \(post), 'words', 20000000 + i % 977,
                    CASE WHEN i % 4 < 2 THEN 1 ELSE 0 END
                FROM n
                """)
            try tx.run("UPDATE posts SET comments = \(count) WHERE id = \(post)")
        }
        return post
    }

    @Test(
        "50,000 comments cost as many queries as 50, and no more rows are read", .timeLimit(.minutes(10)),
        arguments: TestEngine.available)
    func many(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let (few, many) = (try await fill(rig, 50), try await fill(rig, 50_000))
            try await rig.app.database.write { tx in _ = try tx.run("ANALYZE") }
            for sort in CommentSort.allCases {
                for browser in [rig.visitor(), ben] {
                    let small = try await browser.get("/post/\(few)?sort=\(sort.rawValue)")
                    let large = try await browser.get("/post/\(many)?sort=\(sort.rawValue)")
                    #expect(comments(large).count == Limits.commentPage)
                    #expect(large.queries == small.queries, "\(sort)")
                    #expect(large.queries <= 10, "\(sort)")
                }
            }
            let me = try await rig.channel(.ben).id
            let post = try #require(try await rig.app.database.read { try $0.visiblePost(many, for: me) })
            for sort in CommentSort.allCases {
                let middle = Place(many.raw + 25_000)
                let mark = CommentMark(score: sort == .top ? 20_000_500 : nil, place: middle)
                for asked in [CommentsAsked(sort: sort), CommentsAsked(sort: sort, after: mark)] {
                    let plan = try await plan(.commentHeads(under: post, asked, for: me), engine, rig)
                    // Rows come from an index in their order: the limit ends the reading.
                    let way = engine == .sqlite ? "USING INDEX" : "Index Scan"
                    #expect(plan.contains(way), "\(sort): \(plan)")
                    #expect(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "\(sort): \(plan)")
                    // Nothing is read whole, an index neither.
                    #expect(
                        !plan.contains("SCAN p USING") && !plan.contains("Seq Scan on posts"),
                        "\(sort): \(plan)")
                }
            }
        }
    }

    private func plan(_ query: SQL, _ engine: TestEngine, _ rig: Rig) async throws -> String {
        try await rig.app.database.read { tx in
            guard engine == .sqlite else {
                return try tx.rows("EXPLAIN \(query)") { $0[0] as String }.joined(separator: "\n")
            }
            return try tx.rows("EXPLAIN QUERY PLAN \(query)") { $0[3] as String }.joined(separator: "\n")
        }
    }
}
