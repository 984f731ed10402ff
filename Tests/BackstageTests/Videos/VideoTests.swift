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

    @Test("an MP4 is uploaded, watched and answered", arguments: TestEngine.available)
    func upload(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let film = try await film()
            let page = try await ada.upload(
                "/studio/video",
                [("title", "Two seconds"), ("text", "0:00 all of it"), ("audience", "everyone")],
                files: [("file", "film.mp4", film)])
            #expect(page.status == 200)
            let address = try #require(
                try await rig.visitor().get("/@ada/videos").all(#"href="(/watch/\d+)""#).first)
            let watch = try await rig.visitor().get(address)
            #expect(watch.contains("Two seconds") && watch.contains("<video"))
            let source = try #require(watch.all(#"src="(/media/[^"]+\.mp4)""#).first)
            let part = try await rig.visitor().send("GET", source, headers: [("Range", "bytes=0-99")])
            #expect(part.status == 206 && part.bytes.count == 100)
            let id = try #require(address.split(separator: "/").last)
            #expect(try await rig.visitor().get("/post/\(id)").contains("<video"))
            let answered = try await ada.post("/post/\(id)/comments", [("text", "seen it")])
            #expect(answered.contains("seen it"))
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
            #expect(text.status == 422 && text.contains("kept words"))
            let none = try await ada.upload(
                "/studio/video", [("title", "T"), ("text", "kept words")], files: [])
            #expect(none.status == 422 && none.contains("kept words"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: rig.app.unfinishedFolder).isEmpty)
        }
    }
}
