import Database
import Foundation
import MediaTools
import Testing

@testable import Backstage

/// What a comment may carry beside words and photos.
@Suite("Rich comments") struct CommentExtrasTests {
    /// Ada's post, and Ben, who is about to comment.
    private func start(_ rig: Rig) async throws -> (ada: Browser, ben: Browser, post: PostID) {
        let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
        let post = try await rig.app.publish(Draft(text: "Well?"), as: try await rig.channel(.ada).id)
        return (ada, ben, post)
    }

    private func id(_ page: PageSeen) throws -> String {
        try #require(page.landed?.components(separatedBy: "#post-").last)
    }

    private func film(seconds: Int = 2, size: String = "320x180", rate: Int = 25) async throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).mp4"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let made = try await Child().run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i",
                "testsrc2=s=\(size):d=\(seconds):r=\(rate)", "-pix_fmt", "yuv420p", "-movflags",
                "+faststart", path,
            ], limits: ChildLimits(wallSecondsMax: 60, memoryBytesMax: 4 << 30))
        #expect(made.isSuccess)
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    // MARK: Polls

    @Test("a comment asks a question, and others answer", arguments: TestEngine.available)
    func poll(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post) = try await start(rig)
            let sent = try await ben.post(
                "/post/\(post)/comments",
                [
                    ("text", "Tea or <coffee>?"), ("option-1", "Tea"), ("option-2", ""),
                    ("option-3", "Coffee"), ("closes", "60"),
                ])
            #expect(sent.status == 200)
            let comment = try id(sent)
            let asked = try await ada.get("/post/\(post)")
            #expect(asked.contains("action=\"/post/\(comment)/vote\""))
            #expect(asked.all("(Tea or &lt;coffee&gt;)").count == 1)
            let voted = try await ada.post(
                "/post/\(comment)/vote", [("choice", "1"), ("back", "/post/\(post)")])
            #expect(voted.status == 200)
            #expect(voted.contains("1 vote"))
            let number = try #require(PostID(comment))
            #expect(try await rig.sqlCount("SELECT count(*) FROM poll_options WHERE post = \(number)") == 2)
            rig.time.advance(minutes: 61)
            try await rig.runJobs()
            #expect(try await rig.sqlCount("SELECT is_closed FROM polls WHERE post = \(number)") == 1)
            #expect(try await ada.post("/post/\(comment)/vote", [("choice", "0")]).status == 422)
            #expect(try await ben.get("/notifications").contains("Your poll has closed"))
        }
    }

    static let refusedPolls: [(fields: [(String, String)], words: String)] = [
        ([("option-1", "Tea"), ("option-2", "Coffee")], "A poll needs a question."),
        ([("text", "Well?"), ("option-2", "Tea")], "A poll needs at least two answers."),
        (
            [("text", "Well?"), ("option-1", "Tea"), ("option-2", String(repeating: "e", count: 81))],
            "Too long. At most 80 characters fit."
        ),
        (
            [("text", "Well?"), ("option-1", "Tea"), ("option-2", "tea")],
            "Same as option 1. Change one of them."
        ),
        (
            [("text", "Well?"), ("option-1", "a"), ("option-2", "b"), ("closes", "1")],
            "Choose a closing time at least five minutes from now."
        ),
        (
            [("text", "Well?"), ("option-1", "a"), ("option-2", "b"), ("closes", "soon")],
            "Choose a closing time at least five minutes from now."
        ),
        (
            [("text", "Well?"), ("option-1", "a"), ("option-2", "b"), ("closes", "999999")],
            "Choose a closing time within a year."
        ),
    ]

    @Test("a poll that cannot be is refused, with all that was typed kept", arguments: refusedPolls.indices)
    func refusesPoll(index: Int) async throws {
        let (fields, words) = Self.refusedPolls[index]
        try await Rig.run(.sqlite) { rig in
            let (_, ben, post) = try await start(rig)
            let page = try await ben.post("/post/\(post)/comments", fields)
            #expect(page.status == 422)
            #expect(page.contains(words), "expected “\(words)”")
            for (name, value) in fields where name.hasPrefix("option-") {
                #expect(page.contains("name=\"\(name)\" value=\"\(value)\""))
            }
            #expect(page.contains("<details class=\"disclosure\" open>"))
            #expect(try await rig.sqlCount("SELECT count(*) FROM polls") == 0)
            #expect(try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)") == 0)
        }
    }

    @Test("a poll has no photos beside it")
    func pollWithPhoto() async throws {
        try await Rig.run(.sqlite) { rig in
            let (_, ben, post) = try await start(rig)
            let page = try await ben.upload(
                "/post/\(post)/comments", [("text", "Well?"), ("option-1", "a"), ("option-2", "b")],
                files: [("photos", "a.jpg", try Photograph.withPlace().bytes)])
            #expect(page.status == 422)
            #expect(page.contains("A poll has no photos of its own yet."))
            #expect(page.contains("class=\"photolist__item\""))
        }
    }

    // MARK: Clips

    @Test("a comment with a clip waits for its author alone until it plays", arguments: TestEngine.available)
    func clip(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post) = try await start(rig)
            let eve = try await rig.makeChannel("eve")
            let top = try await rig.app.comment(text: "Show me", photos: [], on: post, as: eve)
            for parent in [post, top] {
                let before = try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)")
                let words = parent == post ? "Look at this" : "And at that"
                let sent = try await ben.upload(
                    "/post/\(parent)/comments", [("text", words), ("clip-alt", "A test picture")],
                    files: [("file", "film.mp4", try await film())])
                #expect(sent.status == 200)
                #expect(sent.contains("Only you see this comment until it can be played."))
                let comment = try id(sent)
                #expect(sent.postIDs.contains(comment))
                // Its own address leads to where it waits.
                #expect(try await ben.get("/post/\(comment)").postIDs.contains(comment))
                for other in [ada, rig.visitor()] {
                    #expect(!(try await other.get("/post/\(post)")).contains(words))
                    #expect(try await other.get("/post/\(comment)").status == 404)
                }
                #expect(try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)") == before)
                try await rig.runJobs()
                let shown = try await rig.visitor().get("/post/\(comment)")
                #expect(shown.postIDs.contains(comment))
                #expect(shown.contains("data-mp4=\"/media/"))
                #expect(shown.contains("alt=\"A test picture\""))
                let after = try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)")
                #expect(after == before + 1)
                #expect(try await rig.visitor().get("/post/\(post)?sort=media").postIDs.contains(comment))
                let (number, told) = (try #require(PostID(comment)), try await rig.channel(.ben).id)
                let done = try await rig.sqlCount(
                    "SELECT count(*) FROM notifications WHERE recipient = \(told) AND post = \(number)")
                #expect(done == 1)
            }
            #expect(try await ada.get("/notifications").contains("Ben"))
            #expect(try await rig.sqlCount("SELECT replies FROM posts WHERE id = \(top)") == 1)
        }
    }

    @Test("a comment that waits for its clip can be taken back")
    func clipTakenBack() async throws {
        try await Rig.run(.sqlite) { rig in
            let (_, ben, post) = try await start(rig)
            let sent = try await ben.upload(
                "/post/\(post)/comments", [("text", "Look at this")],
                files: [("file", "film.mp4", try await film())])
            let comment = try id(sent)
            #expect(try await ben.post("/post/\(comment)/delete", []).status == 200)
            try await rig.runJobs()
            #expect(try await rig.visitor().get("/post/\(comment)").status == 404)
            #expect(try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)") == 0)
        }
    }

    @Test("what is no clip is refused, with the words kept")
    func refusesClip() async throws {
        try await Rig.run(.sqlite) { rig in
            let (_, ben, post) = try await start(rig)
            let good = try await film()
            let tries: [(fields: [(String, String)], file: [UInt8], words: String)] = [
                ([("text", "Kept words")], Array("not a film at all".utf8), "This file is not a video"),
                (
                    [("text", "Kept words")], try await film(seconds: 61, size: "160x90", rate: 5),
                    "This clip is longer than 60 seconds."
                ),
                (
                    [("text", "Kept words"), ("option-1", "a"), ("option-2", "b")], good,
                    "A clip stands alone"
                ),
                (
                    [("text", "Kept words" + String(repeating: "x", count: 2_000))], good,
                    "Choose the file again: browsers do not keep it."
                ),
                (
                    [("text", "Kept words"), ("clip-alt", String(repeating: "x", count: 1_001))], good,
                    "The description is too long."
                ),
            ]
            for (fields, file, words) in tries {
                let page = try await ben.upload(
                    "/post/\(post)/comments", fields, files: [("file", "film.mp4", file)])
                #expect(page.status == 422)
                #expect(page.contains(words), "expected “\(words)”")
                #expect(page.contains("Kept words"))
            }
            #expect(try await rig.sqlCount("SELECT count(*) FROM posts WHERE root = \(post)") == 0)
            #expect(try await rig.sqlCount("SELECT count(*) FROM renditions") == 0)
        }
    }
}
