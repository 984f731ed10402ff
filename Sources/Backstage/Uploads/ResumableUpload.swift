import Synchronization

/// A file that arrives in pieces, over hours if it must, and waits for a form to take it.
struct ResumableUpload: Sendable {
    let id: UploadID
    /// Its address's secret part, and its file's name in the unfinished folder.
    let key: String
    let account: AccountID
    let filename: String
    let bytes: Int64
    /// So many are safe on the disk.
    let arrived: Int64
    let expires: Int64

    var isWhole: Bool { arrived == bytes }
}

/// What an account takes up in the store, and may.
struct StorageUse: Sendable, Equatable {
    let stored: Int64
    /// Announced by uploads that are under way.
    let unfinished: Int64
    let uploads: Int
    var allowed: Int64 { Limits.storedBytesAnAccount }
    var left: Int64 { max(0, allowed - stored - unfinished) }
}

/// Which uploads are being written at this moment: two clients that write one at once would tear it. Across
/// processes the row's compare-and-set on `arrived` finds the second out.
final class UploadsInHand: Sendable {
    private let keys = Mutex<Set<String>>([])

    func take(_ key: String) -> Bool { keys.withLock { $0.insert(key).inserted } }
    func release(_ key: String) { keys.withLock { _ = $0.remove(key) } }
}

/// Why an upload did not go on. Clients are programs: the sentence is plain text.
enum UploadFailure: Error, Equatable {
    case unsigned
    case version
    case gone
    case lengthMissing
    case metadataBroken
    case tooLarge
    case overQuota(used: Int64, allowed: Int64)
    case tooManyUploads
    case contentType
    case offsetMissing
    case offsetWrong(at: Int64)
    case beyondLength
    case checksumUnknown
    case checksumWrong
    case inUse
    case diskFull

    var status: Int {
        switch self {
        case .unsigned: 401
        case .version: 412
        case .gone: 404
        case .lengthMissing, .metadataBroken, .offsetMissing, .checksumUnknown: 400
        case .tooLarge, .overQuota, .beyondLength: 413
        case .tooManyUploads: 429
        case .contentType: 415
        case .offsetWrong: 409
        // tus 1.0.0, Checksum.
        case .checksumWrong: 460
        case .inUse: 423
        case .diskFull: 507
        }
    }
}

extension Limits {
    /// Sent in pieces over hours: as much as a film of the greatest size.
    static let uploadBytes = Int64(videoBytes)
    /// Under way at once: a phone and a computer, and some that were forgotten.
    static let uploadsAtOnce = 5
    /// What everything of an account may take up: a few hundred films.
    static let storedBytesAnAccount: Int64 = 100 << 30
    /// Since the last byte.
    static let uploadHours: Int64 = 24
    /// What a crash may cost a client to send again.
    static let uploadSyncBytes = 64 << 20
    /// Gathered before the disk is asked: a tenth of the hops between threads.
    static let uploadPieceBytes = 1 << 20
    /// A disk that is fuller takes no new upload: the database needs the rest.
    static let diskPercentMax = 95
}
