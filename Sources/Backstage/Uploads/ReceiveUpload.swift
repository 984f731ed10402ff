import Glibc
import Hummingbird
import Markup
import Wire

extension App {
    /// Announces an upload. When this returns, its row and its empty file are on the disk.
    func beginUpload(bytes: Int64, filename: String, of account: AccountID) async throws -> ResumableUpload {
        guard bytes <= Limits.uploadBytes else { throw UploadFailure.tooLarge }
        let hasRoom = try await disk.run { [unfinishedFolder] in
            Self.hasRoom(for: bytes, in: unfinishedFolder)
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
                throw UploadFailure.overQuota(used: use.taken, allowed: use.allowed)
            }
            guard hasRoom else { throw UploadFailure.noRoom }
            try tx.insert(upload, now: now)
        }
        do {
            try await disk.run { [unfinishedFolder] in
                try UploadFile.make(upload.key, in: unfinishedFolder)
            }
        } catch {
            try await forget(upload)
            throw error
        }
        return upload
    }

    /// Writes what comes to the disk, and returns the upload with what is safe there.
    ///
    /// A line that breaks is an end like any other: what came is kept, or, where a checksum was to prove it,
    /// is not what it says. Memory: one piece (`UploadPen`), however much comes.
    func receive(
        _ body: RequestBody, into upload: ResumableUpload, from offset: Int64, _ checksum: Tus.Checksum?
    ) async throws -> ResumableUpload {
        guard uploadsInHand.take(upload.key) else { throw UploadFailure.inUse }
        defer { uploadsInHand.release(upload.key) }
        let path = "\(unfinishedFolder)/\(upload.key)"
        let file = try await disk.run { try UploadFile(path) }
        defer { file.unlock() }
        let standing = try await stand(of: upload, at: offset)
        try await disk.run { try file.cut(to: offset) }
        var pen = UploadPen(self, file, standing, checksum)
        do {
            var chunks = body.makeAsyncIterator()
            while let chunk = try? await chunks.next() { try await pen.take(chunk) }
            return try await pen.finish()
        } catch let failure as UploadFailure {
            // The disk may be too full for the row as well: then the bytes are sent again.
            try? await pen.stop()
            throw failure
        }
    }

    /// Where an upload stands, looked up once its file is locked and not before: another client may have
    /// moved it since the request was read, and what that one was told is safe must not be cut off.
    private func stand(of asked: ResumableUpload, at offset: Int64) async throws -> ResumableUpload {
        let now = clock.now()
        guard let upload = try await database.read({ try $0.upload(asked.key, of: asked.account, now: now) })
        else { throw UploadFailure.gone }
        guard upload.arrived == offset else { throw UploadFailure.offsetWrong(at: upload.arrived) }
        return upload
    }

    /// An upload ends, also while somebody writes it: they find it gone when they want to keep something.
    func forget(_ upload: ResumableUpload) async throws {
        _ = try await database.write { try $0.forgetUpload(upload.key) }
        try await disk.run { [unfinishedFolder] in _ = unlink("\(unfinishedFolder)/\(upload.key)") }
    }

    /// Whether the disk, with so many bytes more, is no fuller than it may be.
    private static func hasRoom(for bytes: Int64, in folder: String) -> Bool {
        var facts = statvfs()
        guard statvfs(folder, &facts) == 0, facts.f_blocks > 0 else { return true }
        let block = Int64(facts.f_frsize)
        let (all, free) = (Int64(facts.f_blocks) * block, Int64(facts.f_bavail) * block)
        return free - bytes > all * Int64(100 - Limits.diskPercentMax) / 100
    }
}
