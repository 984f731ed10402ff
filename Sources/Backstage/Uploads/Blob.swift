/// Content as the store keeps it: once, under a key that holds its hash, never changed.
struct Blob: Sendable, Equatable {
    let id: BlobID
    let key: String
    let bytes: Int64

    /// `ab/abcd…-12`: spread over 256 folders. The number tells content that arrives anew from the same
    /// content that is being taken away at this moment.
    static func key(hash: String, id: BlobID) -> String { "\(hash.prefix(2))/\(hash)-\(id)" }
}

/// Where a blob is in its life.
enum BlobState: Int {
    /// Its file may be there, in part or whole; nothing names it.
    case arriving = 0
    case here = 1
    /// Its file is being taken away.
    case condemned = 2
}

/// A name in an attachment's folder, and the blob it stands for: `480.webp`, `240p.mp4`.
struct NewMediaFile: Sendable {
    let name: String
    let blob: Blob
}
