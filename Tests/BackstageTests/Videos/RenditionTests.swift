import Database
import Foundation
import MediaTools
import Testing

@testable import Backstage

@Suite("Renditions") struct RenditionTests {
    @Test("a film that cannot be made tells its author why, and can be tried again")
    func failure() async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, address, film) = try await Self.send(rig)
            // The source is damaged behind the judge's back.
            let folder = try await Self.folder(of: film, rig)
            let blob = try #require(
                try await rig.app.database.read { try $0.mediaBlob(Rendition.source, in: folder) })
            let whole = try await rig.app.media.open(blob.key).read(at: 0, count: Int(blob.bytes))
            try await rig.app.media.put(Array(whole.prefix(whole.count / 2)), as: blob.key)
            try await rig.runJobs()
            let page = try await ada.get(address)
            #expect(page.contains("flash--error") && page.contains("film.mp4"))
            #expect(try await ada.get("/notifications").contains("could not be prepared"))
            #expect(try await rig.visitor().get(address).status == 404)
            try await rig.app.media.put(whole, as: blob.key)
            let retry = try #require(page.all(#"action="(/watch/\d+/retry)""#).first)
            #expect(try await rig.signUp(.ben).post(retry, []).status == 404)
            _ = try await ada.post(retry, [])
            try await rig.runJobs()
            #expect(try await rig.visitor().get(address).contains("<video-player"))
            #expect(try await ada.get("/notifications").contains("is ready and published"))
        }
    }

    @Test("when the world fails as often as it is tried, the film says so and does not wait for ever")
    func giveUp() async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, address, film) = try await Self.send(rig)
            let folder = try await Self.folder(of: film, rig)
            let blob = try #require(
                try await rig.app.database.read { try $0.mediaBlob(Rendition.source, in: folder) })
            try await rig.app.media.delete(blob.key)
            for _ in 0..<Limits.jobAttempts {
                try await rig.runJobs()
                rig.time.advance(hours: 1)
            }
            try await rig.runJobs()
            #expect(try await ada.get(address).contains("The server could not finish it"))
        }
    }

    @Test("sizes that were made are not made again after a kill", arguments: TestEngine.available)
    func resumed(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, address, film) = try await Self.send(rig, size: "854x480")
            let first = Rendition.Step(
                name: 240, version: 1, width: 426, height: 240, bytes: 1, codecs: "avc1.64000d",
                bandwidth: 1, averageBandwidth: 1, framesPerSecond: 25)
            // As a killed server leaves it: the first size is there, the second is not.
            try await rig.app.database.write { tx in
                try tx.setMade([first], of: film)
                try tx.play(first.play, of: film)
            }
            try await rig.runJobs()
            let made = try #require(try await rig.app.database.read { try $0.rendition(of: film) })
            #expect(made.steps.map(\.name) == [240, 480] && made.steps[0] == first)
            #expect(made.state == .ready && made.mp4 == "play-480.mp4")
            _ = address
        }
    }

    @Test("a film is made anew beside the one that plays, if its source was kept")
    func anew() async throws {
        try await Rig.run(.sqlite, keepsOriginals: true) { rig in
            let (ada, address, film) = try await Self.send(rig)
            try await rig.runJobs()
            let before = try await ada.get(address).all(#"src="(/media/[^"]+\.m3u8)""#)
            let report = try await rig.app.retranscode(nil)
            #expect(report.queued == 1 && report.withoutSource == 0)
            // It plays on meanwhile.
            #expect(try await rig.visitor().get(address).all(#"src="(/media/[^"]+\.m3u8)""#) == before)
            try await rig.runJobs()
            let after = try await ada.get(address).all(#"src="(/media/[^"]+\.m3u8)""#)
            #expect(after != before && after.first?.hasSuffix("master-180-2.m3u8") == true)
            let old = try #require(before.first)
            #expect(try await ada.send("GET", old).status == 404)
            let made = try #require(try await rig.app.database.read { try $0.rendition(of: film) })
            #expect(made.version == 2 && made.state == .ready)
        }
    }

    @Test("without its source a film cannot be made anew, and is left alone")
    func notAnew() async throws {
        try await Rig.run(.sqlite) { rig in
            let (_, address, _) = try await Self.send(rig)
            try await rig.runJobs()
            let report = try await rig.app.retranscode(nil)
            #expect(report.queued == 0 && report.withoutSource == 1)
            #expect(try await rig.visitor().get(address).contains("<video-player"))
        }
    }

    // MARK: A film on its way

    static func send(
        _ rig: Rig, size: String = "320x180"
    ) async throws -> (ada: Browser, address: String, film: AttachmentID) {
        let ada = try await rig.signUp(.ada)
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).mp4"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let made = try await Child().run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=\(size):d=2", "-pix_fmt",
                "yuv420p", "-movflags", "+faststart", path,
            ], limits: ChildLimits(wallSecondsMax: 60, memoryBytesMax: 4 << 30))
        #expect(made.isSuccess)
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        let page = try await ada.upload(
            "/studio/video", [("title", "T")], files: [("file", "film.mp4", bytes)])
        let address = try #require(page.landed?.split(separator: "?").first.map(String.init))
        let film: AttachmentID? = try await rig.app.database.read {
            try $0.value("SELECT attachment FROM renditions")
        }
        return (ada, address, try #require(film))
    }

    private static func folder(of film: AttachmentID, _ rig: Rig) async throws -> String {
        let folder: String? = try await rig.app.database.read {
            try $0.value("SELECT folder FROM attachments WHERE id = \(film)")
        }
        return try #require(folder)
    }
}

/// The whole way of a film with its media in somebody else's store, which scripts/with-s3 starts.
private let bucket = ProcessInfo.processInfo.environment["BACKSTAGE_TEST_S3"]

@Suite("Media in a bucket", .enabled(if: bucket != nil, "scripts/with-s3 starts one"))
struct BucketTests {
    @Test("photographs and films are stored, shown in ranges, checked and taken away")
    func wholeWay() async throws {
        let parts = try #require(bucket).split(separator: "?", maxSplits: 1)
        let address = "\(parts[0])/app-\(UInt64.random(in: 0 ... .max))?\(parts.dropFirst().joined())"
        try await Rig.run(.sqlite, blobs: address) { rig in
            let (ada, watch, _) = try await RenditionTests.send(rig)
            try await rig.runJobs()
            let page = try await rig.visitor().get(watch)
            let film = try #require(page.all(#"src="(/media/[^"]+\.mp4)""#).first)
            let whole = try await rig.visitor().send("GET", film)
            let part = try await rig.visitor().send("GET", film, headers: [("Range", "bytes=10-99")])
            #expect(part.status == 206 && part.bytes == Array(whole.bytes[10..<100]))
            let files = try FileManager.default.contentsOfDirectory(atPath: rig.app.settings.data + "/media")
            #expect(files.isEmpty, "nothing lies in the folder")
            try await rig.app.media.put(Array("nobody's".utf8), as: "zz/nobodys")
            let report = try await rig.app.checkMedia()
            #expect(report.isClean && report.orphans == ["zz/nobodys"] && report.blobs > 3)
            let number = try #require(watch.split(separator: "/").last)
            let id = try #require(PostID(String(number)))
            _ = try await rig.app.delete(id, as: try await rig.channel(.ada).id)
            rig.time.advance(hours: 25)
            try await rig.runJobs()
            rig.time.advance(hours: 25)
            _ = try await rig.app.checkMedia()
            let left = try await rig.app.media.list(limit: 10)
            #expect(left.isEmpty)
            _ = ada
        }
    }
}
