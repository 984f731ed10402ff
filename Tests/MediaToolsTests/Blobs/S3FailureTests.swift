import Glibc
import NIOPosix
import Testing

@testable import MediaTools

/// A store on its bad days: each test says what it answers.
@Suite struct S3FailureTests {
    private let space = Workspace()
    private let clock = FakeClock()

    private func withStore(
        chance: Double = 0, answer: @escaping @Sendable (FakeRequest, Int) -> FakeAnswer,
        _ body: (BlobStore, FakeS3) async throws -> Void
    ) async throws {
        try await withFakeStore(clock.clock(chance: chance), answer: answer, body)
    }

    @Test func twice503AndThenWellIsWell() async throws {
        try await withStore(answer: { _, number in .status(number < 2 ? 503 : 200) }) { store, fake in
            let path = space.write("a film", "file")
            try await store.put(movingFile: path, as: "k")
            #expect(fake.asked.map(\.verb) == Array(repeating: "PUT /bucket/pre/k", count: 3))
            #expect(fake.asked.allSatisfy { $0.body == Array("a film".utf8) })
            #expect(clock.pauses == [.milliseconds(200), .milliseconds(400)])
            #expect(access(path, F_OK) != 0)
        }
    }

    @Test(arguments: [408, 429, 500, 502, 503, 504])
    func whatMayPassIsTriedSixTimesAndNoMore(status: Int) async throws {
        try await withStore(answer: { _, _ in .status(status) }) { store, fake in
            let busy = BlobFault.busy(host: "127.0.0.1:\(fake.port)", status: status)
            await #expect(throws: busy) { try await store.put([1], as: "k") }
            #expect(fake.asked.count == 6)
            #expect(clock.pauses == [200, 400, 800, 1_600, 3_200].map { .milliseconds($0) })
        }
    }

    @Test func chanceTakesUpToHalfOfAPauseAway() async throws {
        try await withStore(chance: 0.999_999, answer: { _, _ in .status(503) }) { store, _ in
            await #expect(throws: BlobFault.self) { try await store.put([1], as: "k") }
            for (pause, whole) in zip(clock.pauses, [200, 400, 800, 1_600, 3_200]) {
                #expect(pause >= .milliseconds(whole) / 2 && pause < .milliseconds(whole) * 51 / 100)
            }
        }
    }

    @Test func noTryBeginsAfterTheTimeIsOver() async throws {
        let clock = clock
        let slow: @Sendable (FakeRequest, Int) -> FakeAnswer = { _, _ in
            clock.advance(.seconds(50))
            return .status(503)
        }
        try await withStore(answer: slow) { store, fake in
            await #expect(throws: BlobFault.self) { try await store.put([1], as: "k") }
            #expect(fake.asked.count == 3)
        }
    }

    @Test func connectionsThatBreakAreTriedAgain() async throws {
        try await withStore(answer: { _, number in number < 3 ? .hangUp : .status(200) }) { store, fake in
            try await store.put([1, 2, 3], as: "k")
            #expect(fake.asked.count == 4)
        }
        try await withStore(answer: { _, _ in .hangUp }) { store, fake in
            await #expect(throws: BlobFault.self) { try await store.delete("k") }
            #expect(fake.asked.count == 6)
        }
    }

    @Test func whereNobodyListensTheFaultSaysSo() async throws {
        let port = try await FakeS3.run(answer: { _, _ in .silence }) { $0.port }
        try await withS3Client { client in
            let store = BlobStore.s3(
                try S3Settings(address: "s3://keyid:veryhidden@127.0.0.1:\(port)/bucket?scheme=http"),
                client: client, threads: .singleton, clock: clock.clock())
            let fault = await #expect(throws: BlobFault.self) { try await store.size("k") }
            guard case .unreachable("127.0.0.1:\(port)", let detail) = fault else {
                Issue.record("\(String(describing: fault))")
                return
            }
            #expect(detail.contains("refused"))
            #expect(clock.pauses.count == 5)
        }
    }

    @Test(arguments: [
        (
            403, "SignatureDoesNotMatch",
            BlobFault.accessDenied(bucket: "bucket", code: "SignatureDoesNotMatch")
        ),
        (403, "InvalidAccessKeyId", .accessDenied(bucket: "bucket", code: "InvalidAccessKeyId")),
        (401, "", .accessDenied(bucket: "bucket", code: "")),
        (403, "veryhidden <b>", .accessDenied(bucket: "bucket", code: "")),
        (403, "RequestTimeTooSkewed", .clockWrong), (404, "NoSuchBucket", .bucketMissing("bucket")),
        (301, "PermanentRedirect", .wrongRegion(bucket: "bucket", region: "eu-west-9")),
        (400, "AuthorizationHeaderMalformed", .wrongRegion(bucket: "bucket", region: "eu-west-9")),
        (400, "EntityTooLarge", .refused(operation: "PUT k", status: 400, code: "EntityTooLarge")),
        (418, "", .refused(operation: "PUT k", status: 418, code: "")),
    ])
    func aNoIsNamedOnceAndWithoutTheSecret(status: Int, code: String, fault: BlobFault) async throws {
        let escaped = code.split(separator: "<").joined(separator: "&lt;")
        let body = """
            <?xml version="1.0"?><Error><Code>\(escaped)</Code><Message>keyid veryhidden</Message>\
            <StringToSign>veryhidden</StringToSign></Error>
            """
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { _, _ in
            .status(status, body, headers: [("x-amz-bucket-region", "eu-west-9")])
        }
        try await withStore(answer: answer) { store, fake in
            await #expect(throws: fault) { try await store.put([1], as: "k") }
            #expect(fake.asked.count == 1 && clock.pauses.isEmpty)
            #expect(!fault.description.contains("hidden") && fault.description.hasSuffix("."))
            #expect(fake.asked[0].headers.allSatisfy { !$0.value.contains("hidden") })
        }
    }

