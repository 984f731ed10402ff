import Foundation
import MediaTools
import Testing

@testable import Backstage

/// Real photographs, with the place where they were taken in them (Debian's forensics-samples-files).
@Suite("Photographs") struct PhotoTests {
    @Test("a photograph is shown without its place and camera", arguments: TestEngine.available)
    func shown(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let photo = try Photograph.withPlace().bytes
            let sent = try await ada.upload(
                "/studio", [("kind", "photos"), ("text", "look"), ("new-alt-1", "A thing seen")],
                files: [("photos", "a.jpg", photo)])
            #expect(sent.status == 200 && sent.contains("alt=\"A thing seen\""))
            let address = try #require(sent.all(#"<a class="media" href="(/media/[^"]+)""#).first)
            let file = try await rig.visitor().send("GET", address)
            #expect(file.status == 200 && file.header("Content-Type") == "image/webp")
            for mark in ["Exif", "EXIF", "XMP", "GPS", "ICCP"] {
                #expect(!file.bytes.contains(subsequence: Array(mark.utf8)), "\(mark) is still there")
            }
            try await ranges(of: address, file, rig)
        }
    }

    private func ranges(of address: String, _ whole: PageSeen, _ rig: Rig) async throws {
        let visitor = rig.visitor()
        let end = try await visitor.send("GET", address, headers: [("Range", "bytes=-10")])
        #expect(end.status == 206 && end.bytes == Array(whole.bytes.suffix(10)))
        let past = try await visitor.send("GET", address, headers: [("Range", "bytes=\(whole.bytes.count)-")])
        #expect(past.status == 416 && past.header("Content-Range") == "bytes */\(whole.bytes.count)")
        let tag = try #require(whole.header("ETag"))
        #expect(try await visitor.send("GET", address, headers: [("If-None-Match", tag)]).status == 304)
        let head = try await visitor.send("HEAD", address)
        #expect(
            head.status == 200 && head.bytes.isEmpty
                && head.header("Content-Length") == "\(whole.bytes.count)")
    }

    static let bad: [(name: String, bytes: [UInt8], words: String)] = [
        ("words.jpg", Array("only words".utf8), "is not a photo"),
        ("drawing.png", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".utf8), "made of text"),
        (
            "vast.png",
            [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] + Array("IHDR".utf8)
                + [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50, 8, 2, 0, 0, 0, 0, 0, 0, 0], "50000 × 50000"
        ),
        ("large.jpg", [0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: 17 << 20), "larger than 16 MB"),
    ]

    @Test("what is no photograph is refused beside the field, and the text stays", arguments: bad.indices)
    func refused(index: Int) async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let (name, bytes, words) = Self.bad[index]
            let page = try await ada.upload(
                "/studio", [("kind", "photos"), ("text", "kept words")], files: [("photos", name, bytes)])
            #expect(page.status == 422 && page.contains(words) && page.contains("kept words"))
            let left = try FileManager.default.contentsOfDirectory(atPath: rig.app.unfinishedFolder)
            #expect(left.isEmpty)
        }
    }

    @Test("a cut photograph and an eleventh one are refused; good ones wait for the next try")
    func waiting() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let photo = try Photograph.withPlace().bytes
            let cut = Array(photo.prefix(photo.count / 2))
            let page = try await ada.upload(
                "/studio", [("kind", "photos"), ("text", "two")],
                files: [("photos", "good.jpg", photo), ("photos", "cut.jpg", cut)])
            #expect(page.status == 422 && page.contains("damaged or incomplete"))
            let waiting = try #require(page.all(#"name="photo" value="(\d+)""#).first)
            let many = (0..<11).map { ("photos", "p\($0).jpg", [UInt8]([0xFF, 0xD8, 0xFF])) }
            let eleven = try await ada.upload("/studio", [("kind", "photos"), ("text", "many")], files: many)
            #expect(eleven.status == 422 && eleven.contains("At most 10 photos fit here."))
            let next = try await ada.post(
                "/studio",
                [("kind", "photos"), ("text", "two"), ("photo", waiting), ("alt-\(waiting)", "seen")])
            #expect(next.status == 200 && next.contains("alt=\"seen\""))
        }
    }

    @Test("a body cut in mid-air leaves nothing behind")
    func cutBody() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let body =
                "--X\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a.jpg\"\r\n\r\nhalf"
            let page = try await ada.send(
                "POST", "/studio",
                headers: [("Content-Type", "multipart/form-data; boundary=X"), ("Origin", rig.url)],
                body: Array(body.utf8))
            #expect(page.status == 400 && page.contains("The form arrived incomplete"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: rig.app.unfinishedFolder).isEmpty)
        }
    }

    @Test("a picture that moves becomes a silent film that loops, and a still for who wants one")
    func moving() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).gif"
            defer { try? FileManager.default.removeItem(atPath: path) }
            let made = try await Child().run(
                "ffmpeg",
                ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=120x90:d=1:r=10", path],
                limits: ChildLimits(wallSecondsMax: 60, memoryBytesMax: 4 << 30))
            #expect(made.isSuccess)
            let gif = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            let page = try await ada.upload(
                "/studio", [("kind", "photos"), ("text", "it moves"), ("new-alt-1", "Bars")],
                files: [("photos", "bars.gif", gif)])
            #expect(
                page.status == 200 && page.contains("<looping-clip") && page.contains("aria-label=\"Bars\""))
            let film = try #require(page.all(#"<source src="(/media/[^"]+loop\.mp4)""#).first)
            let seen = try await rig.visitor().send("GET", film)
            #expect(seen.status == 200 && seen.header("Content-Type") == "video/mp4")
            let still = try #require(page.all(#"poster="(/media/[^"]+\.webp)""#).first)
            #expect(try await rig.visitor().send("GET", still).status == 200)
        }
    }

    @Test("an account that has used its room is told how much, however the file comes")
    func noRoom() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let photo = ("photos", "a.jpg", try Photograph.withPlace().bytes)
            _ = try await ada.upload("/studio", [("kind", "photos"), ("text", "one")], files: [photo])
            try await rig.app.database.write { tx in
                try tx.run("UPDATE attachments SET bytes = \(Limits.storedBytesAnAccount)")
            }
            let page = try await ada.upload(
                "/studio", [("kind", "photos"), ("text", "kept words")], files: [photo])
            #expect(page.status == 422 && page.contains("There is no room") && page.contains("kept words"))
            let studio = try await ada.get("/studio")
            #expect(studio.contains("100\u{00A0}GB of 100\u{00A0}GB"))
        }
    }

    @Test("files of the layout before names are taken over at the start, and shown as before")
    func adopted() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let sent = try await ada.upload(
                "/studio", [("kind", "photos"), ("text", "old")],
                files: [("photos", "a.jpg", try Photograph.withPlace().bytes)])
            let address = try #require(sent.all(#"<a class="media" href="(/media/[^"]+)""#).first)
            let before = try await rig.visitor().send("GET", address)
            // Back to how it was: each file under its own name, and no names of its own.
            let parts = address.split(separator: "/").dropFirst().map(String.init)
            let folder = parts[0] + "/" + parts[1]
            for name in try await rig.app.database.read({ try $0.mediaNames(in: folder) }) {
                let blob = try #require(
                    try await rig.app.database.read { try $0.mediaBlob(name, in: folder) })
                let bytes = try await rig.app.media.open(blob.key).read(at: 0, count: Int(blob.bytes))
                try await rig.app.media.put(bytes, as: "\(folder)/\(name)")
            }
            try await rig.app.database.write { tx in
                try tx.run("INSERT INTO media_to_adopt (attachment) SELECT id FROM attachments")
                try tx.run("DELETE FROM media_files")
            }
            #expect(try await rig.visitor().send("GET", address).status == 404)
            try await rig.app.adoptMedia()
            let after = try await rig.visitor().send("GET", address)
            #expect(after.status == 200 && after.bytes == before.bytes)
            let old = try await rig.app.media.list(under: folder, limit: 10)
            #expect(old.isEmpty)
            let report = try await rig.app.checkMedia()
            #expect(report.isClean)
        }
    }

    @Test("what no post took within a day is swept away")
    func sweep() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            _ = try await ada.upload(
                "/studio", [("kind", "photos"), ("preview", "1")],
                files: [("photos", "a.jpg", try Photograph.withPlace().bytes)])
            #expect(try await rig.app.media.list(limit: 10).count > 0)
            try await rig.app.scheduleSweep()
            rig.time.advance(hours: 26)
            // Its names go first; a day later what nothing names any more.
            try await SweepUploads().run(rig.app)
            rig.time.advance(hours: 26)
            try await SweepUploads().run(rig.app)
            let left = try await rig.app.media.list(limit: 10)
            #expect(left.isEmpty)
        }
    }
}

/// scripts/setup --test installs Debian's forensics-samples-files.

extension Sequence<UInt8> {
    func contains(subsequence: [UInt8]) -> Bool { Array(self).firstRange(of: subsequence) != nil }
}
