import NIOCore

/// One stored file, open for reading. Any number of readers of one value never disturb each other: there is
/// no shared position.
public struct BlobReader: Sendable {
    /// Bytes, as they were when the file was opened.
    public let size: Int
    private let pieces: Pieces

    /// Hands over a range piece by piece, in order, none larger than `pieceBytes` and none empty. Called with
    /// ranges that hold something and lie in the file.
    public typealias Pieces =
        @Sendable (
            _ range: Range<Int>, _ pieceBytes: Int, _ take: (ByteBuffer) async throws -> Void
        ) async throws -> Void

    public init(size: Int, pieces: @escaping Pieces) {
        self.size = size
        self.pieces = pieces
    }

    /// Hands these bytes to `take`, piece by piece. The next piece is read when `take` has returned: whoever
    /// takes slowly costs one piece of memory, and whoever throws ends it. What lies behind the end of the
    /// file is left out. 64 to 256 KiB a piece serves well.
    public func send(
        _ range: Range<Int>, pieceBytes: Int, to take: (ByteBuffer) async throws -> Void
    ) async throws {
        precondition(range.lowerBound >= 0 && pieceBytes > 0, "Pieces are of something inside a file")
        let range = range.clamped(to: 0..<size)
        guard !range.isEmpty else { return }
        try await pieces(range, pieceBytes, take)
    }

    /// Up to `count` bytes from `position`; fewer at the end of the file, none behind it.
    public func read(at position: Int, count: Int) async throws -> [UInt8] {
        precondition(position >= 0 && count >= 0, "A file is read forwards from a place inside it")
        let end = min(size, position + min(count, size))
        guard position < end else { return [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - position)
        try await send(position..<end, pieceBytes: Self.readPieceBytes) { piece in
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }

    private static let readPieceBytes = 1 << 20
}
