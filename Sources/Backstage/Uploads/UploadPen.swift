import CSodium
import NIOCore
import Wire

/// Writes what comes to an upload's file, and moves the upload's mark to what is safe.
///
/// Memory: one piece, however much comes. A piece is gathered and written at its place; after some pieces, or
/// half a minute, the file is synced, and then the row's `arrived` moves: never ahead of the disk. With a
/// checksum the row moves once, at the end, when the bytes are proved right.
struct UploadPen {
    private let app: App
    private let file: UploadFile
    private var upload: ResumableUpload
    private let checksum: Tus.Checksum?
    private var sum: UploadSum?
    private var gathered = ByteBuffer()
    /// Written so far; safe is what the row says.
    private var place: Int64
    private var synced: Int64

    /// The file has been cut to what has arrived.
    init(_ app: App, _ file: UploadFile, _ upload: ResumableUpload, _ checksum: Tus.Checksum?) {
        (self.app, self.file, self.upload, self.checksum) = (app, file, upload, checksum)
        sum = checksum.map { UploadSum($0.algorithm) }
        place = upload.arrived
        synced = app.clock.now()
    }

    mutating func take(_ chunk: ByteBuffer) async throws {
        guard place + Int64(gathered.readableBytes + chunk.readableBytes) <= upload.bytes else {
            throw UploadFailure.beyondLength
        }
        gathered.writeImmutableBuffer(chunk)
        let isDue = app.clock.now() - synced >= Limits.uploadSyncMilliseconds
        guard isDue || gathered.readableBytes >= Limits.uploadPieceBytes else { return }
        try await write()
        let isMuch = place - upload.arrived >= Int64(Limits.uploadSyncBytes)
        if checksum == nil, isDue || isMuch { try await keep() }
    }

    /// Nothing more comes: all of it counts, or with a checksum all or nothing.
    mutating func finish() async throws -> ResumableUpload {
        try await write()
        guard sum?.digest == checksum?.digest else {
            try await drop()
            throw UploadFailure.checksumWrong
        }
        try await keep()
        return upload
    }

    /// Something went wrong: what was written counts, unless a checksum was to prove it.
    mutating func stop() async throws {
        guard checksum == nil else { return try await drop() }
        try await keep()
    }

    private mutating func write() async throws {
        guard gathered.readableBytes > 0 else { return }
        let (piece, at, before) = (gathered, place, sum)
        gathered.clear(minimumCapacity: Limits.uploadPieceBytes)
        sum = try await app.disk.run { [file] in
            try piece.withUnsafeReadableBytes { bytes in
                try file.write(bytes, at: at)
                return before?.adding(bytes)
            }
        }
        place += Int64(piece.readableBytes)
    }

    private func drop() async throws {
        try await app.disk.run { [file, upload] in try file.cut(to: upload.arrived) }
    }

    private mutating func keep() async throws {
        // An upload's day begins with a byte, not with a request.
        guard place > upload.arrived else { return }
        try await app.disk.run { [file] in try file.sync() }
        synced = app.clock.now()
        var moved = upload
        (moved.arrived, moved.expires) = (place, synced + Limits.uploadHours * 3_600_000)
        let isOurs = try await app.database.write { [upload, moved] in try $0.move(upload, to: moved) }
        // Ended, swept, or taken by a form meanwhile: nobody waits for these bytes.
        guard isOurs else { throw UploadFailure.gone }
        upload = moved
    }
}

/// A checksum under way.
private enum UploadSum: Sendable {
    case sha1(SHA1)
    case sha256(crypto_hash_sha256_state)

    init(_ algorithm: Tus.Algorithm) {
        switch algorithm {
        case .sha1: self = .sha1(SHA1())
        case .sha256:
            var state = crypto_hash_sha256_state()
            crypto_hash_sha256_init(&state)
            self = .sha256(state)
        }
    }

    func adding(_ bytes: UnsafeRawBufferPointer) -> UploadSum {
        switch self {
        case .sha1(var sum):
            sum.update(bytes)
            return .sha1(sum)
        case .sha256(var state):
            let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
            crypto_hash_sha256_update(&state, start, UInt64(bytes.count))
            return .sha256(state)
        }
    }

    var digest: [UInt8] {
        switch self {
        case .sha1(let sum): return sum.digest()
        case .sha256(var state):
            var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
            crypto_hash_sha256_final(&state, &digest)
            return digest
        }
    }
}
