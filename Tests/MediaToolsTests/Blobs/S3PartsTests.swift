import Glibc
import Synchronization
import Testing

@testable import MediaTools

/// Uploads in parts, against a store that does what each test says. Parts are of 1,000 bytes.
@Suite struct S3PartsTests {
    private let space = Workspace()
    private let clock = FakeClock()
    private static let content = (0..<2_500).map { UInt8(truncatingIfNeeded: $0 &* 11) }
    private static let upload = "Up/+=& é"
    private static let uploadEncoded = "uploadId=Up%2F%2B%3D%26%20%C3%A9"

    private func withStore(
        answer: @escaping @Sendable (FakeRequest, Int) -> FakeAnswer,
        _ body: (BlobStore, FakeS3) async throws -> Void
    ) async throws {
        var limits = BlobLimits()
        limits.partBytes = 1_000
        limits.pieceBytes = 300
        try await withFakeStore(clock.clock(), limits, answer: answer, body)
    }

    /// What a store in good health answers.
    private static func well(_ request: FakeRequest) -> FakeAnswer {
        switch request.method {
        case "POST" where request.uri.hasSuffix("?uploads="):
            .status(
                200,
                "<InitiateMultipartUploadResult><UploadId>Up/+=&amp; é</UploadId>"
                    + "</InitiateMultipartUploadResult>"
            )
        case "POST": .status(200, "   <CompleteMultipartUploadResult/>")
        case "PUT": .status(200, headers: [("etag", "\"tag<\(request.body.count)>\"")])
        default: .status(204)
        }
    }

    private var file: String { space.write(Self.content, "file") }