    @Test func aMissingFileAndAMissingBucketAreToldApart() async throws {
        try await withStore(answer: { request, _ in .status(request.uri == "/bucket" ? 200 : 404) }) {
            store, _ in
            await #expect(throws: BlobRefusal.notFound("k")) { try await store.open("k") }
            try await store.delete("k")
        }
        try await withStore(answer: { _, _ in .status(404) }) { store, _ in
            await #expect(throws: BlobFault.bucketMissing("bucket")) { try await store.open("k") }
        }
    }

    // --- Reading

    private static let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 13 >> 2) }

    /// Answers HEAD and GET as a store does; a GET sends at most `bytesMax`, then hangs up.
    private static func serve(_ request: FakeRequest, bytesMax: Int) -> FakeAnswer {
        guard let range = request.headers.first(name: "range") else {
            return .bytes(200, content)
        }
        let bounds = range.dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) }
        let bytes = Array(content[bounds[0]...bounds[1]])
        let headers = [("content-range", "bytes \(bounds[0])-\(bounds[1])/\(content.count)")]
        guard bytes.count > bytesMax else { return .bytes(206, bytes, headers: headers) }
        return .cut(bytes, after: bytesMax, headers: headers)
    }

    @Test func aDownloadThatBreaksGoesOnWhereItBroke() async throws {
        try await withStore(answer: { request, _ in Self.serve(request, bytesMax: 70_000) }) { store, fake in
            let reader = try await store.open("k")
            #expect(reader.size == Self.content.count)
            #expect(try await reader.read(at: 10, count: 250_000) == Array(Self.content[10..<250_010]))
            let ranges = fake.asked.dropFirst().compactMap { $0.headers.first(name: "range") }
            let starts = ranges.compactMap { Int($0.dropFirst("bytes=".count).prefix { $0 != "-" }) }
            #expect(ranges.allSatisfy { $0.hasSuffix("-250009") })
            #expect(starts.count >= 4 && starts[0] == 10)
            #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 })
            let copy = try await store.localCopy("k", into: space.path)
            #expect(try Workspace.bytes(copy) == Self.content)
        }
    }

    @Test func piecesAreNoLargerThanAskedForAndWhoeverTakesMayStop() async throws {
        struct Enough: Error {}
        try await withStore(answer: { request, _ in Self.serve(request, bytesMax: .max) }) { store, fake in
            let reader = try await store.open("k")
            var (bytes, largest) = ([UInt8](), 0)
            try await reader.send(5..<200_005, pieceBytes: 999) { piece in
                bytes += piece.readableBytesView
                largest = max(largest, piece.readableBytes)
            }
            #expect(bytes == Array(Self.content[5..<200_005]) && largest == 999)
            let before = fake.asked.count
            await #expect(throws: Enough.self) {
                try await reader.send(0..<200_000, pieceBytes: 999) { _ in throw Enough() }
            }
            #expect(fake.asked.count == before + 1)
        }
    }

    @Test func aDownloadThatFailsLeavesNoFile() async throws {
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, number in
            request.method == "HEAD" || number == 1 ? Self.serve(request, bytesMax: 1_000) : .status(403)
        }
        try await withStore(answer: answer) { store, fake in
            let folder = space.path
            await #expect(throws: BlobFault.accessDenied(bucket: "bucket", code: "")) {
                try await store.localCopy("k", into: folder)
            }
            #expect(Workspace.names(folder).isEmpty)
            #expect(fake.asked.count == 3)
        }
    }

    @Test func bytesOfAnotherRangeOrFileAreNotTaken() async throws {
        for range in ["bytes 0-9/99", "bytes 1-10/300000", "0-9", ""] {
            let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, _ in
                guard request.method == "GET" else { return .bytes(200, Self.content) }
                return .bytes(206, [UInt8](repeating: 0, count: 10), headers: [("content-range", range)])
            }
            try await withStore(answer: answer) { store, _ in
                let reader = try await store.open("k")
                await #expect(throws: BlobFault.garbled(operation: "GET k")) {
                    try await reader.read(at: 0, count: 10)
                }
            }
        }
    }

    @Test func whoKnowsTheSizeSparesARequest() async throws {
        try await withStore(answer: { request, _ in Self.serve(request, bytesMax: .max) }) { store, fake in
            let reader = try await store.open("k", knownBytes: Self.content.count)
            let bytes = try await reader.read(at: 7, count: 9)
            #expect(bytes == Array(Self.content[7..<16]))
            #expect(fake.asked.map(\.method) == ["GET"])
            let wrong = try await store.open("k", knownBytes: 20)
            await #expect(throws: BlobFault.garbled(operation: "GET k")) {
                try await wrong.read(at: 0, count: 9)
            }
        }
    }
}
