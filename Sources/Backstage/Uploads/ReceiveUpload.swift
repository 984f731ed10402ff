import CSodium
import Database
import Foundation
import Glibc
import Hummingbird
import Markup
import NIOCore
import Wire

extension App {
    /// Announces an upload; its file is made with the first byte.
    func beginUpload(bytes: Int64, filename: String, of account: AccountID) async throws -> ResumableUpload {
        guard bytes <= Limits.uploadBytes else { throw UploadFailure.tooLarge }
        guard try await disk.run({ [unfinishedFolder] in Self.hasRoom(for: bytes, in: unfinishedFolder) })
        else {
            throw UploadFailure.diskFull
        }
        let now = clock.now()
        let name = String(Cleaning.line(filename).prefix(Limits.filenameCharacters))
        let upload = ResumableUpload(
            id: ids.next(), key: chance.name(), account: account, filename: name, bytes: bytes, arrived: 0,
            expires: now + Limits.uploadHours * 3_600_000)
        try await database.write { tx in
            // Held, so that two announced at once do not both find the last room.
            try tx.lock(account.raw)
            let use = try tx.storage(of: account, now: now)
            guard use.uploads < Limits.uploadsAtOnce else { throw UploadFailure.tooManyUploads }
            guard bytes <= use.left else {
                throw UploadFailure.overQuota(used: use.stored + use.unfinished, allowed: use.allowed)
            }
            try tx.insert(upload, now: now)
        }
        return upload
    }

    /// Writes what comes to the disk, and says how much is safe there when all has come, or when the line
    /// broke.
    ///
    /// Memory: one piece, however large the upload. With a checksum nothing counts until it is proved right.
    func receive(
        _ body: RequestBody, into upload: ResumableUpload, from offset: Int64, _ checksum: Tus.Checksum?
    ) async throws -> Int64 {
        guard uploadsInHand.take(upload.key) else { throw UploadFailure.inUse }
        defer { uploadsInHand.release(upload.key) }
        let file = try await disk.run { [unfinishedFolder] in
            try UploadFile("\(unfinishedFolder)/\(upload.key)", from: offset)
        }
        var pen = UploadPen(app: self, upload: upload, file: file, offset: offset, checksum: checksum)
        do {
            for try await chunk in body { try await pen.take(chunk) }
        } catch let failure as UploadFailure {
            try await pen.stop()
            throw failure
        } catch {
            // The line broke: what came is kept.
            try await pen.stop()
            throw error
        }
        return try await pen.finish()
    }

    func forget(_ upload: ResumableUpload) async throws {
        _ = try await database.write { try $0.forgetUpload(upload.key) }
        try await disk.run { [unfinishedFolder] in _ = unlink("\(unfinishedFolder)/\(upload.key)") }
    }

    /// Whether so many bytes leave the disk some air.
    private static func hasRoom(for bytes: Int64, in folder: String) -> Bool {
        var facts = statvfs()
        guard statvfs(folder, &facts) == 0, facts.f_blocks > 0 else { return true }
        let block = Int64(facts.f_frsize)
        let (all, free) = (Int64(facts.f_blocks) * block, Int64(facts.f_bavail) * block)
        return free - bytes > all * Int64(100 - Limits.diskPercentMax) / 100
    }

    // MARK: Upkeep

    /// Takes away uploads that nobody went on with for a day, and files in the unfinished folder that
    /// belong to nothing any more.
    func sweepResumableUploads() async throws {
        let now = clock.now()
        for key in try await database.read({ try $0.expiredUploads(now: now) }) {
            guard uploadsInHand.take(key) else { continue }
            defer { uploadsInHand.release(key) }
            _ = try await database.write { try $0.forgetUpload(key) }
            try await disk.run { [unfinishedFolder] in _ = unlink("\(unfinishedFolder)/\(key)") }
        }
        let old = try await disk.run { [unfinishedFolder] in try Self.oldNames(in: unfinishedFolder) }
        let known = try await database.read { try $0.knownUploads(old) }
        try await disk.run { [unfinishedFolder] in
            for name in old where !known.contains(name) {
                try? FileManager.default.removeItem(atPath: "\(unfinishedFolder)/\(name)")
            }
        }
    }

    /// Names in a folder that nobody has touched for a day: at most a thousand.
    private static func oldNames(in folder: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Array(
            names.filter { name in
                var facts = stat()
                return stat("\(folder)/\(name)", &facts) == 0
                    && time(nil) - facts.st_mtim.tv_sec > Int(Limits.uploadHours) * 3_600
            }.prefix(1_000))
    }
}

/// An upload's file, open for writing at a place. What stands behind that place was never acknowledged,
/// and goes.
private final class UploadFile: Sendable {
    private let descriptor: Int32
    private let path: String

