import Database
import Foundation
import Testing

@testable import Backstage

/// A rule tried on what was said already.
@Suite("Rehearsal") struct RehearsalTests {
    /// Numbers that look random and are the same on every run.
    private struct Draw: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    static let texts = [
        "Well said", "A class of its own", "Come to my c4s1no", "BUY NOW, everybody, it is cheap",
        "See https://a.example", "https://a.example https://b.example and https://c.example",
        "Come and see my shop at the old harbour", "COME and see my shop at the öld harbour!",
        "no no no no no no", "@ada @ben @cleo @dan @eve", "f r e e for all of you", "Thank you",
    ]

    private static func rule(_ draw: inout Draw) -> CommentSettings {
        CommentSettings(
            holding: CommentHolding.allCases.randomElement(using: &draw) ?? .someBad,
            holdsLinks: Bool.random(using: &draw), holdsFirstMedia: Bool.random(using: &draw),
            words: Bool.random(using: &draw) ? "casino\nbuy now\nfree" : "")
    }

    @Test("what was held live is what a rehearsal of the same rule says", arguments: TestEngine.available)
    func agrees(engine: TestEngine) async throws {
        for seed in UInt64(1)...4 {
            try await Rig.run(engine) { rig in
                var draw = Draw(state: seed)
                try await rig.signUp(.ada)
                let ada = try await rig.channel(.ada).id
                var people = [ada]
                for name in ["mallory", "trent", "peggy", "victor", "wendy"] {
                    people.append(try await rig.makeChannel(name))
                }
                try await rig.app.setStanding(.approved, of: "trent", under: ada)
                try await rig.app.setStanding(.hidden, of: "peggy", under: ada)
                let settings = Self.rule(&draw)
                try await rig.setRule(settings, of: .ada)
                var roots: [PostID] = []
                for number in 1...3 {
                    roots.append(try await rig.app.publish(Draft(text: "Post \(number)"), as: ada))
                }
                _ = try await rig.app.setPostRule(
                    PostCommentRule(holding: CommentHolding.allCases.randomElement(using: &draw)),
                    of: roots[0], as: ada)
                var said: [(comment: PostID, author: ChannelID)] = []
                for step in 0..<60 {
                    rig.time.advance(minutes: Int64.random(in: 0...400, using: &draw))
                    let author = people[Int.random(in: people.indices, using: &draw)]
                    if step % 9 == 8, let old = said.randomElement(using: &draw) {
                        _ = try? await rig.app.delete(old.comment, as: old.author)
                        continue
                    }
                    let root = roots[Int.random(in: roots.indices, using: &draw)]
                    let text = Self.texts[Int.random(in: Self.texts.indices, using: &draw)]
                    let photos = step % 12 == 5 ? [try await rig.takePhoto(owner: author)] : []
                    said.append(
                        (try await rig.app.comment(text: text, photos: photos, on: root, as: author), author))
                }
                let live = try await rig.app.database.read { tx in
                    try tx.rows("SELECT id, held, held_why FROM posts WHERE host = \(ada) AND state = 3") {
                        row -> (PostID, Hold) in
                        (row[0], Hold(kind: row[1], reasons: HoldReason.reasons(row[2])))
                    }
                }
                let rehearsal = try await rig.app.rehearse(settings, of: ada)
                let played = rehearsal.held.map { ($0.facts.comment, $0.hold) }
                #expect(Dictionary(uniqueKeysWithValues: live) == Dictionary(uniqueKeysWithValues: played))
                #expect(!live.isEmpty, "seed \(seed) holds nothing")
                let there = try await rig.sqlCount(
                    "SELECT count(*) FROM posts WHERE host = \(ada) AND root IS NOT NULL AND state IN (1, 3)")
                #expect(rehearsal.looked == there)
            }
        }
    }

    @Test("a rule is tried before it is saved, and nothing changes", arguments: TestEngine.available)
    func tried(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let host = try await rig.channel(.ada).id
            let eve = try await rig.makeChannel("eve")
            let post = try await rig.app.publish(Draft(text: "Well?"), as: host)
            for number in 1...25 {
                _ = try await rig.app.comment(
                    text: "A <b>casino</b> \(number)", photos: [], on: post, as: eve)
                _ = try await rig.app.comment(text: "Well said \(number)", photos: [], on: post, as: eve)
            }
            let typed = [("who", "1"), ("hold", "0"), ("links", "1"), ("words", "casino\nviagra")]
            let page = try await ada.post("/studio/comments/rules", typed + [("do", "try")])
            #expect(page.status == 200)
            #expect(page.contains("25 comments would have been held."))
            #expect(page.contains("There are only 50 comments to try it on. Nothing is saved yet."))
            #expect(page.contains("Blocked word: casino: 25"))
            #expect(
                page.contains("A &lt;b&gt;casino&lt;/b&gt; 25") && page.contains("The newest 20 of them:"))
            #expect(page.all(#"(A &lt;b&gt;casino&lt;/b&gt; \d+)"#).count == Limits.rehearsedShown)
            #expect(page.contains("casino\nviagra</textarea>"))
            #expect(page.queries > 0 && page.queries <= 12, "\(page.queries) queries")
            let kept = try await rig.app.database.read { try $0.settings(ofCommentsUnder: host) }
            #expect(kept == CommentSettings())
            try await rig.expectTrueCounts(under: post, comments: 50)
            _ = try await ada.post("/studio/comments/rules", [("hold", "0"), ("do", "try")])
            let none = try await ada.post("/studio/comments/rules", [("hold", "0"), ("do", "try")])
            #expect(none.contains("0 comments would have been held."))
        }
    }

    @Test("only the last thousand are looked at, in the same queries", arguments: TestEngine.available)
    func many(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let host = try await rig.channel(.ada).id
            let eve = try await rig.makeChannel("eve")
            let post = try await rig.app.publish(Draft(text: "Well?"), as: host)
            try await rig.app.database.write { tx in
                try tx.run(
                    """
                    INSERT INTO posts (id, author, host, form, state, audience, place, published, parent, \
                    root, text)
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
                    SELECT \(post.raw) + i, \(eve), \(host), 5, 1, 0, \(post.raw) + i, 0, \(post), \(post),
                        'casino'
                    FROM n
                    """)
            }
            let page = try await ada.post(
                "/studio/comments/rules", [("words", "casino"), ("hold", "0"), ("do", "try")])
            #expect(page.contains("1,000 comments would have been held."))
            #expect(page.contains("Tried on the last 1,000 comments."))
            #expect(page.queries > 0 && page.queries <= 12, "\(page.queries) queries")
        }
    }
}
