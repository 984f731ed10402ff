import AsyncHTTPClient
import Foundation
import Hummingbird
import NIOCore
import Testing

@testable import Backstage

@Suite("Resumable uploads") struct ResumableUploadTests {
    @Test(
        "an upload arrives in pieces of any size, whatever goes wrong between them",
        arguments: TestEngine.available)
    func arrives(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let bytes = (0..<300_000).map { _ in UInt8.random(in: 0...255) }
            let upload = try await TusClient.begin(ada, bytes.count)
            var at = 0
            while at < bytes.count {
                try await stumble(upload, at: at, of: bytes.count)
                let piece = Array(bytes[at..<min(bytes.count, at + Int.random(in: 0...90_000))])
                let answer = try await upload.send(piece, at: at)
                at += piece.count
                #expect(answer.status == 204 && answer.header("Upload-Offset") == "\(at)")
                #expect(answer.header("Upload-Expires") != nil)
                let head = try await upload.head()
                #expect(head.status == 200 && head.header("Upload-Offset") == "\(at)")
                #expect(head.header("Upload-Length") == "\(bytes.count)")
                #expect(head.header("Cache-Control") == "no-store")
                #expect(head.header("Upload-Metadata") == "filename ZmlsbS5tcDQ=")
            }
            #expect(try upload.file(rig) == bytes)
        }
    }

    /// What clients do by mistake changes nothing.
    private func stumble(_ upload: TusClient, at: Int, of count: Int) async throws {
        switch Int.random(in: 0..<4) {
        case 0: #expect(try await upload.send([1, 2, 3], at: at + 1).status == 409)
        case 1:
            let excess = [UInt8](repeating: 7, count: count - at + 1)
            #expect(try await upload.send(excess, at: at).status == 413)
        case 2:
            let wrong = ("Upload-Checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
            #expect(try await upload.send([9], at: at, headers: [wrong]).status == 460)
        default: #expect(try await upload.send([], at: at).status == 204)
        }
    }

    @Test("the first bytes may come with the announcement")
    func creationWithUpload() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            func begin(_ body: String, _ more: [(String, String)] = []) async throws -> PageSeen {
                try await ada.send(
                    "POST", "/uploads",
                    headers: [TusClient.version, TusClient.piece, ("Upload-Length", "5")] + more,
                    body: Array(body.utf8))
            }
            let made = try await begin("abc")
            #expect(made.status == 201 && made.header("Upload-Offset") == "3")
            let upload = TusClient(browser: ada, address: try #require(made.header("Location")))
            #expect(try await upload.send(Array("de".utf8), at: 3).status == 204)
            #expect(try upload.file(rig) == Array("abcde".utf8))
            // What is refused with its first bytes was never begun.
            #expect(try await begin("abcdef").status == 413)
            let wrong = ("Upload-Checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
            #expect(try await begin("abc", [wrong]).status == 460)
            #expect(try await begin("abc", [("Content-Type", "text/plain")]).status == 415)
            #expect(try rig.unfinishedNames == [upload.key])
        }
    }

    @Test("a checksum that fits is taken, in both algorithms; one that does not drops the piece")
    func checksums() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 6)
            let sums = [
                ("sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", 0),
                ("sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", 3),
            ]
            for (sum, at) in sums {
                let header = ("Upload-Checksum", sum)
                let wrong = try await upload.send(Array("abd".utf8), at: at, headers: [header])
                #expect(wrong.status == 460 && wrong.contains("not those of the checksum"))
                #expect(try upload.file(rig).count == at)
                #expect(try await upload.offset() == at)
                #expect(try await upload.send(Array("abc".utf8), at: at, headers: [header]).status == 204)
            }
            #expect(try upload.file(rig) == Array("abcabc".utf8))
        }
    }

    @Test("a client that can only POST says what it means in a header")
    func override() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 3)
            func post(_ method: String?, _ more: [(String, String)] = []) async throws -> PageSeen {
                let named = method.map { [("X-HTTP-Method-Override", $0)] } ?? []
                return try await ada.send(
                    "POST", upload.address, headers: [TusClient.version] + named + more, body: [1, 2])
            }
            #expect(try await post("PATCH", [TusClient.piece, ("Upload-Offset", "0")]).status == 204)
            #expect(try await post("HEAD").header("Upload-Offset") == "2")
            for method in [nil, "PUT"] {
                let refused = try await post(method)
                #expect(refused.status == 405 && refused.header("Allow") == "DELETE, HEAD, OPTIONS, PATCH")
                #expect(refused.contains("X-HTTP-Method-Override"))
            }
            #expect(try await post("DELETE").status == 204)
            #expect(try await upload.offset() == nil)
        }
    }

    @Test("after a restart it goes on at what was safe; what lay behind that is written over")
    func restart() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let bytes = (0..<5_000).map { _ in UInt8.random(in: 0...255) }
            let upload = try await TusClient.begin(ada, bytes.count)
            #expect(try await upload.send(Array(bytes[..<2_000]), at: 0).status == 204)
            // A crash between the file and the row leaves bytes that nobody was told of.
            let path = "\(rig.app.unfinishedFolder)/\(upload.key)"
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.seekToEnd()
            try file.write(contentsOf: Data([UInt8](repeating: 0, count: 4_000)))
            try file.close()
            try await rig.withSecondServer { url in
                let again = upload.by(ada.at(url))
                let standing = try await again.offset()
                #expect(standing == 2_000)
                #expect(try await again.send(Array(bytes[2_000...3_000]), at: 2_000).status == 204)
                #expect(try upload.file(rig).count == 3_001)
                #expect(try await again.send(Array(bytes[3_001...]), at: 3_001).status == 204)
            }
            #expect(try upload.file(rig) == bytes)
        }
    }

    @Test("bytes that were acknowledged and are not on the disk end the upload instead of leaving a hole")
    func hole() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 10)
            #expect(try await upload.send([1, 2, 3], at: 0).status == 204)
            let path = "\(rig.app.unfinishedFolder)/\(upload.key)"
            try Data([1]).write(to: URL(fileURLWithPath: path))
            #expect(try await upload.send([4], at: 3).status == 404)
            try FileManager.default.removeItem(atPath: path)
            #expect(try await upload.send([4], at: 3).status == 404)
        }
    }

    // MARK: Two at once

    @Test("of clients that write one upload at once, one is told so, and what it was told is on the disk")
    func manyAtOnce() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            for _ in 0..<30 {
                let upload = try await TusClient.begin(ada, 100_000)
                let answers = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                    for number in 1...8 {
                        group.addTask {
                            let body = [UInt8](repeating: UInt8(number), count: number * 9_000)
                            return (number, try await upload.send(body, at: 0).status)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let won = answers.filter { $0.1 == 204 }.map(\.0)
                #expect(won.count == 1 && answers.allSatisfy { [204, 409, 423].contains($0.1) })
                let winner = try #require(won.first)
                #expect(try await upload.offset() == winner * 9_000)
                let file = try upload.file(rig)
                #expect(file.count == winner * 9_000 && Set(file) == [UInt8(winner)])
                #expect(try await upload.end() == 204)
            }
        }
    }

    @Test("a request that was read before another one moved the upload cuts nothing off")
    func late() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let upload = try await TusClient.begin(ada, 10)
            let account = try await rig.account(.ada)
            let now = rig.time.value
            let read = try #require(
                try await rig.app.database.read { try $0.upload(upload.key, of: account, now: now) })
            #expect(try await upload.send([1, 2, 3], at: 0).status == 204)
            await #expect(throws: UploadFailure.offsetWrong(at: 3)) {
                _ = try await rig.app.receive(
                    RequestBody(buffer: ByteBuffer(bytes: [9])), into: read, from: 0, nil)
            }
            #expect(try upload.file(rig) == [1, 2, 3])
        }
    }

    @Test("while one writes, others are kept out, at each server; when its line breaks, what came is kept")
    func brokenLine() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let bytes = (0..<4_000_000).map { _ in UInt8.random(in: 0...255) }
            let upload = try await TusClient.begin(ada, bytes.count)
            let (pieces, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
            source.yield(ByteBuffer(bytes: bytes[..<3_000_000]))
            let first = Task { try await Self.stream(pieces, bytes.count, to: upload) }
            try await until("some of it is on the disk", upload) {
                try upload.file(rig).count >= Limits.uploadPieceBytes
            }
            #expect(try await upload.send([], at: 0).status == 423)
            try await rig.withSecondServer { url in
                let refused = try await upload.by(ada.at(url)).send([1], at: 0)
                #expect(refused.status == 423 && refused.contains("sending this upload"))
            }
            source.finish(throwing: Broken())
            _ = await first.result
            try await until("the server has seen the line break", upload) {
                guard let at = try await upload.offset() else { return false }
                return try await upload.send([], at: at).status == 204
            }
            let at = try #require(try await upload.offset())
            #expect((Limits.uploadPieceBytes...3_000_000).contains(at))
            #expect(try await upload.send(Array(bytes[at...]), at: at).status == 204)
            #expect(try upload.file(rig) == bytes)
        }
    }

    @Test("an upload that is ended while somebody writes it is gone for both")
    func endedInMidWrite() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let count = Limits.uploadPieceBytes + 1
            let upload = try await TusClient.begin(ada, count)
            let (pieces, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
            source.yield(ByteBuffer(bytes: [UInt8](repeating: 1, count: count - 1)))
            let first = Task { try await Self.stream(pieces, count, to: upload) }
            try await until("some of it is on the disk", upload) { try !upload.file(rig).isEmpty }
            #expect(try await upload.end() == 204)
            source.yield(ByteBuffer(bytes: [4]))
            source.finish()
            #expect(try await first.value == 404)
            #expect(try rig.unfinishedNames.isEmpty)
        }
    }

    private struct Broken: Error {}

    /// A PATCH whose body comes when the test wants it to. Returns the status.
    private static func stream(
        _ pieces: AsyncThrowingStream<ByteBuffer, any Error>, _ count: Int, to upload: TusClient
    ) async throws -> UInt {
        var request = HTTPClientRequest(url: upload.browser.url + upload.address)
        request.method = .PATCH
        let headers = [
            TusClient.version, TusClient.piece, ("Upload-Offset", "0"),
            ("Cookie", upload.browser.cookie ?? ""),
        ]
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .stream(pieces, length: .known(Int64(count)))
        return try await HTTPClient.shared.execute(request, timeout: .seconds(60)).status.code
    }

    /// Looks again and again, a round trip apart.
    private func until(
        _ what: Comment, _ upload: TusClient, _ isSo: () async throws -> Bool
    ) async throws {
        for _ in 0..<10_000 {
            if try await isSo() { return }
            _ = try await upload.head()
        }
        Issue.record(what)
    }
}
