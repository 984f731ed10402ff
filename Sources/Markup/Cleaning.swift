/// What people type, without what nobody sees: controls, marks that turn the direction of other people's
/// text, letters of no width, heaps of accents. What a script or an emoji needs stays.
///
/// Letters of Latin, Greek, Cyrillic, kana and Hangul typed in parts come out composed, as in NFC; other
/// scripts keep the form they were typed in. Cleaning twice changes nothing. Linear in the text.
public enum Cleaning {
    /// Scalars that one character may hold before it counts as another. A kiss between two people of two skin
    /// tones takes ten; without a limit one "character" could be a megabyte.
    static let scalarsPerCharacter = 16
    /// Empty lines in a row. More only push other people's posts off the screen.
    static let emptyLinesMax = 2

    /// A name, a title, an answer: one line, a run of spaces as its first one, none at the ends.
    public static func line(_ text: String) -> String {
        var out = ""
        var space: Character?
        for character in VisibleText.of(text, keepsLines: false) {
            if character.isWhitespace {
                space = space ?? character
                continue
            }
            if let space, !out.isEmpty { out.append(space) }
            out.append(character)
            space = nil
        }
        return out
    }

    /// A post's text: LF between lines, at most two empty ones together, no spaces at a line's end, no empty
    /// lines at the ends, tabs as spaces.
    public static func prose(_ text: String) -> String {
        var lines: [Substring] = []
        var empty = 0
        for var line in VisibleText.of(text, keepsLines: true).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            while line.last?.isWhitespace == true { line.removeLast() }
            if line.isEmpty {
                empty += 1
                continue
            }
            if !lines.isEmpty {
                lines.append(contentsOf: repeatElement("", count: min(empty, emptyLinesMax)))
            }
            lines.append(line)
            empty = 0
        }
        return lines.joined(separator: "\n")
    }

    /// Nothing in it that anybody could see: only spaces, fillers, marks without a letter, invisible signs.
    public static func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.isBlank) }

    /// The count that limits use: what people see as one character, and one more for each 16 scalars heaped
    /// on it.
    public static func characters(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) { return text.utf8.count }
        return text.reduce(0) {
            $0 + ($1.unicodeScalars.count + scalarsPerCharacter - 1) / scalarsPerCharacter
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        // Braille's empty cell is a symbol by its class.
        if properties.isWhitespace || properties.isDefaultIgnorableCodePoint || value == 0x2800 {
            return true
        }
        switch properties.generalCategory {
        case .control, .format, .nonspacingMark, .spacingMark, .enclosingMark, .unassigned: return true
        default: return false
        }
    }
}
