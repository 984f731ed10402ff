/// The lines of a file of captions, in blocks between empty ones.
struct CaptionLines {
    private let lines: [String]

    /// Takes off a byte order mark; LF, CR and both together end a line (WebVTT 6.1). Control characters are
    /// dropped, so none reaches a page.
    init(_ bytes: [UInt8]) throws(CaptionRefusal) {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var lines: [String] = []
        for line in Self.split(body) {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw .notUTF8(line: lines.count + 1)
            }
            lines.append(text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? text : Self.printable(text))
        }
        self.lines = lines
    }

    var first: String? { lines.first }

    /// The number of the first line that is not empty.
    var firstWrittenNumber: Int { (lines.firstIndex { !Self.isBlank($0) } ?? 0) + 1 }

    /// The blocks in order. In WebVTT a line of spaces is text; in SubRip editors leave them between blocks.
    func blocks(spacesAreBlank: Bool) -> [CaptionBlock] {
        var blocks: [CaptionBlock] = []
        var start = 0
        for (index, line) in (lines + [""]).enumerated() {
            guard line.isEmpty || spacesAreBlank && Self.isBlank(line) else { continue }
            if index > start {
                blocks.append(CaptionBlock(number: start + 1, lines: Array(lines[start..<index])))
            }
            start = index + 1
        }
        return blocks
    }

    private static func isBlank(_ line: String) -> Bool {
        line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    private static func split(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex {
            if bytes[index] == 0x0A || bytes[index] == 0x0D {
                lines.append(bytes[start..<index])
                let isPair = bytes[index] == 0x0D && index + 1 < bytes.endIndex && bytes[index + 1] == 0x0A
                index += isPair ? 1 : 0
                start = index + 1
            }
            index += 1
        }
        lines.append(bytes[start...])
        return lines
    }

    private static func printable(_ text: String) -> String {
        String(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" })
    }
}

/// Lines that belong together.
struct CaptionBlock {
    /// Of the first line.
    let number: Int
    /// One at least.
    let lines: [String]

    /// Which of the first two lines has an arrow; times may stand below a caption's id.
    var arrow: Int? { lines.prefix(2).firstIndex(where: Self.hasArrow) }

    /// Asked of the bytes, as a player asks: a combining mark behind the arrow hides nothing.
    static func hasArrow(_ line: String) -> Bool {
        Bytes.place(of: Array("-->".utf8), in: Array(line.utf8)) != nil
    }
}
