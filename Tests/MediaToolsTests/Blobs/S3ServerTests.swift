import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import Testing

@testable import MediaTools

private let storeAddress = getenv("BACKSTAGE_TEST_S3").map { String(cString: $0) }

/// Against a store of somebody else's making, which BACKSTAGE_TEST_S3 names; scripts/with-s3 starts one.
@Suite(.enabled(if: storeAddress != nil, "BACKSTAGE_TEST_S3 names no store; scripts/with-s3 starts one"))
struct S3ServerTests {
    private let space = Workspace()
    private let prefix = "t-\(UInt64.random(in: 0 ... .max))"

    /// A store below a prefix that is this test's alone.
    private func settings(_ options: String = "", port: Int? = nil) throws -> S3Settings {
        var address = try #require(storeAddress)
        if let port, let old = try S3Settings(address: address).port {
            address = address.split(separator: ":\(old)/", maxSplits: 1).joined(separator: ":\(port)/")
        }
        let parts = address.split(separator: "?", maxSplits: 1)
        return try S3Settings(address: "\(parts[0])/\(prefix)?\(parts.dropFirst().joined())\(options)")
    }

    private func withStore(
        _ settings: S3Settings, _ limits: BlobLimits = BlobLimits(), _ body: (BlobStore) async throws -> Void
    ) async throws {
        try await withS3Client { client in
            try await body(.s3(settings, client: client, threads: .singleton, limits: limits))
        }
    }

    @Test func whatIsPutIsReadInRanges() async throws {
        try await withStore(settings()) { store in
            let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
            try await store.put(bytes, as: "ab/one-1")
            let blob = try await store.open("ab/one-1")
            #expect(blob.size == bytes.count)
            #expect(try await blob.read(at: 0, count: .max) == bytes)
            #expect(try await blob.read(at: 2_999_990, count: 100) == Array(bytes[2_999_990...]))
            #expect(try await blob.read(at: 3_000_000, count: 1).isEmpty)
            var piecesMax = 0
            try await blob.send(1_000..<2_000_000, pieceBytes: 65_536) {
                piecesMax = max(piecesMax, $0.readableBytes)
            }
            #expect((1...65_536).contains(piecesMax))
            #expect(try await store.size("ab/one-1") == 3_000_000)
            let known = try await store.open("ab/one-1", knownBytes: 3_000_000)
            #expect(try await known.read(at: 5, count: 5) == Array(bytes[5..<10]))
            let missing = try await store.open("ab/none", knownBytes: 9)
            await #expect(throws: BlobRefusal.notFound("ab/none")) { try await missing.read(at: 0, count: 9) }
            let copy = try await store.localCopy("ab/one-1", into: space.path)
            #expect(try Workspace.bytes(copy) == bytes)
        }
    }

    @Test func anEmptyFileIsAFile() async throws {
        try await withStore(settings()) { store in
            try await store.put([], as: "none")
            try await store.put(movingFile: space.write([], "file"), as: "none-2")
            #expect(try await store.size("none") == 0)
            #expect(try await store.open("none-2").read(at: 0, count: 10).isEmpty)
            #expect(try Workspace.bytes(try await store.localCopy("none", into: space.path)).isEmpty)
        }
    }

    @Test func puttingAgainReplacesAndDeletingTwiceIsFine() async throws {
        try await withStore(settings()) { store in
            try await store.put([1, 1, 1], as: "k")
            try await store.put(movingFile: space.write([2, 2], "file"), as: "k")
            #expect(try await store.open("k").read(at: 0, count: 9) == [2, 2])
            #expect(access(space["file"], F_OK) != 0)
            try await store.delete("k")
            try await store.delete("k")
            await #expect(throws: BlobRefusal.notFound("k")) { try await store.open("k") }
            let folder = space.path
            await #expect(throws: BlobRefusal.notFound("k")) { try await store.localCopy("k", into: folder) }
            await #expect(throws: BlobRefusal.badKey("../k")) { try await store.open("../k") }
        }
    }

    @Test func fortyMegabytesGoInParts() async throws {
        try await withStore(settings()) { store in
            let bytes = [UInt8](unsafeUninitializedCapacity: 40_000_000) { memory, count in
                for index in memory.indices { memory[index] = UInt8(truncatingIfNeeded: index &* 31 >> 4) }
                count = memory.count
            }
            for _ in 0..<2 {
                try await store.put(movingFile: space.write(bytes, "large"), as: "large")
                #expect(access(space["large"], F_OK) != 0)
            }
            let blob = try await store.open("large")
            #expect(blob.size == 40_000_000)
            // Across the border of two parts, and all of it.
            let border = (16 << 20) - 500
            #expect(try await blob.read(at: border, count: 1_000) == Array(bytes[border..<border + 1_000]))
            let copy = try await store.localCopy("large", into: space.path)
            #expect(try Hash.sha256(file: copy) == Hash.hex(Hash.sha256(bytes)))
        }
    }

