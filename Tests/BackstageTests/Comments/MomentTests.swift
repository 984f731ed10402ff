import Database
import Foundation
import MediaTools
import Testing

@testable import Backstage

@Suite("Moments") struct MomentTests {
    /// The seconds the list beside the player leads to, in its order.
    private func listed(_ page: PageSeen) -> [String] {
        page.all(#"<li><a href="/watch/\d+\?t=(\d+)" data-milliseconds"#)
    }

    private func marked(_ page: PageSeen) -> [String] { page.all(#"<i data-milliseconds="(\d+)""#) }

    private func comment(
        _ browser: Browser, on parent: some CustomStringConvertible, _ text: String, at time: String
    ) async throws -> PageSeen {
        try await browser.post("/post/\(parent)/comments", [("text", text), ("moment", time)])
    }

    private func newest(_ page: PageSeen) -> String {
        page.landed?.components(separatedBy: "#post-").last ?? ""
    }

    // MARK: On the page

    @Test("comments with a time are listed by time, and lead there", arguments: TestEngine.available)
    func lists(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let video = try await rig.video(of: try await rig.signUp(.ada))
            let ben = try await rig.signUp(.ben)
            let eve = try await rig.signUp(.eve)
            let empty = try await rig.visitor().get("/watch/\(video)")
            #expect(listed(empty).isEmpty && !empty.contains("id=\"moments\""))
            #expect(!empty.contains("seek__moments"))
            let late = try await comment(ben, on: video, "The <b>rope</b> here", at: "1:05")
            #expect(late.status == 200)
            let top = newest(late)
            _ = try await comment(eve, on: video, "No time at all", at: "  ")
            let answer = newest(try await comment(eve, on: top, "Seen before", at: " 0:09 "))
            _ = try await comment(eve, on: video, "The end", at: "0:01:59")
            let page = try await rig.visitor().get("/watch/\(video)")
            #expect(listed(page) == ["9", "65", "119"])
            #expect(marked(page) == ["9000", "65000", "119000"])
            #expect(page.contains("The &lt;b&gt;rope&lt;/b&gt; here") && !page.contains("<b>rope</b>"))
            // The way to the comment itself, in its thread.
            #expect(page.contains("href=\"/watch/\(video)?thread=\(top)#post-\(answer)\""))
            // And from the comment to its second.
            let times = page.all(#"class="momentlink num" href="/watch/\d+\?t=(\d+)""#)
            #expect(Set(times) == ["9", "65", "119"])
            #expect(page.contains("aria-label=\"Play from 1:05\""))
            let begun = try await rig.visitor().get("/watch/\(video)?t=65")
            #expect(begun.contains("#t=65") && begun.contains("data-start=\"65\""))
        }
    }

    @Test("what was taken down or is held is no moment any more", arguments: TestEngine.available)
    func removed(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let video = try await rig.video(of: ada)
            let ben = try await rig.signUp(.ben)
            let first = newest(try await comment(ben, on: video, "First", at: "0:10"))
            let second = newest(try await comment(ben, on: video, "Second", at: "0:20"))
            _ = try await comment(ben, on: video, "Third", at: "0:30")
            _ = try await ben.post("/post/\(first)/delete", [])
            #expect(listed(try await rig.visitor().get("/watch/\(video)")) == ["20", "30"])
            let held = try #require(PostID(second))
            try await rig.app.database.write { tx in
                try tx.run("UPDATE posts SET state = \(PostState.held) WHERE id = \(held)")
            }
            let page = try await rig.visitor().get("/watch/\(video)")
            #expect(listed(page) == ["30"] && marked(page) == ["30000"])
            _ = try await ada.post("/post/\(video)/delete", [])
            #expect(try await rig.visitor().get("/watch/\(video)").status == 404)
        }
    }

    @Test("a hundred are listed, and the page says that there are more")
    func many() async throws {
        try await Rig.run(.sqlite) { rig in
            let video = try await rig.video(of: try await rig.signUp(.ada))
            let ben = try await rig.makeChannel("ben")
            for number in 0..<101 {
                // As people do it: not all in one minute.
                if number % 10 == 0 { rig.time.advance(minutes: 1) }
                let time = FilmTime(milliseconds: Int64(number % 100) * 1_000).text
                try await rig.app.comment(text: "\(number)", photos: [], at: time, on: video, as: ben)
            }
            let page = try await rig.visitor().get("/watch/\(video)")
            let seconds = listed(page).compactMap { Int($0) }
            #expect(seconds.count == 100 && seconds == seconds.sorted() && seconds.first == 0)
            #expect(page.contains("Only the first 100 are listed."))
            // Two in the first second share a mark; a film of two minutes keeps them 1.2 seconds apart.
            #expect(page.contains("data-words=\"3 moments\"") && marked(page).count == 50)
        }
    }

    @Test("moments cost one query, and none without comments", arguments: TestEngine.available)
    func budget(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let video = try await rig.video(of: try await rig.signUp(.ada))
            let ben = try await rig.makeChannel("ben")
            let visitor = rig.visitor()
            // The first look reads what later ones remember.
            _ = try await visitor.get("/watch/\(video)")
            let empty = try await visitor.get("/watch/\(video)").queries
            try await rig.app.comment(text: "plain", photos: [], on: video, as: ben)
            let plain = try await visitor.get("/watch/\(video)").queries
            for time in ["0:01", "0:02", "1:00"] {
                try await rig.app.comment(text: time, photos: [], at: time, on: video, as: ben)
            }
            let timed = try await visitor.get("/watch/\(video)").queries
            #expect(empty > 0 && empty < plain && plain == timed, "\(empty), \(plain), \(timed)")
        }
    }

    // MARK: Refusals

    private static let noTime = "This is no time."
    private static let pastEnd = "The video is 2:00 long."
    static let refused: [(time: String, words: String)] = [
        ("65", noTime), ("soon", noTime), ("1:5", noTime), ("1:60", noTime), ("1:60:00", noTime),
        ("-1:05", noTime), ("1:+5", noTime), (":30", noTime), ("1:05:", noTime), ("1:02:03:04", noTime),
        ("9999:00", noTime), ("1:05 <b>", noTime), ("2:00", pastEnd), ("1:00:00", pastEnd),
        ("999:59:59", pastEnd),
    ]

    @Test("a time that is none, or past the end, is refused with all that was typed kept")
    func refuses() async throws {
        try await Rig.run(.sqlite) { rig in
            let video = try await rig.video(of: try await rig.signUp(.ada))
            let ben = try await rig.signUp(.ben)
            for (time, words) in Self.refused {
                let page = try await comment(ben, on: video, "kept words", at: time)
                #expect(page.status == 422 && page.contains(words), "\(time): expected “\(words)”")
                let shown = time.replacingOccurrences(of: "<", with: "&lt;")
                    .replacingOccurrences(of: ">", with: "&gt;")
                #expect(page.contains("name=\"moment\" value=\"\(shown)\""), "\(time) is still there")
                #expect(page.contains("kept words") && page.contains("id=\"moment-error\""))
            }
            // All that is wrong is said at once.
            let both = try await comment(ben, on: video, "", at: "soon")
            #expect(both.contains(Self.noTime) && both.contains("id=\"text-error\""))
            let count = try await rig.sqlCount("SELECT count(*) FROM posts WHERE root = \(video)")
            #expect(count == 0)
        }
    }

    @Test("a comment on what is no video takes no time", arguments: TestEngine.available)
    func notAVideo(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let ada = try await rig.channel(.ada).id
            let post = try await rig.app.publish(Draft(text: "Words alone"), as: ada)
            #expect(!(try await ben.get("/post/\(post)")).contains("name=\"moment\""))
            let page = try await comment(ben, on: post, "kept words", at: "1:05")
            #expect(page.status == 422 && page.contains("Only a comment on a video can have a time."))
            #expect(page.contains("name=\"moment\" value=\"1:05\"") && page.contains("kept words"))
            #expect(try await comment(ben, on: post, "kept words", at: "").status == 200)
        }
    }

