import Database
import Foundation
import Testing

@testable import Backstage

@Suite("Comments") struct CommentTests {
    func publish(_ rig: Rig, _ text: String = "What do you say?") async throws -> PostID {
        let ada = try await rig.channel(.ada).id
        return try await rig.app.publish(Draft(text: text), as: ada)
    }

    func comment(
        _ browser: Browser, on parent: some CustomStringConvertible, _ text: String
    ) async throws -> PageSeen {
        try await browser.post("/post/\(parent)/comments", [("text", text)])
    }

    /// The comment that a redirect led to.
    func newest(_ page: PageSeen) -> String {
        page.landed?.components(separatedBy: "#post-").last ?? ""
    }

    /// The comments on a page, without the post above them.
    func comments(_ page: PageSeen) -> [String] { Array(page.postIDs.dropFirst()) }

    /// Holds the counts that are kept against the rows that are there.
    func expectExactCounts(_ rig: Rig, under root: PostID, comments: Int) async throws {
        let kept = try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(root)")
        let there = try await rig.sqlCount("SELECT count(*) FROM posts WHERE root = \(root) AND state = 1")
        #expect(kept == there)
        #expect(there == comments)
        let wrong = try await rig.sqlCount(
            """
            SELECT count(*)
            FROM posts AS t
            WHERE t.root = \(root) AND t.thread IS NULL AND t.replies <> (
                SELECT count(*)
                FROM posts AS r
                WHERE r.thread = t.id AND r.state = 1)
            """)
        #expect(wrong == 0)
    }

    // MARK: Threads and counts