    @Test func listsInOrderByFolderAndByPage() async throws {
        var limits = BlobLimits()
        limits.pageKeysMax = 2
        try await withStore(settings(), limits) { store in
            let keys = ["a-b/1", "a.b", "a/1", "a/b/2", "a/b0", "a0", "b/1", "b/2", "top"]
            for key in keys.shuffled() { try await store.put([UInt8](key.utf8), as: key) }
            let all = try await store.list(limit: 100)
            #expect(all.map(\.key) == keys)
            #expect(all.map(\.bytes) == keys.map(\.utf8.count))
            #expect(try await store.list(under: "b", limit: 9).map(\.key) == ["b/1", "b/2"])
            #expect(try await store.list(under: "none", limit: 9).isEmpty)
            #expect(try await store.list(under: "b", after: "b/1", limit: 1).map(\.key) == ["b/2"])
            #expect(try await store.list(after: "a/b/2", limit: 3).map(\.key) == ["a/b0", "a0", "b/1"])
        }
    }

    @Test func aSignedAddressIsReadByAnybody() async throws {
        try await withStore(settings()) { store in
            #expect(store.address(of: "k", seconds: 60, contentType: "video/mp4") == nil)
        }
        try await withS3Client { client in
            let settings = try settings("&reads=redirect")
            let store = BlobStore.s3(settings, client: client, threads: .singleton)
            try await store.put(Array("a film".utf8), as: "k")
            let address = try #require(store.address(of: "k", seconds: 60, contentType: "video/mp4"))
            var request = HTTPClientRequest(url: address)
            request.headers.add(name: "range", value: "bytes=2-5")
            let answer = try await client.execute(request, timeout: .seconds(10))
            #expect(answer.status == .partialContent)
            #expect(answer.headers.first(name: "content-type") == "video/mp4")
            #expect(String(buffer: try await answer.body.collect(upTo: 100)) == "film")
        }
    }

    @Test func aBucketThatIsNotThereIsSaidToBeMissing() async throws {
        let text = try #require(storeAddress)
        let there = try S3Settings(address: text)
        let settings = try S3Settings(
            address: text.split(separator: "/\(there.bucket)", maxSplits: 1).joined(
                separator: "/no-such-bucket"))
        try await withStore(settings) { store in
            let missing = BlobFault.bucketMissing("no-such-bucket")
            await #expect(throws: missing) { try await store.put([1], as: "k") }
            await #expect(throws: missing) { try await store.open("k") }
            await #expect(throws: missing) { try await store.list(limit: 1) }
            await #expect(throws: missing) { try await store.delete("k") }
        }
    }

    @Test func aConnectionCutInMidUploadLeavesNoFile() async throws {
        let port = try #require(try settings().port)
        let clock = FakeClock().clock()
        try await CuttingRelay.run(toPort: port, bytesMax: 300_000) { relayPort in
            try await withS3Client { client in
                let store = BlobStore.s3(
                    try settings(port: relayPort), client: client, threads: .singleton, clock: clock)
                let small = space.write([UInt8](repeating: 7, count: 1_000_000), "small")
                let large = space.write([UInt8](repeating: 7, count: 17 << 20), "large")
                for path in [small, large] {
                    let fault = await #expect(throws: BlobFault.self) {
                        try await store.put(movingFile: path, as: "k")
                    }
                    guard case .unreachable = fault else {
                        Issue.record("\(String(describing: fault))")
                        return
                    }
                    #expect(access(path, F_OK) == 0)
                }
            }
        }
        try await withStore(settings()) { store in
            let found = try await store.list(limit: 9)
            #expect(found.isEmpty)
            await #expect(throws: BlobRefusal.notFound("k")) { try await store.open("k") }
        }
    }

    @Test func sixtyFourReadersAtOnceReadTheirOwn() async throws {
        try await withStore(settings()) { store in
            let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 17 >> 6) }
            try await store.put(bytes, as: "k")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let start = number * 10_000
                        let part = try await store.open("k").read(at: start, count: 100_000)
                        #expect(part == Array(bytes[start..<start + 100_000]))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func sweepingKeepsWhatIsStored() async throws {
        try await withStore(settings()) { store in
            try await store.put([1], as: "k")
            try await store.sweep()
            #expect(try await store.size("k") == 1)
        }
    }
}
