import Glibc
import MediaTools
import NIOCore
import NIOPosix
import Testing

@Suite struct FolderStoreTests {
    private let space = Workspace()
    private let threads = NIOThreadPool.singleton

    private func store() throws -> BlobStore { try BlobStore.folder(space["blobs"], threads: threads) }

    @Test func whatIsPutIsReadInRanges() async throws {
        let store = try store()
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try await store.put(bytes, as: "ab/cd/one.webp")
        let blob = try await store.open("ab/cd/one.webp")
        #expect(blob.size == 100_000)
        #expect(try await blob.read(at: 0, count: 200_000) == bytes)
        #expect(try await blob.read(at: 99_990, count: 100) == Array(bytes[99_990...]))
        #expect(try await blob.read(at: 100_000, count: 1).isEmpty)
        #expect(try await blob.read(at: 500_000, count: .max).isEmpty)
        #expect(try await blob.read(at: 7, count: 0).isEmpty)
        #expect(try await store.size("ab/cd/one.webp") == 100_000)
        #expect(store.address(of: "ab/cd/one.webp", seconds: 60, contentType: "image/webp") == nil)
    }

    @Test func aRangeComesInPiecesOfTheSizeAskedFor() async throws {
        let store = try store()
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 3) }
        try await store.put(bytes, as: "k")
        var pieces: [[UInt8]] = []
        try await store.open("k").send(100..<9_500, pieceBytes: 4_096) {
            pieces.append(Array($0.readableBytesView))
        }
        #expect(pieces.map(\.count) == [4_096, 4_096, 1_208])
        #expect(pieces.flatMap { $0 } == Array(bytes[100..<9_500]))
        try await store.open("k").send(9_999..<20_000, pieceBytes: 9) { #expect($0.readableBytes == 1) }
        try await store.open("k").send(50..<50, pieceBytes: 9) { _ in Issue.record("nothing was asked for") }
    }

    /// What is written into the file between two pieces is in the second: it was not read before.
    @Test func noPieceIsReadBeforeTheOneBeforeItWasTaken() async throws {
        let store = try store()
        try await store.put([UInt8](repeating: 1, count: 300), as: "k")
        var seen: [UInt8] = []
        let path = space["blobs/k"]
        try await store.open("k").send(0..<300, pieceBytes: 100) { piece in
            seen += piece.readableBytesView
            let file = fopen(path, "r+")!
            fseek(file, seen.count, SEEK_SET)
            fwrite([UInt8](repeating: seen.last! + 1, count: 100), 1, 100, file)
            fclose(file)
        }
        #expect(seen.count == 300 && seen[0] == 1 && seen[100] == 2 && seen[299] == 3)
    }

    @Test func whoeverTakesMayStop() async throws {
        struct Enough: Error {}
        let store = try store()
        try await store.put([UInt8](repeating: 1, count: 300), as: "k")
        let reader = try await store.open("k")
        var pieces = 0
        await #expect(throws: Enough.self) {
            try await reader.send(0..<300, pieceBytes: 100) { _ in
                pieces += 1
                throw Enough()
            }
        }
        #expect(pieces == 1)
    }

    @Test func puttingAgainReplacesAndAnOpenReaderKeepsTheOld() async throws {
        let store = try store()
        try await store.put([1, 1, 1], as: "k")
        let old = try await store.open("k")
        try await store.put([2, 2], as: "k")
        #expect(try await old.read(at: 0, count: 9) == [1, 1, 1])
        #expect(try await store.open("k").read(at: 0, count: 9) == [2, 2])
        try await store.delete("k")
        try await store.delete("k")
        await #expect(throws: BlobRefusal.notFound("k")) { try await store.open("k") }
        await #expect(throws: BlobRefusal.notFound("k/x")) { try await store.size("k/x") }
        try await store.delete("k/x")
    }

    @Test(arguments: BlobKeyTests.bad)
    func badKeysAreRefusedByEveryVerb(key: String) async throws {
        let store = try store()
        let (file, folder) = (space.write([1], "file"), space.path)
        let refusal = BlobRefusal.badKey(key)
        await #expect(throws: refusal) { try await store.put([1], as: key) }
        await #expect(throws: refusal) { try await store.put(movingFile: file, as: key) }
        await #expect(throws: refusal) { try await store.open(key) }
        await #expect(throws: refusal) { try await store.size(key) }
        await #expect(throws: refusal) { try await store.delete(key) }
        await #expect(throws: refusal) { try await store.list(under: key, limit: 1) }
        await #expect(throws: refusal) { try await store.list(after: key, limit: 1) }
        await #expect(throws: refusal) { try await store.localCopy(key, into: folder) }
        #expect(store.address(of: key, seconds: 1, contentType: "a/b") == nil)
        #expect(try await store.list(limit: 9).isEmpty)
        #expect(Workspace.names(space.path) == ["blobs", "file"])
    }

    @Test func movingAFileTakesItAway() async throws {
        let store = try store()
        let file = space.write([5, 6], "file")
        try await store.put(movingFile: file, as: "x/y.bin")
        #expect(try await store.open("x/y.bin").read(at: 0, count: 2) == [5, 6])
        #expect(access(file, F_OK) != 0)
        await #expect(throws: MediaFault.self) { try await store.put(movingFile: file, as: "x/z.bin") }
    }

    @Test func theSameContentMayBePutAgain() async throws {
        let store = try store()
        for _ in 0..<2 {
            try await store.put(movingFile: space.write([5, 6], "file"), as: "x/y.bin")
            #expect(access(space["file"], F_OK) != 0)
        }
        // Even if the file is the blob itself under another name.
        let copy = try await store.localCopy("x/y.bin", into: space.path)
        try await store.put(movingFile: copy, as: "x/y.bin")
        #expect(access(copy, F_OK) != 0)
        #expect(try await store.open("x/y.bin").read(at: 0, count: 9) == [5, 6])
    }

    @Test(.enabled(if: access("/dev/shm", W_OK) == 0, "there is no second file system to write to"))
    func movingAndCopyingReachAcrossFileSystems() async throws {
        let store = try store()
        let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 >> 5) }
        let far = "/dev/shm/mediatools-\(getpid())-move"
        let file = fopen(far, "w")!
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        try await store.put(movingFile: far, as: "far/file")
        #expect(try await store.open("far/file").read(at: 0, count: 3_000_000) == bytes)
        #expect(access(far, F_OK) != 0)
        let copy = try await store.localCopy("far/file", into: "/dev/shm")
        #expect(try Workspace.bytes(copy) == bytes)
        unlink(copy)
    }

    @Test func aLocalCopyIsTheFileUnderASecondName() async throws {
        let store = try store()
        try await store.put([7, 8], as: "a/b")
        let copy = try await store.localCopy("a/b", into: space.path)
        #expect(try Workspace.bytes(copy) == [7, 8])
        var facts = stat()
        #expect(stat(copy, &facts) == 0 && facts.st_nlink == 2)
        try await store.delete("a/b")
        #expect(try Workspace.bytes(copy) == [7, 8])
        let folder = space.path
        await #expect(throws: BlobRefusal.notFound("a/b")) { try await store.localCopy("a/b", into: folder) }
    }

    @Test func listsInOrderByFolderAndByPage() async throws {
        let store = try store()
        // In the order of whole keys "-" and "." stand before the slash, "0" behind it.
        let keys = ["a-b/1", "a.b", "a/1", "a/b/2", "a/b0", "a0", "b/1", "b/2", "b/c/3", "top"]
        for key in keys.shuffled() { try await store.put([UInt8](key.utf8), as: key) }
        space.write([1], "blobs/no key")
        let all = try await store.list(limit: 100)
        #expect(all.map(\.key) == keys)
        #expect(all.map(\.bytes) == keys.map(\.utf8.count))
        #expect(try await store.list(under: "b", limit: 9).map(\.key) == ["b/1", "b/2", "b/c/3"])
        #expect(try await store.list(under: "none", limit: 9).isEmpty)
        #expect(try await store.list(under: "top", limit: 9).isEmpty)
        #expect(try await store.list(under: "b", after: "b/1", limit: 1).map(\.key) == ["b/2"])
        #expect(
            try await store.list(after: "a/a-name-that-is-not-there", limit: 2).map(\.key) == [
                "a/b/2", "a/b0",
            ])
        for size in 1...4 {
            var (paged, last) = ([String](), String?.none)
            while case let page = try await store.list(after: last, limit: size), !page.isEmpty {
                paged += page.map(\.key)
                last = paged.last
            }
            #expect(paged == keys)
        }
    }

    @Test func twoHundredPutsAtOnceAreAllWhole() async throws {
        let store = try store()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(number), count: 5000)
                    try await store.put(bytes, as: "k\(number % 7)/\(number).bin")
                    try await store.put(bytes, as: "shared/one")
                    let shared = try await store.open("shared/one").read(at: 0, count: 6000)
                    #expect(shared.count == 5000 && Set(shared).count == 1)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.list(limit: 1000).count == 201)
        #expect(Workspace.names(space["blobs/.incoming"]).isEmpty)
    }

    @Test func aFailedPutLeavesNothing() async throws {
        let store = try store()
        try await store.put([1], as: "folder/file")
        await #expect(throws: MediaFault.self) { try await store.put([2], as: "folder") }
        await #expect(throws: MediaFault.self) { try await store.put([2], as: "folder/file/below") }
        #expect(try await store.list(limit: 9).map(\.key) == ["folder/file"])
        #expect(Workspace.names(space["blobs/.incoming"]).isEmpty)
    }

    @Test func onlyStaleLeftoversAreSwept() async throws {
        let store = try store()
        let stale = space.write([1], "blobs/.incoming/stale")
        space.write([1], "blobs/.incoming/fresh")
        var past = [timeval(tv_sec: 0, tv_usec: 0), timeval(tv_sec: time(nil) - 100_000, tv_usec: 0)]
        utimes(stale, &past)
        _ = try self.store()
        #expect(Workspace.names(space["blobs/.incoming"]) == ["fresh"])
        utimes(space["blobs/.incoming/fresh"], &past)
        try await store.sweep()
        #expect(Workspace.names(space["blobs/.incoming"]).isEmpty)
    }
}
