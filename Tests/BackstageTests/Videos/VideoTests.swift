import Foundation
import MediaTools
import Testing

@testable import Backstage

@Suite("Videos") struct VideoTests {
    /// Two seconds of ffmpeg's own test picture and tone.
    private func film() async throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).mp4"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try await Child().run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:d=2", "-f", "lavfi", "-i",
                "sine=d=2", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-c:a", "aac", "-shortest", path,
            ], limits: ChildLimits(wallSecondsMax: 60, memoryBytesMax: 4 << 30))
        #expect(result.isSuccess, "\(result.errorText)")
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test("a film is uploaded, prepared, watched and answered", arguments: TestEngine.available)
    func upload(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let film = try await film()
            let page = try await ada.upload(
                "/studio/video",
                [
                    ("title", "Two seconds"), ("text", "all of it #sea"), ("tags", "Winter tour"),
                    ("audience", "everyone"),
                ],
                files: [("file", "film.mp4", film)])
            let address = try #require(page.landed?.split(separator: "?").first.map(String.init))
            // On its way, it is there for its author alone.
            #expect(page.status == 200 && page.contains("<video-progress"))
            #expect(try await ben.get(address).status == 404)
            #expect(try await rig.visitor().get("/@ada/videos").all(#"href="(/watch/\d+)""#).isEmpty)
            try await rig.runJobs()
            #expect(try await rig.visitor().get("/@ada/videos").all(#"href="(/watch/\d+)""#).first == address)
            let watch = try await rig.visitor().get(address)
            #expect(watch.contains("Two seconds") && watch.contains("<video-player"))
            #expect(!watch.contains("<video-progress"))
            for tag in ["sea", "wintertour"] {
                #expect(try await ben.get("/tag/\(tag)").contains("Two seconds"))
            }
            let source = try #require(watch.all(#"src="(/media/[^"]+\.mp4)""#).first)
            let part = try await rig.visitor().send("GET", source, headers: [("Range", "bytes=0-99")])
            #expect(part.status == 206 && part.bytes.count == 100)
            let list = try #require(watch.all(#"src="(/media/[^"]+\.m3u8)""#).first)
            let master = try await rig.visitor().send("GET", list)
            #expect(master.header("Content-Type") == "application/vnd.apple.mpegurl")
            #expect(master.contains("RESOLUTION=320x180"))
            let id = try #require(address.split(separator: "/").last)
            let answered = try await ben.post("/post/\(id)/comments", [("text", "seen it")])
            #expect(answered.contains("seen it"))
            // What was sent is not kept.
            let folder = list.split(separator: "/").dropFirst().dropLast().joined(separator: "/")
            let names = try await rig.app.database.read { try $0.mediaNames(in: folder) }
            #expect(!names.contains("source") && names.contains("180p.mp4") && names.contains("play-180.mp4"))
        }
    }

    @Test("a film comes by a resumable upload; a refused form leaves it there")
    func resumable() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let film = try await film()
            let address = try await ResumableUploadTests.begin(ada, film.count)
            let key = try #require(address.split(separator: "/").last.map(String.init))
            let early = try await ada.upload("/studio/video", [("title", "T"), ("upload", key)], files: [])
            #expect(early.status == 422)
            _ = try await ResumableUploadTests.send(ada, address, film, at: 0)
            let untitled = try await ada.upload("/studio/video", [("title", ""), ("upload", key)], files: [])
            #expect(untitled.status == 422 && untitled.contains(key), "the upload is still in the form")
            let page = try await ada.upload("/studio/video", [("title", "T"), ("upload", key)], files: [])
            #expect(page.status == 200 && page.contains("film.mp4"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: rig.app.unfinishedFolder).isEmpty)
            let again = try await ada.upload("/studio/video", [("title", "T"), ("upload", key)], files: [])
            #expect(again.status == 422, "an upload is used once")
        }
    }

    @Test("media of a video that is not for everybody are read by those it is for, and nobody else")
    func audience() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let cleo = try await rig.signUp(.cleo)
            try await rig.app.subscribe(
                try await rig.channel(.ben).id, to: try await rig.channel(.ada).id, bell: .none)
            let page = try await ada.upload(
                "/studio/video", [("title", "For some"), ("audience", "subscribers")],
                files: [("file", "film.mp4", try await film())])
            let address = try #require(page.landed?.split(separator: "?").first.map(String.init))
            try await rig.runJobs()
            let watch = try await ben.get(address)
            let media = watch.all(##""(/media/[^"#]+)["#]"##)
            #expect(media.count >= 3)
            for path in Set(media) {
                for (browser, isAllowed) in [(ada, true), (ben, true), (cleo, false), (rig.visitor(), false)]
                {
                    let seen = try await browser.send("GET", path)
                    #expect(seen.status == (isAllowed ? 200 : 404), "\(path)")
                    #expect(seen.header("Cache-Control")?.contains("public") != true)
                }
            }
            try await rig.app.unsubscribe(
                try await rig.channel(.ben).id, from: try await rig.channel(.ada).id)
            let one = try #require(media.first)
            #expect(try await ben.send("GET", one).status == 404)
        }
    }

    @Test("a clip is part of a post, appears when it can be played, and keeps to the tier's length")
    func clip() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let id = try await rig.channel(.ada).id
            let path = "\(rig.app.unfinishedFolder)/film"
            try Data(try await film()).write(to: URL(fileURLWithPath: path))
            var draft = Draft(text: "A glance")
            draft.clip = DraftClip(file: SentFile(path: path, filename: "glance.mp4"), alt: "A test picture")
            let post = try await rig.app.publish(draft, as: id)
            #expect(try await rig.visitor().get("/@ada/backstage").postIDs.isEmpty)
            #expect(try await ada.get("/post/\(post)").contains("glance.mp4"))
            try await rig.runJobs()
            let tab = try await rig.visitor().get("/@ada/backstage")
            #expect(tab.postIDs == ["\(post)"] && tab.contains("data-mp4") && tab.contains("A test picture"))
            #expect(try await rig.visitor().get("/@ada/videos").all(#"href="(/watch/\d+)""#).isEmpty)
            var form = TierForm.generous
            form.values["tier-clip"] = "1"
            try await rig.app.saveTier(form)
            await #expect(throws: Refused.self) { try await rig.app.publish(draft, as: id) }
        }
    }

    @Test("deleting a video takes its media away after a day's grace, and media check agrees")
    func deleted() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.upload(
                "/studio/video", [("title", "Gone soon")], files: [("file", "f.mp4", try await film())])
            let address = try #require(page.landed?.split(separator: "?").first.map(String.init))
            try await rig.runJobs()
            let media = try await ada.get(address).all(##""(/media/[^"#]+)["#]"##)
            let number = try #require(address.split(separator: "/").last)
            let id = try #require(PostID(String(number)))
            _ = try await rig.app.delete(id, as: try await rig.channel(.ada).id)
            for path in media { #expect(try await ada.send("GET", path).status == 404, "\(path)") }
            let early = try await rig.app.media.list(limit: 10)
            #expect(!early.isEmpty)
            rig.time.advance(hours: 25)
            try await rig.runJobs()
            rig.time.advance(hours: 25)
            let report = try await rig.app.checkMedia()
            #expect(report.isClean && report.swept > 0)
            let late = try await rig.app.media.list(limit: 10)
            #expect(late.isEmpty)
        }
    }

    @Test("media check takes orphans away and names what is lost")
    func check() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            _ = try await ada.upload(
                "/studio/video", [("title", "T")], files: [("file", "f.mp4", try await film())])
            try await rig.runJobs()
            try await rig.app.media.put(Array("nobody's".utf8), as: "ab/nobodys")
            let first = try await rig.app.checkMedia()
            #expect(first.orphans == ["ab/nobodys"] && first.isClean && first.blobs > 3)
            let all = try await rig.app.media.list(limit: 1)
            let key = try #require(all.first?.key)
            try await rig.app.media.delete(key)
            let second = try await rig.app.checkMedia()
            #expect(second.lost.count == 1 && second.lost[0].hasPrefix(key))
        }
    }

    @Test("what is changed about a video is shown; captions are cleaned and can be removed")
    func edited() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let page = try await ada.upload(
                "/studio/video", [("title", "Before")], files: [("file", "f.mp4", try await film())])
            let address = try #require(page.landed?.split(separator: "?").first.map(String.init))
            try await rig.runJobs()
            #expect(try await ben.get(address + "/edit").status == 403)
            let form = try await ada.get(address + "/edit")
            #expect(form.status == 200 && form.contains("Before"))
            let captions = "WEBVTT\n\n00:00.000 --> 00:01.000\n<b>Hello</b> <script>no</script>\n"
            let after = try await ada.upload(
                address + "/edit",
                [
                    ("title", "After"), ("text", "0:00 one\n0:01 two"), ("language", "fr"),
                    ("category", "music"),
                    ("audience", "everyone"), ("captions-language", "en"), ("poster", "1"),
                ], files: [("captions", "words.vtt", Array(captions.utf8))])
            #expect(after.status == 200 && after.contains("After"))
            let track = try #require(after.all(#"src="(/media/[^"]+\.vtt)""#).first)
            let words = try await rig.visitor().send("GET", track)
            #expect(words.contains("<b>Hello</b>") && !words.contains("<script>"))
            #expect(after.contains("-1.webp"), "the picture chosen")
            let broken = try await ada.upload(
                address + "/edit", [("title", "After"), ("captions-language", "fr")],
                files: [("captions", "words.vtt", Array("no captions".utf8))])
            #expect(broken.status == 422)
            _ = try await ada.post(address + "/edit", [("remove-captions", "en")])
            #expect(try await ada.get(address).all(#"src="(/media/[^"]+\.vtt)""#).isEmpty)
        }
    }

    @Test("what is no video, or has no title, is refused with the words kept")
    func refused() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let words = [("title", ""), ("text", "kept words"), ("audience", "everyone")]
            let untitled = try await ada.upload(
                "/studio/video", words, files: [("file", "a.mp4", try await film())])
            #expect(untitled.status == 422 && untitled.contains("kept words"))
            let text = try await ada.upload(
                "/studio/video", [("title", "T"), ("text", "kept words")],
                files: [("file", "a.mp4", Array("words".utf8))])
            #expect(text.status == 422 && text.contains("kept words") && text.contains("whatever its name"))
            let none = try await ada.upload(
                "/studio/video", [("title", "T"), ("text", "kept words")], files: [])
            #expect(none.status == 422 && none.contains("kept words"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: rig.app.unfinishedFolder).isEmpty)
        }
    }
}
