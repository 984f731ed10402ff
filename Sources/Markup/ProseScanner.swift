/// A stretch of a text: plain words, or something that can be live.
struct ProsePiece: Equatable {
    enum Kind { case words, link, tag, mention }

    let kind: Kind
    /// Without the # of a tag and the @ of a mention.
    let text: String
}

/// Cuts a text into pieces, in one pass from left to right over its bytes.
///
/// Only three bytes can begin something live: `h`, `#` and `@`. Each is looked at once and every run it opens
/// is either taken or passed over whole, so no text makes the scan more than linear.
struct ProseScanner {
    /// Longer than any address people share; a longer one is text.
    static let linkBytesMax = 2_048
    /// Scalars of a tag's name; a longer word is not a name.
    static let tagScalarsMax = 50
    static let handleBytes = 3...30

    let bytes: [UInt8]
    private var pieces: [ProsePiece] = []
    private var wordsStart = 0
    private var counts: [ProsePiece.Kind: Int] = [:]

    static func pieces(of text: String) -> [ProsePiece] {
        var scanner = ProseScanner(bytes: Array(text.utf8))
        scanner.scan()
        return scanner.pieces
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func scan() {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "h"), UInt8(ascii: "H"): index = passLink(at: index)
            case UInt8(ascii: "#"): index = passTag(at: index)
            case UInt8(ascii: "@"): index = passMention(at: index)
            default: index += 1
            }
        }
        takeWords(until: bytes.count)
    }

    mutating func take(
        _ kind: ProsePiece.Kind, _ whole: Range<Int>, named name: Range<Int>, most: Int
    ) {
        guard counts[kind, default: 0] < most else { return }
        counts[kind, default: 0] += 1
        takeWords(until: whole.lowerBound)
        pieces.append(ProsePiece(kind: kind, text: String(decoding: bytes[name], as: UTF8.self)))
        wordsStart = whole.upperBound
    }

    private mutating func takeWords(until end: Int) {
        guard wordsStart < end else { return }
        let words = String(decoding: bytes[wordsStart..<end], as: UTF8.self)
        pieces.append(ProsePiece(kind: .words, text: words))
        wordsStart = end
    }

    private mutating func passTag(at start: Int) -> Int {
        guard !isWord(before: start), !follows(start, "#&/") else { return start + 1 }
        var (end, scalars, hasLetter) = (start + 1, 0, false)
        while end < bytes.count {
            let (scalar, length) = bytes.scalar(at: end)
            guard scalar.isWordScalar, !scalar.properties.isDefaultIgnorableCodePoint else { break }
            hasLetter = hasLetter || scalar.properties.isAlphabetic
            (end, scalars) = (end + length, scalars + 1)
        }
        if hasLetter, scalars <= Self.tagScalarsMax {
            take(.tag, start..<end, named: start + 1..<end, most: Prose.tagsMax)
        }
        return end
    }

    private mutating func passMention(at start: Int) -> Int {
        guard !isWord(before: start), !follows(start, "@/") else { return start + 1 }
        var end = start + 1
        while end < bytes.count, bytes[end].isWordASCII { end += 1 }
        let name = start + 1..<end
        // `@ben@elsewhere` names somebody of another site; `@benoît` is nobody's handle.
        let goesOn =
            end < bytes.count && (bytes[end] == UInt8(ascii: "@") || bytes.scalar(at: end).0.isWordScalar)
        if Self.handleBytes.contains(name.count), !goesOn {
            take(.mention, start..<end, named: name, most: Prose.mentionsMax)
        }
        return end
    }

    private func follows(_ index: Int, _ marks: String) -> Bool {
        index > 0 && marks.utf8.contains(bytes[index - 1])
    }

    /// Whether a letter, digit, mark or underscore of any script stands before: then we are inside a word.
    func isWord(before index: Int) -> Bool {
        guard index > 0 else { return false }
        var start = index - 1
        while bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return bytes.scalar(at: start).0.isWordScalar
    }
}
