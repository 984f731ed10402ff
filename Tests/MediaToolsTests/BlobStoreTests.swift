import Glibc
import MediaTools
import Testing

@Suite struct BlobStoreTests {
    private let space = Workspace()

    @Test func whatIsPutIsReadInRanges() throws {
        let store = try BlobStore.folder(space["blobs"])
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try store.put(bytes, as: "ab/cd/one.webp")
        let blob = try store.open("ab/cd/one.webp")
        #expect(blob.size == 100_000)
        #expect(try blob.read(at: 0, count: 200_000) == bytes)
        #expect(try blob.read(at: 99_990, count: 100) == Array(bytes[99_990...]))
        #expect(try blob.read(at: 100_000, count: 1).isEmpty)
        #expect(try blob.read(at: 500_000, count: 1).isEmpty)
        #expect(try blob.read(at: 7, count: 0).isEmpty)
        #expect(try store.size("ab/cd/one.webp") == 100_000)
    }

    @Test func puttingAgainReplacesAndAnOpenReaderKeepsTheOld() throws {
        let store = try BlobStore.folder(space["blobs"])
        try store.put([1, 1, 1], as: "k")
        let old = try store.open("k")
        try store.put([2, 2], as: "k")
        #expect(try old.read(at: 0, count: 9) == [1, 1, 1])
        #expect(try store.open("k").read(at: 0, count: 9) == [2, 2])
        try store.delete("k")
        try store.delete("k")
        #expect(throws: BlobRefusal.notFound("k")) { try store.open("k") }
        #expect(throws: BlobRefusal.notFound("k/x")) { try store.size("k/x") }
    }

    @Test(arguments: [
        "", "/", "a/", "/a", "a//b", "..", "../x", "a/../b", "a/..", "a..b", ".hidden", "a/.b", ".incoming/x",
        "a b",
        "a\0b", "a\nb", "é", "a\\b", "-rf", "a/-b", "a:b", "%2e%2e/x", "1/2/3/4/5/6/7/8/9",
        String(repeating: "x", count: 101),
    ])
    func badKeysAreRefusedByEveryVerb(key: String) throws {
        let store = try BlobStore.folder(space["blobs"])
        let file = space.write([1], "file")
        #expect(throws: BlobRefusal.badKey(key)) { try store.put([1], as: key) }
        #expect(throws: BlobRefusal.badKey(key)) { try store.put(movingFile: file, as: key) }
        #expect(throws: BlobRefusal.badKey(key)) { try store.open(key) }
        #expect(throws: BlobRefusal.badKey(key)) { try store.size(key) }
        #expect(throws: BlobRefusal.badKey(key)) { try store.delete(key) }
        #expect(throws: BlobRefusal.badKey(key)) { try store.list(under: key) }
        #expect(try store.list().isEmpty)
        #expect(Workspace.names(space.path) == ["blobs", "file"])
    }

    @Test func movingAFileTakesItAway() throws {
        let store = try BlobStore.folder(space["blobs"])
        let file = space.write([5, 6], "file")
        try store.put(movingFile: file, as: "x/y.bin")
        #expect(try store.open("x/y.bin").read(at: 0, count: 2) == [5, 6])
        #expect(access(file, F_OK) != 0)
        #expect(throws: MediaFault.self) { try store.put(movingFile: file, as: "x/z.bin") }
    }

    @Test(.enabled(if: access("/dev/shm", W_OK) == 0))
    func movingAcrossFileSystemsCopies() throws {
        let store = try BlobStore.folder(space["blobs"])
        let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 >> 5) }
        let far = "/dev/shm/mediatools-\(getpid())-move"
        let file = fopen(far, "w")!
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        try store.put(movingFile: far, as: "far/file")
        #expect(try store.open("far/file").read(at: 0, count: 3_000_000) == bytes)
        #expect(access(far, F_OK) != 0)
    }

    @Test func listsInOrderAndByFolder() throws {
        let store = try BlobStore.folder(space["blobs"])
        for key in ["b/2", "a/1", "b/c/3", "top"] { try store.put([0], as: key) }
        #expect(try store.list() == ["a/1", "b/2", "b/c/3", "top"])
        #expect(try store.list(under: "b") == ["b/2", "b/c/3"])
        #expect(try store.list(under: "none").isEmpty)
    }

    @Test func twoHundredPutsAtOnceAreAllWhole() async throws {
        let store = try BlobStore.folder(space["blobs"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(number), count: 5000)
                    try store.put(bytes, as: "k\(number % 7)/\(number).bin")
                    try store.put(bytes, as: "shared/one")
                    let shared = try store.open("shared/one").read(at: 0, count: 6000)
                    #expect(shared.count == 5000 && Set(shared).count == 1)
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.list().count == 201)
        #expect(Workspace.names(space["blobs/.incoming"]).isEmpty)
    }

    @Test func aFailedPutLeavesNothing() throws {
        let store = try BlobStore.folder(space["blobs"])
        try store.put([1], as: "folder/file")
        #expect(throws: MediaFault.self) { try store.put([2], as: "folder") }
        #expect(throws: MediaFault.self) { try store.put([2], as: "folder/file/below") }
        #expect(try store.list() == ["folder/file"])
        #expect(Workspace.names(space["blobs/.incoming"]).isEmpty)
    }

    @Test func onlyStaleLeftoversAreSwept() throws {
        _ = try BlobStore.folder(space["blobs"])
        let stale = space.write([1], "blobs/.incoming/stale")
        space.write([1], "blobs/.incoming/fresh")
        var past = [timeval(tv_sec: 0, tv_usec: 0), timeval(tv_sec: time(nil) - 100_000, tv_usec: 0)]
        utimes(stale, &past)
        _ = try BlobStore.folder(space["blobs"])
        #expect(Workspace.names(space["blobs/.incoming"]) == ["fresh"])
    }
}