    @Test("without a session the time comes along over the sign-in")
    func signedOut() async throws {
        try await Rig.run(.sqlite) { rig in
            let video = try await rig.video(of: try await rig.signUp(.ada))
            try await rig.signUp(.ben)
            let visitor = rig.visitor()
            let asked = try await comment(visitor, on: video, "written before", at: "1:05")
            #expect(asked.status == 401)
            let back = try await visitor.upload(
                "/sign-in",
                asked.carriedFields + [("email", Person.ben.email), ("password", Person.ben.password)],
                files: [])
            let sent = try await visitor.upload("/post/\(video)/comments", back.carriedFields, files: [])
            #expect(sent.status == 200 && listed(sent) == ["65"])
        }
    }

    // MARK: Values

    @Test("times are read as people write them, and written the same")
    func times() {
        let times: [(String, Int64, String)] = [
            ("0:00", 0, "0:00"), ("1:05", 65, "1:05"), ("01:05", 65, "1:05"), ("59:59", 3_599, "59:59"),
            ("75:30", 4_530, "1:15:30"), ("1:04:33", 3_873, "1:04:33"), ("0:01:59", 119, "1:59"),
            ("999:59:59", 3_599_999, "999:59:59"),
        ]
        for (typed, seconds, text) in times {
            #expect(FilmTime(typed)?.seconds == seconds, "\(typed)")
            #expect(FilmTime(typed)?.text == text)
        }
        #expect(FilmTime("") == nil && FilmTime("١:٠٥") == nil)
        #expect(FilmTime(milliseconds: 65_999).text == "1:05")
    }

