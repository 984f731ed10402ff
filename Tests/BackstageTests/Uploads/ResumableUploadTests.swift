import Foundation
import MediaTools
import Testing

@testable import Backstage

@Suite("Resumable uploads") struct ResumableUploadTests {
    private static let pieces = ("Content-Type", "application/offset+octet-stream")
    private static let tus = ("Tus-Resumable", "1.0.0")

    @Test("an upload arrives in pieces of any size, and is the same bytes", arguments: TestEngine.available)
    func arrives(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let bytes = (0..<300_000).map { _ in UInt8.random(in: 0...255) }
            let address = try await Self.begin(ada, bytes.count)
            var at = 0
            while at < bytes.count {
                let piece = Array(bytes[at..<min(bytes.count, at + Int.random(in: 1...90_000))])
                let answer = try await Self.send(ada, address, piece, at: at)
                #expect(answer.status == 204)
                at += piece.count
                let head = try await ada.send("HEAD", address, headers: [Self.tus])
                #expect(head.status == 200 && head.header("Upload-Offset") == "\(at)")
                #expect(head.header("Upload-Length") == "\(bytes.count)")
                #expect(head.header("Cache-Control") == "no-store")
            }
            let key = try #require(address.split(separator: "/").last)
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(rig.app.unfinishedFolder)/\(key)"))
            #expect(Array(file) == bytes)
        }
    }

    @Test("what goes wrong has its status and leaves the upload as it was")
    func refusals() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let options = try await rig.visitor().send("OPTIONS", "/uploads")
            #expect(options.status == 204 && options.header("Tus-Version") == "1.0.0")
            #expect(options.header("Tus-Checksum-Algorithm") == "sha1,sha256")
            let address = try await Self.begin(ada, 10)
            func status(
                _ browser: Browser, _ headers: [(String, String)], _ body: [UInt8] = [1]
            ) async throws -> Int {
                try await browser.send("PATCH", address, headers: headers, body: body).status
            }
            let start = ("Upload-Offset", "0")
            #expect(try await status(ada, [Self.pieces, start]) == 412, "without the protocol's version")
            #expect(try await status(rig.visitor(), [Self.tus, Self.pieces, start]) == 401)
            #expect(try await status(ben, [Self.tus, Self.pieces, start]) == 404, "somebody else's")
            #expect(try await status(ada, [Self.tus, ("Content-Type", "text/plain"), start]) == 415)
            #expect(try await status(ada, [Self.tus, Self.pieces]) == 400)
            #expect(try await status(ada, [Self.tus, Self.pieces, ("Upload-Offset", "3")]) == 409)
            let eleven = [UInt8](repeating: 1, count: 11)
            #expect(try await status(ada, [Self.tus, Self.pieces, start], eleven) == 413)
            let wrong = ("Upload-Checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
            #expect(try await status(ada, [Self.tus, Self.pieces, start, wrong]) == 460)
            let unknown = ("Upload-Checksum", "md5 AAAA")
            #expect(try await status(ada, [Self.tus, Self.pieces, start, unknown]) == 400)
            let cross = ("Sec-Fetch-Site", "cross-site")
            #expect(try await status(ada, [Self.tus, Self.pieces, start, cross]) == 403)
            let head = try await ada.send("HEAD", address, headers: [Self.tus])
            #expect(head.header("Upload-Offset") == "0")
            #expect(try await status(ada, [Self.tus, Self.pieces, start], [1]) == 204)
            #expect(try await ada.send("DELETE", address, headers: [Self.tus]).status == 204)
            #expect(try await ada.send("HEAD", address, headers: [Self.tus]).status == 404)
            #expect(try await ada.send("GET", address, headers: [Self.tus]).status == 405)
        }
    }

    @Test("a checksum that fits is taken, in both algorithms")
    func checksums() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let address = try await Self.begin(ada, 6)
            let sums = [
                ("sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", 0),
                ("sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", 3),
            ]
            for (sum, at) in sums {
                let answer = try await ada.send(
                    "PATCH", address,
                    headers: [Self.tus, Self.pieces, ("Upload-Offset", "\(at)"), ("Upload-Checksum", sum)],
                    body: Array("abc".utf8))
                #expect(answer.status == 204, "\(sum)")
            }
        }
    }

    @Test("announcements are judged: length, metadata, quota, number at once")
    func announcements() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            func status(_ headers: [(String, String)]) async throws -> Int {
                try await ada.send("POST", "/uploads", headers: [Self.tus] + headers, body: []).status
            }
            #expect(try await status([]) == 400)
            #expect(try await status([("Upload-Defer-Length", "1")]) == 400)
            #expect(try await status([("Upload-Length", "5"), ("Upload-Metadata", "filename ???")]) == 400)
            #expect(try await status([("Upload-Length", "\(Limits.uploadBytes + 1)")]) == 413)
            for _ in 0..<Limits.uploadsAtOnce { #expect(try await status([("Upload-Length", "1")]) == 201) }
            let sixth = try await ada.send(
                "POST", "/uploads", headers: [Self.tus, ("Upload-Length", "1")], body: [])
            #expect(sixth.status == 429 && sixth.contains("finish one"))
        }
    }

    @Test("an upload goes a day after its last byte, its file with it")
    func expiry() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let address = try await Self.begin(ada, 10)
            _ = try await Self.send(ada, address, [1, 2], at: 0)
            rig.time.advance(hours: 23)
            _ = try await Self.send(ada, address, [3], at: 2)
            rig.time.advance(hours: 23)
            try await rig.app.sweepResumableUploads()
            #expect(try await ada.send("HEAD", address, headers: [Self.tus]).status == 200)
            rig.time.advance(hours: 2)
            try await rig.app.sweepResumableUploads()
            #expect(try await ada.send("HEAD", address, headers: [Self.tus]).status == 404)
            #expect(try FileManager.default.contentsOfDirectory(atPath: rig.app.unfinishedFolder).isEmpty)
        }
    }

    @Test("two clients that write one upload at once do not tear it")
    func twoAtOnce() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let size = 400_000
            let address = try await Self.begin(ada, size)
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let body = [UInt8](repeating: UInt8(number), count: size)
                        return try await Self.send(ada, address, body, at: 0).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0 == 204 } == 1)
            #expect(answers.allSatisfy { [204, 409, 423].contains($0) })
            let key = try #require(address.split(separator: "/").last)
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(rig.app.unfinishedFolder)/\(key)"))
            #expect(file.count == size && Set(file).count == 1)
        }
    }

    static func begin(_ browser: Browser, _ count: Int, name: String = "film.mp4") async throws -> String {
        let metadata = "filename \(Data(name.utf8).base64EncodedString())"
        let made = try await browser.send(
            "POST", "/uploads",
            headers: [tus, ("Upload-Length", "\(count)"), ("Upload-Metadata", metadata)], body: [])
        #expect(made.status == 201 && made.header("Upload-Expires") != nil)
        return try #require(made.header("Location"))
    }

    static func send(
        _ browser: Browser, _ address: String, _ bytes: [UInt8], at offset: Int
    ) async throws -> PageSeen {
        try await browser.send(
            "PATCH", address, headers: [tus, pieces, ("Upload-Offset", "\(offset)")], body: bytes)
    }
}
