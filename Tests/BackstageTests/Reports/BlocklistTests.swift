import Database
import Foundation
import MediaTools
import Testing

@testable import Backstage

/// Pictures that are not taken again, however they were made over.
@Suite("Blocked pictures") struct BlocklistTests {
    @Test(
        "a listed picture is refused when it comes again re-encoded and smaller, until it is taken off",
        arguments: TestEngine.available)
    func blocked(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            let photo = try Photograph.withPlace()
            let sent = try await world.ada.upload(
                "/studio", [("kind", "photos"), ("text", "look")], files: [("photos", "a.jpg", photo.bytes)])
            let file = try #require(sent.all(#"<a class="media" href="(/media/[^"]+)""#).first)
            let post = try await newestPost(rig)
            let id = try await world.report("/report/post/\(post)", as: world.ben)
            let page = try await world.cleo.get("/admin/reports/\(id)")
            #expect(page.contains("Show the picture") && page.contains("<details class=\"case__pictures\""))
            let silent = try await world.cleo.post("/admin/reports/\(id)/block", [("block-why", "")])
            #expect(silent.status == 422 && silent.contains("Say why, so that others"))
            let list = try await world.cleo.post(
                "/admin/reports/\(id)/block", [("block-why", "Not to be shown")])
            #expect(list.status == 200 && list.contains("Not to be shown"))
            let entry = try #require(list.all(#"href="(/admin/blocklist/\d+)""#).first)
            #expect(try await world.cleo.get(entry).contains("/post/\(post)"))
            // Removed by the site, it can be looked at by its moderators alone.
            try await world.decide("remove", on: id)
            #expect(try await world.cleo.send("GET", file).status == 200)
            for browser in [world.ada, world.ben, rig.visitor()] {
                #expect(try await browser.send("GET", file).status == 404)
            }
            let copy = try await Self.copy(of: photo.path)
            let refused = try await world.ben.upload(
                "/studio", [("kind", "photos"), ("text", "kept words")], files: [("photos", "b.jpg", copy)])
            #expect(refused.status == 422 && refused.contains("b.jpg can’t be published here."))
            #expect(refused.contains("kept words") && !refused.contains("Not to be shown"))
            let face = try await world.ben.upload(
                "/studio/channel", [("name", "Ben")], files: [("avatar", "b.jpg", copy)])
            #expect(face.status == 422 && face.contains("b.jpg can’t be published here."))
            #expect(try await world.cleo.post("\(entry)/remove", []).contains("Taken off the list."))
            #expect(try await world.cleo.post("\(entry)/remove", []).status == 404)
            let taken = try await world.ben.upload(
                "/studio", [("kind", "photos"), ("text", "kept words")], files: [("photos", "b.jpg", copy)])
            #expect(taken.status == 200)
        }
    }

    @Test("another picture is taken; a case without pictures lists none")
    func others() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let id = try await world.report("/report/post/\(world.post)", as: world.ben)
            let none = try await world.cleo.post("/admin/reports/\(id)/block", [("block-why", "No")])
            #expect(none.status == 422 && none.contains("None of these pictures can be told from others."))
            let long = String(repeating: "a", count: Limits.blockedWhyCharacters + 2)
            let much = try await world.cleo.post("/admin/reports/\(id)/block", [("block-why", long)])
            #expect(much.status == 422 && much.contains("2 characters more than the 200 that fit."))
            try await list(try Photograph.withPlace(), in: world)
            let other = "/usr/share/forensics-samples/original-files/pic2/d-debian.jpg"
            let page = try await world.ben.upload(
                "/studio", [("kind", "photos"), ("text", "mine")],
                files: [("photos", "c.jpg", Array(try Data(contentsOf: URL(fileURLWithPath: other))))])
            #expect(page.status == 200 && page.contains("mine"))
        }
    }

    @Test("a film that shows a listed picture is not made, and its author is told")
    func film() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let photo = try Photograph.withPlace()
            try await list(photo, in: world)
            let page = try await world.ben.upload(
                "/studio/video", [("title", "T")],
                files: [("file", "film.mp4", try await Self.film(of: photo.path))])
            let address = try #require(page.landed?.split(separator: "?").first.map(String.init))
            try await rig.runJobs()
            #expect(try await world.ben.get(address).contains("This film can’t be published here."))
            #expect(try await rig.visitor().get(address).status == 404)
        }
    }

    // MARK: Copies

    /// Lists a photograph that Ada published.
    private func list(_ photo: Photograph, in world: ReportedWorld) async throws {
        _ = try await world.ada.upload(
            "/studio", [("kind", "photos"), ("text", "look")], files: [("photos", "a.jpg", photo.bytes)])
        let id = try await world.report("/report/post/\(try await newestPost(world.rig))", as: world.ben)
        let listed = try await world.cleo.post("/admin/reports/\(id)/block", [("block-why", "Listed")])
        #expect(listed.status == 200)
    }

    private func newestPost(_ rig: Rig) async throws -> PostID {
        let id: PostID? = try await rig.app.database.read { tx in
            try tx.value("SELECT id FROM posts WHERE root IS NULL ORDER BY id DESC LIMIT 1")
        }
        return try #require(id)
    }

    /// 500 pixels wide, much compressed.
    private static func copy(of path: String) async throws -> [UInt8] {
        try await made(".jpg") { ["vips", "thumbnail", path, "\($0)[Q=30]", "500"] }
    }

    /// Two seconds of it.
    private static func film(of path: String) async throws -> [UInt8] {
        let still = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).jpg"
        defer { try? FileManager.default.removeItem(atPath: still) }
        try Data(try await copy(of: path)).write(to: URL(fileURLWithPath: still))
        return try await made(".mp4") {
            [
                "ffmpeg", "-nostdin", "-v", "error", "-loop", "1", "-framerate", "10", "-t", "2", "-i", still,
                "-vf", "scale=320:240", "-pix_fmt", "yuv420p", "-movflags", "+faststart", $0,
            ]
        }
    }

    private static func made(
        _ suffix: String, _ command: (String) -> [String]
    ) async throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)\(suffix)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let words = command(path)
        let done = try await Child().run(
            words[0], Array(words.dropFirst()),
            limits: ChildLimits(wallSecondsMax: 60, memoryBytesMax: 4 << 30))
        #expect(done.isSuccess)
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
