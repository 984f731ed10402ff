/// Words and phrases that a text is searched for, however they are disguised: case, accents, width,
/// look-alike letters, digits for letters, marks of no width, repeats, and signs between the letters.
///
/// Whole words only, so that `class` passes where `ass` is blocked. Two that fold alike are compared letter
/// by letter: `mail` is not `mall`, `as` not `ass`, `good` not `god`. Linear in the text; the list is taken
/// apart once.
public struct BlockedWords: Sendable {
    private struct Entry: Sendable {
        let text: String
        let words: [WordShape]
    }

    private let entries: [Entry]
    /// Entries by the key of their first word.
    private let beginnings: [String: [Int]]

    public init(_ list: [String]) {
        let known = list.compactMap { text -> Entry? in
            let words = Self.words(of: text)
            return words.isEmpty ? nil : Entry(text: text, words: words)
        }
        entries = known
        beginnings = Dictionary(grouping: known.indices) { known[$0].words[0].key }
    }

    /// Whether there is anything in it that a text could hold: a letter, a digit or an emoji.
    public static func isWord(_ text: String) -> Bool { !words(of: text).isEmpty }

    private static func words(of text: String) -> [WordShape] {
        let pieces = WordPieces(text)
        if pieces.words.count > 2, pieces.words.allSatisfy(\.isSingle), let whole = pieces.spelled.first {
            return [whole]
        }
        return pieces.words.compactMap(\.readings.first)
    }

    /// Those that stand in the text, as they were written in the list and in its order: `most` at most.
    public func found(in text: String, most: Int = 5) -> [String] {
        guard !entries.isEmpty else { return [] }
        let pieces = WordPieces(text)
        var found: Set<Int> = []
        for index in pieces.words.indices { look(at: index, of: pieces.words, &found) }
        // A number cut by a point is another number.
        for index in pieces.chunks.indices where pieces.chunks[index].readings[0].hasLetters {
            look(at: index, of: pieces.chunks, &found)
        }
        for word in pieces.spelled {
            for entry in beginnings[word.key] ?? [] where isFound(entry, spelled: word) {
                found.insert(entry)
            }
        }
        return found.sorted().prefix(most).map { entries[$0].text }
    }

    private func look(at index: Int, of sequence: [WordPieces.Piece], _ found: inout Set<Int>) {
        for reading in sequence[index].readings {
            for entry in beginnings[reading.key] ?? [] where !found.contains(entry) {
                let words = entries[entry].words
                guard index + words.count <= sequence.count else { continue }
                let isThere = words.indices.allSatisfy { word in
                    sequence[index + word].readings.contains { words[word].isFound(in: $0) }
                }
                if isThere { found.insert(entry) }
            }
        }
    }

    private func isFound(_ entry: Int, spelled word: WordShape) -> Bool {
        let words = entries[entry].words
        return words.count == 1 && words[0].signs.count >= 3 && words[0].isFound(in: word)
    }
}

extension Folding {
    /// A number for what a text says: the same words, however disguised, have the same. Nil for so few
    /// letters that many people write them.
    public static func mark(_ text: String) -> Int64? {
        let letters = word(text).utf8.filter { $0 != 0x20 }
        guard letters.count >= markBytesMin else { return nil }
        // FNV-1a, 64 bits (RFC 9923), of which the sign stays clear.
        let hash = letters.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Int64(hash & UInt64(Int64.max))
    }

    /// `Thank you so much` is 15.
    private static let markBytesMin = 20
}
