/// Cleans the text of a caption: what may stay is a short list, and everything else becomes letters.
///
/// Tags (WebVTT 4.2.2): `b`, `i`, `u`, `c` with classes, `v` with a name, `ruby` with `rt`, `lang` with a
/// language. They come out closed and in order. Times inside the text (`<00:01.000>`, for karaoke) are
/// dropped; any other tag is shown as it was typed. Of character references those that text uses are read.
enum CueText {
    /// No line of the result is empty. Cleaning what was cleaned changes nothing.
    static func cleaned(_ raw: String) -> String {
        var writer = Writer()
        var rest = raw.unicodeScalars[...]
        while let next = rest.first {
            if next == "<", let end = rest.firstIndex(of: ">") {
                let inner = rest[rest.index(after: rest.startIndex)..<end]
                if writer.take(tag: String(inner)) {
                    rest = rest[rest.index(after: end)...]
                    continue
                }
            }
            if next == "&", let (scalar, after) = CharacterReference.read(rest) {
                writer.write(scalar)
                rest = rest[after...]
                continue
            }
            writer.write(next)
            rest.removeFirst()
        }
        return withoutEmptyLines(writer.finish())
    }

    private static func withoutEmptyLines(_ text: String) -> String {
        text.split(separator: "\n").filter { line in line.contains { $0 != " " && $0 != "\t" } }
            .joined(separator: "\n")
    }

    /// Letters as they are written in cue text and in a tag's name.
    fileprivate static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\u{A0}": "&nbsp;"
        case "\u{200E}": "&lrm;"
        case "\u{200F}": "&rlm;"
        default: String(Character(scalar))
        }
    }

    fileprivate static func escaped(_ text: String) -> String {
        var written = ""
        for scalar in text.unicodeScalars { written += escaped(scalar) }
        return written
    }
}

/// What has been written, and which tags are open.
private struct Writer {
    private var text = ""
    private var open: [String] = []
    private static let depthMax = 16

    mutating func write(_ scalar: Unicode.Scalar) {
        let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0x7F
        if !isControl { text += CueText.escaped(scalar) }
    }

    /// Everything that is still open, closed.
    mutating func finish() -> String {
        while let name = open.popLast() { text += "</\(name)>" }
        return text
    }

    /// False if this is no tag of ours; then it is text.
    mutating func take(tag: String) -> Bool {
        if let first = tag.unicodeScalars.first, ("0"..."9").contains(first) {
            return CueTime.webVTT(tag) != nil
        }
        if tag.hasPrefix("/") { return take(end: String(tag.dropFirst())) }
        let halves = tag.split(maxSplits: 1, omittingEmptySubsequences: false) { $0.isWhitespace }
        let words = (halves.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard let name = words.first.map({ $0.lowercased() }), Self.names.contains(name) else { return false }
        let annotation = halves.count == 2 ? Self.annotation(String(halves[1])) : ""
        guard open.count < Self.depthMax, Self.isAllowed(name, annotation, inside: open.last) else {
            return true
        }
        let classes = words.dropFirst().filter(Self.isClass).map(String.init)
        let inner = ([name] + classes).joined(separator: ".")
        text += ["v", "lang"].contains(name) ? "<\(inner) \(annotation)>" : "<\(inner)>"
        open.append(name)
        return true
    }

    /// One that closes nothing is dropped; the end of `ruby` closes its `rt` (6.4).
    private mutating func take(end: String) -> Bool {
        let name = end.lowercased()
        guard Self.names.contains(name) || name.isEmpty else { return false }
        if name == "ruby", open.last == "rt" {
            text += "</rt>"
            open.removeLast()
        }
        if open.last == name {
            text += "</\(name)>"
            open.removeLast()
        }
        return true
    }

    private static func isAllowed(_ name: String, _ annotation: String, inside parent: String?) -> Bool {
        switch name {
        case "v": !annotation.isEmpty
        case "lang": !annotation.isEmpty && annotation.utf8.allSatisfy(isNameByte)
        case "rt": parent == "ruby"
        default: true
        }
    }

    /// A speaker's name or a language, on one line with single spaces.
    private static func annotation(_ raw: String) -> String {
        var decoded = String.UnicodeScalarView()
        var rest = raw.unicodeScalars[...]
        while let next = rest.first {
            if next == "&", let (scalar, after) = CharacterReference.read(rest) {
                decoded.append(scalar)
                rest = rest[after...]
            } else {
                decoded.append(next)
                rest.removeFirst()
            }
        }
        let words = String(decoded).split { $0 == " " || $0 == "\t" || $0.isNewline }
        let line = words.joined(separator: " ").unicodeScalars
        return CueText.escaped(String(line.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }

    private static func isClass(_ word: Substring) -> Bool {
        (1...40).contains(word.utf8.count) && word.utf8.allSatisfy(isNameByte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static let names: Set<String> = ["b", "i", "u", "c", "v", "ruby", "rt", "lang"]
}

/// Character references of HTML that captions use: the six of WebVTT, quotes, and numbers.
private enum CharacterReference {
    /// The character at the `&` that `text` begins with, and where it goes on.
    static func read(
        _ text: Substring.UnicodeScalarView
    ) -> (Unicode.Scalar, Substring.UnicodeScalarView.Index)? {
        guard let end = text.prefix(12).firstIndex(of: ";") else { return nil }
        let name = String(text[text.index(after: text.startIndex)..<end])
        guard let scalar = named[name] ?? numbered(name) else { return nil }
        return (scalar, text.index(after: end))
    }

    private static func numbered(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init).flatMap { $0.value >= 0x20 ? $0 : nil }
    }

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "nbsp": "\u{A0}", "lrm": "\u{200E}", "rlm": "\u{200F}",
        "quot": "\"", "apos": "'",
    ]
}