    @Test("marks hold every moment once, in order, and none is closer to the next than a hundredth")
    func marks() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let film = Int64.random(in: 1...7_200_000, using: &random)
            let times = (0..<Int.random(in: 0...100, using: &random)).map { _ in
                Int64.random(in: 0..<film, using: &random)
            }
            let moments = Moments(listed: times.sorted().enumerated().map(Self.moment))
            let marks = moments.marks(filmMilliseconds: film)
            #expect(marks.flatMap(\.moments) == moments.listed)
            for (one, next) in zip(marks, marks.dropFirst()) {
                #expect((next.time.milliseconds - one.time.milliseconds) * 100 >= film)
            }
            for mark in marks {
                for moment in mark.moments {
                    #expect((moment.time.milliseconds - mark.time.milliseconds) * 100 < film)
                }
            }
        }
        let late = Moments(listed: [Self.moment(0, at: 90_000)])
        #expect(late.marks(filmMilliseconds: 90_000).isEmpty, "past the end there is no bar")
        #expect(late.marks(filmMilliseconds: 0).isEmpty)
    }

    private static func moment(_ number: Int, at milliseconds: Int64) -> Moment {
        let id = PostID(Int64(number + 1))
        return Moment(
            comment: id, thread: id, time: FilmTime(milliseconds: milliseconds), author: "Ben", words: "")
    }
}

extension Rig {
    /// A video that can be played. Its two seconds pass for two minutes: nothing here plays them.
    func video(of author: Browser) async throws -> PostID {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).mp4"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let made = try await Child().run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:d=2", "-pix_fmt",
                "yuv420p", "-c:v", "libx264", path,
            ], limits: ChildLimits(wallSecondsMax: 60, memoryBytesMax: 4 << 30))
        #expect(made.isSuccess, "\(made.errorText)")
        let film = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        let page = try await author.upload(
            "/studio/video", [("title", "Two minutes"), ("audience", "everyone")],
            files: [("file", "film.mp4", film)])
        let address = try #require(page.landed?.split(separator: "?").first)
        let id = try #require(address.split(separator: "/").last.flatMap { PostID(String($0)) })
        try await runJobs()
        try await app.database.write { tx in
            try tx.run("UPDATE attachments SET duration = 120000 WHERE post = \(id) AND kind = 1")
        }
        return id
    }
}
