/// What a `Range` header asks of something so many bytes long (RFC 9110, 14.1.2 and 14.2).
public enum ByteRange: Sendable, Equatable {
    /// No range, or one we need not understand: the whole.
    case whole
    case part(Range<Int>)
    /// 416 with `Content-Range: bytes */length`.
    case unsatisfiable

    /// Several ranges are answered with the whole, which a server may always do.
    public static func parse(_ header: String?, length: Int) -> ByteRange {
        guard let header, header.lowercased().hasPrefix("bytes=") else { return .whole }
        let set = header.dropFirst("bytes=".count)
        guard !set.contains(","), let dash = set.firstIndex(of: "-") else { return .whole }
        let (first, last) = (trimmed(set[..<dash]), trimmed(set[set.index(after: dash)...]))
        guard isNumber(first), isNumber(last), !(first.isEmpty && last.isEmpty) else { return .whole }
        if first.isEmpty {
            let count = min(Int(last) ?? .max, length)
            return count == 0 ? .unsatisfiable : .part(length - count..<length)
        }
        let from = Int(first) ?? .max
        let to = last.isEmpty ? Int.max : Int(last) ?? .max
        guard from <= to else { return .whole }
        guard from < length else { return .unsatisfiable }
        return .part(from..<min(to, length - 1) + 1)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
    private static func isNumber(_ text: Substring) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }
}
