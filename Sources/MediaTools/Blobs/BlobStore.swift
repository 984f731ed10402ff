/// Keeps files under keys such as `ab/9f27…-12`. A struct of closures, as a store may be a folder, a bucket
/// of S3, or a test's own; keys are checked here, before any closure is called, with `BlobRefusal.badKey`.
///
/// A file is whole or absent, never half there, and once a put has returned it is kept for good: it
/// outlives a power cut, or lies where the object store promises the same. Putting under a key in use
/// replaces the file. No call holds one of Swift's own threads while it waits for a disk or a network.
///
/// Throws `BlobRefusal` when nothing is stored there, `MediaFault` when a local file or disk fails, and
/// `BlobFault` when the object store does.
public struct BlobStore: Sendable {
    private let closures: Closures

    /// A store of one's own.
    public init(_ closures: Closures) { self.closures = closures }

    /// Stores these bytes.
    public func put(_ bytes: [UInt8], as key: String) async throws {
        try await closures.putBytes(bytes, BlobKey(key).text)
    }

    /// Takes the file at `path` over; afterwards it is gone from there. If it throws, the file is still where
    /// it was, and the put may be tried again. A folder renames where both lie on one file system, and copies
    /// otherwise.
    public func put(movingFile path: String, as key: String) async throws {
        try await closures.putFile(path, BlobKey(key).text)
    }

    /// Opens for reading by range. Throws `BlobRefusal.notFound`. One request to an object store, or none for
    /// callers who know the file's size: then what is missing, or has another size, shows when it is read.
    public func open(_ key: String, knownBytes: Int? = nil) async throws -> BlobReader {
        try await closures.open(BlobKey(key).text, knownBytes)
    }

    /// Bytes. Throws `BlobRefusal.notFound`.
    public func size(_ key: String) async throws -> Int {
        try await open(key).size
    }

    /// Removes the file; one that is not there is no error, so that a repeated job succeeds.
    public func delete(_ key: String) async throws {
        try await closures.delete(BlobKey(key).text)
    }

    /// At most `limit` files in ascending order of their keys: those below the folder `under` such as `ab`,
    /// and behind the key `after`. Fewer than `limit` means that there are no more. What lies there under
    /// names that are no keys is passed over.
    public func list(
        under folder: String? = nil, after key: String? = nil, limit: Int
    ) async throws -> [BlobEntry] {
        precondition(limit > 0, "A page has room for something")
        let folder = try folder.map { try BlobKey($0).text }
        return try await closures.list(folder, key.map { try BlobKey($0).text }, limit)
    }

    /// The path of a file in `folder` with this content, for programs that read files. The caller deletes it,
    /// and nobody writes to it: in a folder store it is the blob itself under a second name (a hard link),
    /// unless `folder` lies on another file system. From an object store it is a download.
    public func localCopy(_ key: String, into folder: String) async throws -> String {
        try await closures.localCopy(BlobKey(key).text, folder)
    }

    /// A signed address that anyone may read the file at for so many seconds (at most a week), answered with
    /// this content type. Nil where readers get the bytes from us: a folder, or a bucket set to be proxied.
    /// Asks nobody, so it also makes addresses of files that are not there.
    public func address(of key: String, seconds: Int, contentType: String) -> String? {
        precondition(seconds > 0, "An address lives for a while")
        guard let key = try? BlobKey(key) else { return nil }
        return closures.address(key.text, seconds, contentType)
    }

    /// Takes away what puts left behind that were cut off more than a day ago: nothing that a key names. For
    /// upkeep; a folder store also does so when it is made.
    public func sweep() async throws {
        try await closures.sweep()
    }

    /// What a store does. The closures are handed checked keys only.
    public struct Closures: Sendable {
        public var putBytes: @Sendable (_ bytes: [UInt8], _ key: String) async throws -> Void
        public var putFile: @Sendable (_ path: String, _ key: String) async throws -> Void
        public var open: @Sendable (_ key: String, _ knownBytes: Int?) async throws -> BlobReader
        public var delete: @Sendable (_ key: String) async throws -> Void
        public var list:
            @Sendable (_ under: String?, _ after: String?, _ limit: Int) async throws -> [BlobEntry]
        public var localCopy: @Sendable (_ key: String, _ folder: String) async throws -> String
        public var address: @Sendable (_ key: String, _ seconds: Int, _ contentType: String) -> String?
        public var sweep: @Sendable () async throws -> Void

        public init(
            putBytes: @escaping @Sendable (_ bytes: [UInt8], _ key: String) async throws -> Void,
            putFile: @escaping @Sendable (_ path: String, _ key: String) async throws -> Void,
            open: @escaping @Sendable (_ key: String, _ knownBytes: Int?) async throws -> BlobReader,
            delete: @escaping @Sendable (_ key: String) async throws -> Void,
            list:
                @escaping @Sendable (
                    _ under: String?, _ after: String?, _ limit: Int
                ) async throws -> [BlobEntry],
            localCopy: @escaping @Sendable (_ key: String, _ folder: String) async throws -> String,
            address: @escaping @Sendable (_ key: String, _ seconds: Int, _ contentType: String) -> String?,
            sweep: @escaping @Sendable () async throws -> Void
        ) {
            self.putBytes = putBytes
            self.putFile = putFile
            self.open = open
            self.delete = delete
            self.list = list
            self.localCopy = localCopy
            self.address = address
            self.sweep = sweep
        }
    }
}

/// One stored file, as a list names it.
public struct BlobEntry: Sendable, Hashable {
    public let key: String
    public let bytes: Int

    public init(key: String, bytes: Int) {
        self.key = key
        self.bytes = bytes
    }
}
