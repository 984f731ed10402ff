/// What belongs to a word, seen from bytes.
extension UInt8 {
    var isWordASCII: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension Unicode.Scalar {
    var isWordScalar: Bool {
        if isASCII { return UInt8(truncatingIfNeeded: value).isWordASCII }
        if properties.isAlphabetic { return true }
        switch properties.generalCategory {
        case .decimalNumber, .nonspacingMark, .spacingMark: return true
        default: return false
        }
    }
}

extension [UInt8] {
    /// The scalar whose first byte stands here, and its length. The bytes are a String's, hence well formed.
    func scalar(at index: Int) -> (Unicode.Scalar, length: Int) {
        let first = self[index]
        guard first >= 0x80 else { return (Unicode.Scalar(first), 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        let start = UInt32(first) & (0xFF >> UInt32(length + 1))
        let value = self[index + 1..<index + length].reduce(start) { $0 << 6 | UInt32($1 & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