    @Test("a comment, a reply and a reply to the reply make one thread", arguments: TestEngine.available)
    func thread(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let eve = try await rig.signUp(.eve)
            let post = try await publish(rig)
            #expect(try await ben.get("/post/\(post)").contains("No comments yet."))
            let first = try await comment(ben, on: post, "The first <b>word</b>")
            #expect(first.status == 200)
            #expect(first.contains("Your comment is published."))
            #expect(first.contains("The first &lt;b&gt;word&lt;/b&gt;"))
            let top = newest(first)
            let second = newest(try await comment(eve, on: top, "An answer"))
            let answered = try await comment(ada, on: second, "An answer to the answer")
            #expect(answered.landed?.contains("thread=\(top)") == true)
            let third = newest(answered)
            let page = try await rig.visitor().get("/post/\(post)")
            #expect(page.postIDs == [String(post), top, second, third])
            #expect(page.contains("3 comments"))
            #expect(page.contains("↳ <bdi>@eve</bdi>"))
            let number = try #require(PostID(top))
            let inThread = try await rig.sqlCount("SELECT count(*) FROM posts WHERE thread = \(number)")
            #expect(inThread == 2)
            try await expectExactCounts(rig, under: post, comments: 3)
            for id in [top, second, third] {
                let alone = try await rig.visitor().get("/post/\(id)")
                #expect(alone.landed?.hasPrefix("/post/\(post)?thread=\(top)") == true)
                #expect(alone.contains("id=\"post-\(id)\""))
            }
        }
    }

    @Test("a link to one comment leads to its thread")
    func link() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.makeChannel("ben")
            let post = try await publish(rig)
            let top = try await rig.app.comment(text: "top", photos: [], on: post, as: ben)
            let reply = try await rig.app.comment(text: "reply", photos: [], on: top, as: ben)
            let page = try await rig.visitor().get("/post/\(post)")
            for id in [top, reply] {
                #expect(page.contains("id=\"c-\(id)\""))
                let link = "/post/\(post)?thread=\(top)#post-\(id)"
                #expect(page.contains("href=\"\(link)\""))
                #expect(try await rig.visitor().get("/post/\(id)").landed == link)
            }
        }
    }

    @Test("a long thread shows three replies and leads to all of them", arguments: TestEngine.available)
    func longThread(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.makeChannel("ben")
            let post = try await publish(rig)
            let top = try await rig.app.comment(text: "top", photos: [], on: post, as: ben)
            var replies: [String] = []
            for number in 1...5 {
                replies.append(
                    String(try await rig.app.comment(text: "reply \(number)", photos: [], on: top, as: ben)))
            }
            let page = try await rig.visitor().get("/post/\(post)")
            #expect(comments(page) == [String(top)] + replies.prefix(3))
            #expect(page.contains("Show all 5 replies"))
            let alone = try await rig.visitor().get("/post/\(post)?thread=\(top)")
            #expect(comments(alone) == [String(top)] + replies)
        }
    }

    @Test("counts stay exact when many comment, answer and delete at once", arguments: TestEngine.available)
    func concurrent(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let post = try await publish(rig)
            let (ben, eve) = (try await rig.makeChannel("ben"), try await rig.makeChannel("eve"))
            let top = try await rig.app.comment(text: "top", photos: [], on: post, as: ben)
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<24 {
                    group.addTask {
                        let parent = number % 2 == 0 ? post : top
                        let author = number % 3 == 0 ? ben : eve
                        let made = try? await rig.app.comment(
                            text: "\(number)", photos: [], on: parent, as: author)
                        guard let made, number % 4 == 0 else { return }
                        _ = try? await rig.app.delete(made, as: author)
                        _ = try? await rig.app.delete(made, as: author)
                    }
                }
            }
            try await expectExactCounts(rig, under: post, comments: 19)
        }
    }

    @Test("a deleted comment leaves its place while answers stand", arguments: TestEngine.available)
    func deletes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let eve = try await rig.signUp(.eve)
            let post = try await publish(rig)
            let top = newest(try await comment(ben, on: post, "words taken back"))
            let reply = newest(try await comment(eve, on: top, "an answer that stays"))
            for browser in [ada, eve] {
                let refused = try await browser.post("/post/\(top)/delete", [])
                #expect(refused.status == 403)
                #expect(refused.contains("Only the channel that published this can change it."))
                #expect(try await browser.post("/post/\(top)/edit", [("text", "mine")]).status == 403)
            }
            #expect(try await rig.visitor().post("/post/\(top)/delete", []).status == 401)
            try await expectExactCounts(rig, under: post, comments: 2)
            let deleted = try await ben.post("/post/\(top)/delete", [])
            #expect(deleted.status == 200)
            #expect(!deleted.contains("words taken back"))
            #expect(deleted.contains("This comment was deleted."))
            #expect(deleted.contains("an answer that stays"))
            #expect(try await ben.post("/post/\(top)/delete", []).status == 404)
            try await expectExactCounts(rig, under: post, comments: 1)
            let answered = try await comment(ada, on: reply, "and goes on")
            #expect(answered.status == 200)
            try await expectExactCounts(rig, under: post, comments: 2)
            _ = try await eve.post("/post/\(reply)/delete", [])
            _ = try await ada.post("/post/\(newest(answered))/delete", [])
            try await expectExactCounts(rig, under: post, comments: 0)
            let empty = try await rig.visitor().get("/post/\(post)")
            #expect(empty.postIDs == [String(post)])
            #expect(empty.contains("No comments yet."))
        }
    }

    // MARK: Refusals

    static let refused: [(text: String, words: String)] = [
        ("", "Write something, or add a photo."),
        ("   \n\t ", "Write something, or add a photo."),
        ("\u{200B}\u{200D}\u{2060}", "Write something, or add a photo."),
        ("\u{202E}", "Write something, or add a photo."),
        (String(repeating: "é", count: 2_001), "1 character too many. At most 2000 fit."),
        (String(repeating: "x", count: 2_003), "3 characters too many. At most 2000 fit."),
    ]

    @Test("what cannot be a comment is refused, with its text kept", arguments: refused.indices)
    func refuses(index: Int) async throws {
        let (text, words) = Self.refused[index]
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let post = try await publish(rig)
            let top = newest(try await comment(ben, on: post, "a comment that stands"))
            for parent in [String(post), top] {
                let page = try await comment(ben, on: parent, text)
                #expect(page.status == 422)
                #expect(page.contains(words), "expected “\(words)”")
                #expect(page.contains("action=\"/post/\(parent)/comments\""))
                if !text.isEmpty { #expect(page.contains(text)) }
                #expect(page.contains("Replying to") == (parent == top))
            }
            try await expectExactCounts(rig, under: post, comments: 1)
        }
    }

    @Test("exactly 2,000 characters fit")
    func fits() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let post = try await publish(rig)
            #expect(try await comment(ben, on: post, String(repeating: "👩‍🚀", count: 2_000)).status == 200)
            try await expectExactCounts(rig, under: post, comments: 1)
        }
    }

    @Test("a post that is gone takes no comment, and shows none", arguments: TestEngine.available)
    func deletedPost(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let post = try await publish(rig)
            let top = newest(try await comment(ben, on: post, "early words"))
            _ = try await ada.post("/post/\(post)/delete", [])
            #expect(try await comment(ben, on: post, "too late").status == 404)
            #expect(try await comment(ben, on: top, "too late").status == 404)
            #expect(try await ben.get("/post/\(top)").status == 404)
            #expect(try await ben.get("/post/\(post)/comments").status == 404)
            for id in ["1", "none", "-1", "99999999999999999999"] {
                #expect(try await comment(ben, on: id, "to nobody").status == 404)
            }
            #expect(try await rig.sqlCount("SELECT count(*) FROM posts WHERE root = \(post)") == 1)
        }
    }

    @Test("under a deleted post a comment can be neither liked nor edited")
    func underDeletedPost() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let post = try await publish(rig)
            let top = newest(try await comment(ben, on: post, "early words"))
            _ = try await ada.post("/post/\(post)/delete", [])
            #expect(try await ben.get("/post/\(top)/edit").status == 404)
            #expect(try await ben.post("/post/\(top)/edit", [("text", "later words")]).status == 404)
            #expect(try await ben.post("/post/\(top)/like", []).status == 404)
            #expect(try await rig.sqlCount("SELECT count(*) FROM reactions") == 0)
        }
    }

    @Test(
        "an answer to a comment that went meanwhile is kept, under what was deleted",
        arguments: TestEngine.available)
    func parentGone(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let eve = try await rig.signUp(.eve)
            let post = try await publish(rig)
            let top = newest(try await comment(ben, on: post, "soon gone"))
            _ = try await ben.post("/post/\(top)/delete", [])
            let sent = try await comment(eve, on: top, "a considered answer")
            #expect(sent.status == 200)
            let page = try await rig.visitor().get("/post/\(post)")
            #expect(page.contains("a considered answer"))
            #expect(page.contains("This comment was deleted"))
            #expect(!page.contains("soon gone"))
            try await expectExactCounts(rig, under: post, comments: 1)
        }
    }

    @Test("signed out, a comment leads over the sign-in and loses nothing", arguments: TestEngine.available)
    func signedOut(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            let post = try await publish(rig)
            let visitor = rig.visitor()
            let page = try await visitor.get("/post/\(post)")
            #expect(page.contains("Sign in to comment"))
            #expect(!page.contains("name=\"text\""))
            let asked = try await comment(visitor, on: post, "written before the sign-in")
            #expect(asked.status == 401)
            #expect(asked.contains("Sign in to send this. What you wrote is kept."))
            #expect(asked.contains("written before the sign-in"))
            try await expectExactCounts(rig, under: post, comments: 0)
            let back = try await visitor.upload(
                "/sign-in",
                asked.carriedFields + [("email", Person.ben.email), ("password", Person.ben.password)],
                files: [])
            #expect(back.contains("written before the sign-in"))
            #expect(back.contains("action=\"/post/\(post)/comments\""))
            let sent = try await visitor.upload("/post/\(post)/comments", back.carriedFields, files: [])
            #expect(sent.status == 200)
            #expect(sent.contains("written before the sign-in"))
            try await expectExactCounts(rig, under: post, comments: 1)
        }
    }
}
