import Glibc

/// A file walked by position, read in pieces of 64 KiB and kept one at a time: a walk over 16 MB takes 256
/// reads and one piece of memory, however many small blocks it steps over.
struct FilePieces {
    let file: LocalFile
    private var piece: [UInt8] = []
    private var start = 0

    init(_ file: LocalFile) { self.file = file }

    var size: Int { file.size }

    /// Nil behind the end.
    mutating func byte(at position: Int) throws -> UInt8? {
        if position < start || position >= start + piece.count { try load(position) }
        let index = position - start
        return piece.indices.contains(index) ? piece[index] : nil
    }

    /// Exactly `count` bytes (at most a piece), or nil if the file does not have them.
    mutating func bytes(at position: Int, _ count: Int) throws -> ArraySlice<UInt8>? {
        precondition(count <= Self.pieceBytes, "A walk looks at small things")
        guard position >= 0, position + count <= size else { return nil }
        if position < start || position + count > start + piece.count { try load(position) }
        let index = position - start
        return index + count <= piece.count ? piece[index..<index + count] : nil
    }

    /// Where `byte` first stands at or after `position`.
    mutating func place(of byte: UInt8, from position: Int) throws -> Int? {
        var position = position
        while try self.byte(at: position) != nil {
            let index = position - start
            let found = piece.withUnsafeBytes { bytes -> Int? in
                guard let base = bytes.baseAddress else { return nil }
                let found = memchr(base + index, Int32(byte), bytes.count - index)
                return found.map { UnsafeRawPointer($0) - base }
            }
            if let found { return start + found }
            position = start + piece.count
        }
        return nil
    }

    private mutating func load(_ position: Int) throws {
        start = position
        piece = position < size ? try file.read(at: position, count: Self.pieceBytes) : []
    }

    private static let pieceBytes = 64 * 1024
}
