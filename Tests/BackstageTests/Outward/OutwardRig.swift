import Foundation
import MediaTools
import Testing

@testable import Backstage

extension Rig {
    /// Addresses as other sites have them.
    var publicURL: String { app.settings.publicURL }

    func oembedPath(of path: String, _ more: String = "") -> String {
        Link.oembed(of: publicURL + path).path + more
    }

    /// Without the site's name, as the browser asks for it.
    func path(of address: String) -> String { String(address.dropFirst(publicURL.count)) }

    /// A photograph (`png`) of ffmpeg's own test picture, or two seconds of it with a tone (`mp4`).
    static func testPicture(_ ending: String) async throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).\(ending)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let picture = ["-f", "lavfi", "-i", "testsrc2=s=320x180:d=2"]
        let film = ["-f", "lavfi", "-i", "sine=d=2", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-c:a", "aac"]
        let rest = ending == "mp4" ? film + ["-shortest"] : ["-frames:v", "1"]
        let result = try await Child().run(
            "ffmpeg", ["-nostdin", "-v", "error"] + picture + rest + [path],
            limits: ChildLimits(wallSecondsMax: 60, memoryBytesMax: 4 << 30))
        #expect(result.isSuccess, "\(result.errorText)")
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The path of a video's page, ready to be watched.
    func publishVideo(as browser: Browser, title: String) async throws -> String {
        let page = try await browser.upload(
            "/studio/video", [("title", title), ("text", "all of it #sea"), ("audience", "everyone")],
            files: [("file", "film.mp4", try await Self.testPicture("mp4"))])
        try await runJobs()
        return try #require(page.landed?.split(separator: "?").first.map(String.init))
    }

    /// The number of a post with one photograph.
    func publishPhoto(as browser: Browser, text: String) async throws -> String {
        let page = try await browser.upload(
            "/studio", [("kind", "photos"), ("text", text), ("new-alt-1", "A picture to test with")],
            files: [("photos", "a.png", try await Self.testPicture("png"))])
        return try #require(page.postIDs.first)
    }
}

extension PageSeen {
    /// JSON as a whole, or what stands as JSON-LD in a page.
    func json() throws -> [String: Any] {
        let text = all(#"<script type="application/ld\+json">(.*?)</script>"#).first ?? text
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    func meta(_ name: String) -> String? {
        all(#"<meta (?:property|name)="\#(name)" content="([^"]*)""#).first
    }
}
