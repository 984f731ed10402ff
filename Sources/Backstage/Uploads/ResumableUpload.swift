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
    var arrived: Int64
    var expires: Int64

    var isWhole: Bool { arrived == bytes }
}

/// What an account takes up in the store, and may.
struct StorageUse: Sendable, Equatable {
    let stored: Int64
    /// Announced by uploads that wait, arrived or not.
    let unfinished: Int64
    let uploads: Int

    var allowed: Int64 { Limits.storedBytesAnAccount }
    var taken: Int64 { stored + unfinished }
    var left: Int64 { max(0, allowed - taken) }
}

/// Which uploads this process is writing: at most as many as it has connections. A second client is told so
/// before the disk is asked; what holds across processes is the lock on the file (`UploadFile`).
final class UploadsInHand: Sendable {
    private let keys = Mutex<Set<String>>([])

    func take(_ key: String) -> Bool { keys.withLock { $0.insert(key).inserted } }
    func release(_ key: String) { keys.withLock { _ = $0.remove(key) } }
}
