/// What a `Range` header asks of something so many bytes long (RFC 9110, 14.1.2 and 14.2).
public enum ByteRange: Sendable, Equatable {
    /// No range, or one that need not be understood: everything, with 200.
    case whole
    /// 206 with `Content-Range: bytes first-last/length`. Never empty.
    case part(Range<Int>)
    /// 416 with `Content-Range: bytes */length`.
    case unsatisfiable

    /// Several ranges are answered with the whole, as any server may: players never ask for them, and many
    /// small overlapping ones are an attack (RFC 9110, 17.15).
    public static func parse(_ header: String?, length: Int) -> ByteRange {
        precondition(length >= 0, "a length is not negative")
        guard let header, header.utf8.count <= headerBytesMax, header.lowercased().hasPrefix("bytes=") else {
            return .whole
        }
        let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Position(ends[0]), let last = Position(ends[1]) else {
            return .whole
        }
        switch (first, last) {
        case (.none, .none): return .whole
        case (.none, .at(0)): return .unsatisfiable
        // The last so many bytes; of nothing that is all of it.
        case (.none, .at(let count)): return length == 0 ? .whole : .part(max(0, length - count)..<length)
        case (.at(let start), .at(let end)) where start > end: return .whole
        case (.at(let start), _) where start >= length: return .unsatisfiable
        case (.at(let start), .none): return .part(start..<length)
        case (.at(let start), .at(let end)): return .part(start..<min(end, length - 1) + 1)
        }
    }

    /// Two numbers of 64 bits, with room.
    private static let headerBytesMax = 100

    /// One end of a range: digits or nothing. A number beyond what fits lies beyond any end, and counts as
    /// the largest.
    private enum Position {
        case none
        case at(Int)

        init?(_ text: Substring) {
            let digits = text.utf8.drop { $0 == 32 || $0 == 9 }.reversed().drop { $0 == 32 || $0 == 9 }
                .reversed()
            guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
            let number = digits.reduce(0) { sum, digit -> Int in
                let (tens, isOver) = sum.multipliedReportingOverflow(by: 10)
                let (next, isOverToo) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
                return isOver || isOverToo ? .max : next
            }
            self = digits.isEmpty ? .none : .at(number)
        }
    }
}