    @Test func partsBecomeTheFileInOrder() async throws {
        try await withStore(answer: { request, _ in Self.well(request) }) { store, fake in
            try await store.put(movingFile: file, as: "k")
            let asked = fake.asked
            #expect(
                asked.map { "\($0.method) \($0.uri)" } == [
                    "POST /bucket/pre/k?uploads=", "PUT /bucket/pre/k?partNumber=1&\(Self.uploadEncoded)",
                    "PUT /bucket/pre/k?partNumber=2&\(Self.uploadEncoded)",
                    "PUT /bucket/pre/k?partNumber=3&\(Self.uploadEncoded)",
                    "POST /bucket/pre/k?\(Self.uploadEncoded)",
                ])
            #expect(asked[1...3].flatMap(\.body) == Self.content)
            for part in asked[1...3] {
                #expect(part.headers.first(name: "x-amz-content-sha256") == Hash.hex(Hash.sha256(part.body)))
                #expect(part.headers.first(name: "content-length") == String(part.body.count))
            }
            let list = String(decoding: asked[4].body, as: UTF8.self)
            #expect(
                list.contains(
                    "<Part><PartNumber>3</PartNumber><ETag>&quot;tag&lt;500&gt;&quot;</ETag></Part>"))
            #expect(access(space["file"], F_OK) != 0)
        }
    }

    @Test func aPartThatFailsOnceIsSentAgainAlone() async throws {
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, number in
            number == 2 ? .hangUp : Self.well(request)
        }
        try await withStore(answer: answer) { store, fake in
            try await store.put(movingFile: file, as: "k")
            #expect(fake.asked[2].uri == fake.asked[3].uri && fake.asked[2].body == fake.asked[3].body)
            #expect(fake.asked.count == 6)
        }
    }

    @Test func anUploadThatFailsIsTakenAwayAndTheFileStays() async throws {
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, _ in
            request.uri.contains("partNumber=2") ? .status(403) : Self.well(request)
        }
        try await withStore(answer: answer) { store, fake in
            let path = file
            await #expect(throws: BlobFault.accessDenied(bucket: "bucket", code: "")) {
                try await store.put(movingFile: path, as: "k")
            }
            #expect(
                fake.asked.last.map { "\($0.method) \($0.uri)" }
                    == "DELETE /bucket/pre/k?\(Self.uploadEncoded)")
            #expect(!fake.asked.contains { $0.method == "POST" && !$0.uri.hasSuffix("uploads=") })
            #expect(access(path, F_OK) == 0)
        }
    }

    @Test func anEndThatFailsBehindItsYesIsTriedAgain() async throws {
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, number in
            number == 4 ? .status(200, "<Error><Code>InternalError</Code></Error>") : Self.well(request)
        }
        try await withStore(answer: answer) { store, fake in
            try await store.put(movingFile: file, as: "k")
            #expect(fake.asked.count == 6)
        }
        let never: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, _ in
            request.method == "POST" && !request.uri.hasSuffix("uploads=")
                ? .status(200, "<Error><Code>InvalidPart</Code></Error>") : Self.well(request)
        }
        try await withStore(answer: never) { store, fake in
            let path = file
            let fault = BlobFault.refused(operation: "POST k", status: 200, code: "InvalidPart")
            await #expect(throws: fault) { try await store.put(movingFile: path, as: "k") }
            #expect(fake.asked.last?.method == "DELETE")
        }
    }

    /// The answer to the end was lost: the second try hears of no such upload, but the file is there.
    @Test func anEndWhoseAnswerWasLostIsNoFailure() async throws {
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, number in
            switch (request.method, number) {
            case ("POST", 4): .hangUp
            case ("POST", 5): .status(404, "<Error><Code>NoSuchUpload</Code></Error>")
            case ("HEAD", _): .bytes(200, Self.content)
            default: Self.well(request)
            }
        }
        try await withStore(answer: answer) { store, fake in
            try await store.put(movingFile: file, as: "k")
            #expect(fake.asked.last?.method == "HEAD")
        }
    }

    @Test func whoeverIsCancelledStillTakesTheUploadAway() async throws {
        let started = Mutex<CheckedContinuation<Void, Never>?>(nil)
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, number in
            guard number == 2 else { return Self.well(request) }
            started.withLock { $0.take() }?.resume()
            return .silence
        }
        try await withStore(answer: answer) { store, fake in
            let path = file
            await withTaskGroup(of: Void.self) { group in
                await withCheckedContinuation { continuation in
                    started.withLock { $0 = continuation }
                    group.addTask {
                        await #expect(throws: CancellationError.self) {
                            try await store.put(movingFile: path, as: "k")
                        }
                    }
                }
                group.cancelAll()
            }
            #expect(fake.asked.map(\.method) == ["POST", "PUT", "PUT", "DELETE"])
            #expect(access(path, F_OK) == 0)
        }
    }

    @Test func aFileThatBecomesShorterIsAFaultOfTheFile() async throws {
        let path = file
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, number in
            if number == 1 { truncate(path, 1_500) }
            return Self.well(request)
        }
        try await withStore(answer: answer) { store, fake in
            await #expect(throws: MediaFault.self) { try await store.put(movingFile: path, as: "k") }
            #expect(fake.asked.last?.method == "DELETE")
        }
    }

    @Test func whatWasBegunADayAgoAndNeverEndedIsSwept() async throws {
        func upload(_ key: String, _ id: String, _ begun: String) -> String {
            "<Upload><Key>\(key)</Key><UploadId>\(id)</UploadId><Initiated>\(begun)</Initiated></Upload>"
        }
        let first =
            upload("pre/a", "1", "2026-01-30T23:00:00.000Z")
            + upload("pre/b", "2", "2026-01-31T01:00:00.000Z")
            + upload("other/a", "3", "2020-01-01T00:00:00.000Z") + upload("pre/c", "4", "yesterday")
            + "<IsTruncated>true</IsTruncated><NextKeyMarker>pre/c</NextKeyMarker>"
            + "<NextUploadIdMarker>4</NextUploadIdMarker>"
        let second = upload("pre/d", "5", "2020-01-01T00:00:00Z")
        let answer: @Sendable (FakeRequest, Int) -> FakeAnswer = { request, _ in
            guard request.method == "GET" else {
                return .status(404, "<Error><Code>NoSuchUpload</Code></Error>")
            }
            let inside = request.uri.contains("upload-id-marker=4") ? second : first
            return .status(200, "<ListMultipartUploadsResult>\(inside)</ListMultipartUploadsResult>")
        }
        try await withStore(answer: answer) { store, fake in
            try await store.sweep()
            let deleted = fake.asked.filter { $0.method == "DELETE" }.map(\.uri)
            #expect(deleted == ["/bucket/pre/a?uploadId=1", "/bucket/pre/d?uploadId=5"])
        }
    }
}
