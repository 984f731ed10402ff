/// Where an address in a text begins and ends. RFC 3986 (appendix C) leaves it to whoever reads; this is what
/// people expect.
extension ProseScanner {
    /// Takes the link that begins here, if one does; returns where to go on.
    mutating func passLink(at start: Int) -> Int {
        guard let host = hostStart(at: start), !isWord(before: start) else { return start + 1 }
        var end = host
        while end < bytes.count, let length = addressLength(at: end) { end += length }
        let address = start..<trimmedEnd(start..<end)
        if address.count <= Self.linkBytesMax, isHost(host..<address.upperBound) {
            take(.link, address, named: address, most: Prose.linksMax)
        }
        // Also when it is not taken: no tag or mention lives inside an address.
        return address.upperBound > host ? address.upperBound : end
    }

    /// Where the host begins, if `http://` or `https://` stands here.
    private func hostStart(at start: Int) -> Int? {
        for scheme in ["https://", "http://"] {
            let end = start + scheme.utf8.count
            guard end <= bytes.count else { continue }
            // OR with 0x20 lowers ASCII letters and leaves `:` and `/` as they are.
            if zip(bytes[start..<end], scheme.utf8).allSatisfy({ $0 | 0x20 == $1 }) { return end }
        }
        return nil
    }

    /// Bytes of the scalar here if an address goes on with it: not spaces, quotes, brackets of markup,
    /// controls, nor the punctuation of other scripts (a Chinese sentence ends with 。 right after the
    /// address).
    private func addressLength(at index: Int) -> Int? {
        let byte = bytes[index]
        if byte < 0x80 { return byte <= 0x20 || byte == 0x7F || Self.addressEnds.contains(byte) ? nil : 1 }
        let (scalar, length) = bytes.scalar(at: index)
        switch scalar.properties.generalCategory {
        // The joiners hold an emoji or a Persian word together.
        case .format where scalar.value == 0x200C || scalar.value == 0x200D: return length
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .initialPunctuation,
            .finalPunctuation, .openPunctuation, .closePunctuation, .otherPunctuation:
            return nil
        default: return length
        }
    }

    private static let addressEnds = Set("<>\"`\\^{}|".utf8)

    /// A sentence's full stop is not the address's; a closing bracket is, if it was opened within.
    private func trimmedEnd(_ range: Range<Int>) -> Int {
        var round = balance(range, UInt8(ascii: "("), UInt8(ascii: ")"))
        var square = balance(range, UInt8(ascii: "["), UInt8(ascii: "]"))
        var end = range.upperBound
        while end > range.lowerBound {
            switch bytes[end - 1] {
            case UInt8(ascii: ")") where round < 0: round += 1
            case UInt8(ascii: "]") where square < 0: square += 1
            case let byte where Self.looseEnds.contains(byte): break
            default: return end
            }
            end -= 1
        }
        return end
    }

    private static let looseEnds = Set(".,:;!?'*".utf8)

    private func balance(_ range: Range<Int>, _ open: UInt8, _ close: UInt8) -> Int {
        bytes[range].reduce(0) { $0 + ($1 == open ? 1 : $1 == close ? -1 : 0) }
    }

    /// Begins with a letter or digit, and has no `@`: `https://bank.example@evil.example` reads as the
    /// bank's.
    private func isHost(_ rest: Range<Int>) -> Bool {
        guard let first = bytes[rest].first, first >= 0x80 || first.isWordASCII else { return false }
        let host = bytes[rest].prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        return !host.contains(UInt8(ascii: "@"))
    }
}
