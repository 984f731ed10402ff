/// Keeps files under keys such as `ab/cd/9f27.webp`. A struct of closures, as a store may be a folder, a
/// bucket, or a test's own; keys are checked here, before any of them is called, with `BlobRefusal.badKey`.
///
/// A file is whole or absent, never half there, and once a put has returned it outlives a power cut. Putting
/// under a key in use replaces the file. Every call blocks for the disk: not for Swift's cooperative threads.
public struct BlobStore: Sendable {
    private let putBytes: @Sendable (_ bytes: [UInt8], _ key: String) throws -> Void
    private let putFile: @Sendable (_ path: String, _ key: String) throws -> Void
    private let reader: @Sendable (_ key: String) throws -> BlobReader
    private let remove: @Sendable (_ key: String) throws -> Void
    private let keys: @Sendable (_ folder: String?) throws -> [String]

    /// A store of one's own. The closures are handed checked keys only.
    public init(
        putBytes: @escaping @Sendable (_ bytes: [UInt8], _ key: String) throws -> Void,
        putFile: @escaping @Sendable (_ path: String, _ key: String) throws -> Void,
        reader: @escaping @Sendable (_ key: String) throws -> BlobReader,
        remove: @escaping @Sendable (_ key: String) throws -> Void,
        keys: @escaping @Sendable (_ folder: String?) throws -> [String]
    ) {
        self.putBytes = putBytes
        self.putFile = putFile
        self.reader = reader
        self.remove = remove
        self.keys = keys
    }

    /// Stores these bytes.
    public func put(_ bytes: [UInt8], as key: String) throws {
        try putBytes(bytes, BlobKey(key).text)
    }

    /// Takes the file at `path` over; afterwards it is gone from there. A rename where both lie on one file
    /// system, a copy otherwise.
    public func put(movingFile path: String, as key: String) throws {
        try putFile(path, BlobKey(key).text)
    }

    /// Opens for reading by range. Throws `BlobRefusal.notFound`.
    public func open(_ key: String) throws -> BlobReader {
        try reader(BlobKey(key).text)
    }

    /// Bytes. Throws `BlobRefusal.notFound`.
    public func size(_ key: String) throws -> Int {
        try open(key).size
    }

    /// Removes the file; one that is not there is no error, so that a repeated job succeeds.
    public func delete(_ key: String) throws {
        try remove(BlobKey(key).text)
    }

    /// All keys in ascending order, or those below one folder such as `ab/cd`. For upkeep: it walks the whole
    /// store and holds every key in memory.
    public func list(under folder: String? = nil) throws -> [String] {
        try keys(folder.map { try BlobKey($0).text }).sorted()
    }
}