    init(_ path: String, from offset: Int64) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DiskFault(doing: "open", path: path, number: errno) }
        guard ftruncate(descriptor, off_t(offset)) == 0 else {
            close(descriptor)
            throw DiskFault(doing: "cut", path: path, number: errno)
        }
    }

    deinit { close(descriptor) }

    func write(_ buffer: ByteBuffer, at place: Int64) throws {
        try buffer.withUnsafeReadableBytes { bytes in
            var done = 0
            while done < bytes.count {
                let wrote = pwrite(
                    descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done,
                    off_t(place) + off_t(done))
                if wrote < 0, errno == EINTR { continue }
                guard wrote > 0 else {
                    if errno == ENOSPC || errno == EDQUOT { throw UploadFailure.diskFull }
                    throw DiskFault(doing: "write", path: path, number: errno)
                }
                done += wrote
            }
        }
    }

    func sync() throws {
        guard fsync(descriptor) == 0 else {
            if errno == ENOSPC || errno == EDQUOT { throw UploadFailure.diskFull }
            throw DiskFault(doing: "sync", path: path, number: errno)
        }
    }

    func cut(to offset: Int64) throws {
        guard ftruncate(descriptor, off_t(offset)) == 0 else {
            throw DiskFault(doing: "cut", path: path, number: errno)
        }
    }

    func digest(from start: Int64, to end: Int64, _ algorithm: Tus.Algorithm) throws -> [UInt8] {
        var sha1 = SHA1()
        var sha256 = crypto_hash_sha256_state()
        crypto_hash_sha256_init(&sha256)
        var place = start
        var piece = [UInt8](repeating: 0, count: Limits.uploadPieceBytes)
        while place < end {
            let got = pread(descriptor, &piece, min(piece.count, Int(end - place)), off_t(place))
            guard got > 0 else { throw DiskFault(doing: "read", path: path, number: errno) }
            if algorithm == .sha1 {
                sha1.update(Array(piece[..<got]))
            } else {
                crypto_hash_sha256_update(&sha256, piece, UInt64(got))
            }
            place += Int64(got)
        }
        guard algorithm == .sha256 else { return sha1.digest() }
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256_final(&sha256, &digest)
        return digest
    }
}

/// Gathers what comes into pieces, writes them, and moves the upload's mark to what is safe.
private struct UploadPen {
    let app: App
    let upload: ResumableUpload
    let file: UploadFile
    let offset: Int64
    let checksum: Tus.Checksum?
    /// Written so far, and safe so far.
    private var place: Int64
    private var safe: Int64
    private var gathered = ByteBuffer()

    init(app: App, upload: ResumableUpload, file: UploadFile, offset: Int64, checksum: Tus.Checksum?) {
        (self.app, self.upload, self.file, self.offset, self.checksum) = (app, upload, file, offset, checksum)
        (place, safe) = (offset, offset)
    }

    mutating func take(_ chunk: ByteBuffer) async throws {
        guard place + Int64(gathered.readableBytes + chunk.readableBytes) <= upload.bytes else {
            throw UploadFailure.beyondLength
        }
        gathered.writeImmutableBuffer(chunk)
        guard gathered.readableBytes >= Limits.uploadPieceBytes else { return }
        try await write()
        if checksum == nil, place - safe >= Int64(Limits.uploadSyncBytes) { try await keep() }
    }

    mutating func finish() async throws -> Int64 {
        try await write()
        if let checksum {
            let (start, end) = (offset, place)
            let digest = try await app.disk.run { [file] in
                try file.digest(from: start, to: end, checksum.algorithm)
            }
            guard digest == checksum.digest else {
                try await app.disk.run { [file] in try file.cut(to: start) }
                throw UploadFailure.checksumWrong
            }
        }
        try await keep()
        return safe
    }

    /// The line broke, or the disk is full: what came counts, unless a checksum was to prove it.
    mutating func stop() async throws {
        guard checksum == nil else { return }
        // A disk that is full takes no more; what it took is safe all the same.
        try? await write()
        try await keep()
    }

    private mutating func write() async throws {
        guard gathered.readableBytes > 0 else { return }
        let (piece, at) = (gathered, place)
        gathered.clear(minimumCapacity: Limits.uploadPieceBytes)
        try await app.disk.run { [file] in try file.write(piece, at: at) }
        place += Int64(piece.readableBytes)
    }

    private mutating func keep() async throws {
        try await app.disk.run { [file] in try file.sync() }
        let (old, new) = (safe, place)
        let expires = app.clock.now() + Limits.uploadHours * 3_600_000
        let isOurs = try await app.database.write { [upload] in
            try $0.advance(upload, from: old, to: new, expires: expires)
        }
        guard isOurs else { throw UploadFailure.inUse }
        safe = new
    }
}
