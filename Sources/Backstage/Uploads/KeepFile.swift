import Database
import Foundation
import MediaTools

extension App {
    /// Puts a file's content into the store, once however often it arrives, and returns its blob for a
    /// transaction to name within a day. The file is gone afterwards.
    ///
    /// The row stands before the file does: whatever is cut off in between is known, and swept. Costs reading
    /// the file once for its hash, and a rename (a folder) or an upload (S3).
    func keep(file path: String) async throws -> Blob {
        let (hash, bytes) = try await disk.run {
            (try Hash.sha256(file: path), try LocalFile(path: path).size)
        }
        let now = clock.now()
        if let known = try await database.write({ try $0.touchBlob(hash: hash, now: now) }) {
            try? FileManager.default.removeItem(atPath: path)
            return known
        }
        let id: BlobID = ids.next()
        let blob = Blob(id: id, key: Blob.key(hash: hash, id: id), bytes: Int64(bytes))
        try await database.write { try $0.announce(blob, hash: hash, now: now) }
        try await media.put(movingFile: path, as: blob.key)
        return try await database.write { try $0.arrive(blob, hash: hash, now: now) }
    }

    /// The same for bytes of our own making: a playlist, captions.
    func keep(bytes: [UInt8]) async throws -> Blob {
        let path = "\(unfinishedFolder)/\(chance.name())"
        try await disk.run { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
        return try await keep(file: path)
    }

    /// An unguessable folder, spread over 256 so that none grows without end.
    func mediaFolder() -> String {
        let name = chance.name()
        return "\(name.prefix(2))/\(name)"
    }

    /// A folder for a decoder to write into, taken away afterwards whatever happened.
    func withWorkFolder<T: Sendable>(_ work: (String) async throws -> T) async throws -> T {
        let folder = "\(unfinishedFolder)/\(chance.name())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await work(folder)
    }
}
