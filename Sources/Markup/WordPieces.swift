/// A text cut into the words that a list of blocked ones is held against.
struct WordPieces {
    /// A word in the ways it may be read: `@ada` is `aada`, and `ada` behind a sign.
    struct Piece: Sendable {
        let readings: [WordShape]
        /// One letter, as in `f r e e`.
        var isSingle: Bool { readings.first?.signs.count == 1 }

        fileprivate init(_ signs: [WordSign]) {
            let rest = Array(signs.trimmed)
            let all = WordShape(signs)
            readings = rest.isEmpty || rest.count == signs.count ? [all] : [all, WordShape(rest)]
        }
    }

    /// Cut at spaces and punctuation.
    private(set) var words: [Piece] = []
    /// Cut at spaces alone, punctuation left out: `f-r.ee` is one.
    private(set) var chunks: [Piece] = []

    private var word: [WordSign] = []
    private var chunk: [WordSign] = []
    private var wordsInChunk = 0
    private var isJoinable = true
    private var isAfterSmall = false

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars).filter { !$0.isFoldedAway }
        for (index, scalar) in scalars.enumerated() {
            if scalar.properties.isWhitespace {
                endChunk()
            } else if let (sign, letter) = LookAlikes.disguise(scalar) {
                if Self.isDigit(sign)
                    || Self.stands(at: index, in: scalars, inside: "!|+£".contains(Character(sign)))
                {
                    append(WordSign(fold: letter, letter: nil, sign: sign))
                } else {
                    endWord()
                }
            } else if scalar.isPartOfWord {
                take(scalar)
            } else {
                endWord()
                // `he'll` is two words, and never `hell`.
                if Self.apostrophes.contains(scalar) { isJoinable = false }
            }
        }
        endChunk()
    }

    private static let apostrophes = Set("'’ʼ`´‘".unicodeScalars)

    private static func isDigit(_ sign: Unicode.Scalar) -> Bool { ("0"..."9").contains(sign) }

    /// Whether a sign stands beside a letter or another sign, or between two: then it may be a letter.
    private static func stands(
        at index: Int, in scalars: [Unicode.Scalar], inside: Bool
    ) -> Bool {
        let before = index > 0 && isWord(scalars[index - 1])
        let after = index + 1 < scalars.count && isWord(scalars[index + 1])
        return inside ? before && after : before || after
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isPartOfWord || scalar == "$" || scalar == "@" || scalar == "€"
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        let letters = LookAlikes.letters(of: scalar).unicodeScalars
        if scalar.standsAlone, letters.first?.isASCII != true {
            endWord()
            words.append(Piece(letters.map { WordSign(fold: $0, letter: $0, sign: nil) }))
            wordsInChunk += 1
            isJoinable = false
            return
        }
        for letter in letters {
            // A capital I behind a small letter is an l as often as not.
            let isUnsure = scalar == "I" && isAfterSmall
            let plain: Unicode.Scalar = letter == "l" && LookAlikes.isI(scalar) ? "i" : letter
            append(WordSign(fold: letter, letter: isUnsure ? nil : plain, sign: isUnsure ? "|" : nil))
        }
        isAfterSmall = scalar.properties.isLowercase
    }

    private mutating func append(_ sign: WordSign) {
        word.append(sign)
        chunk.append(sign)
    }

    private mutating func endWord() {
        isAfterSmall = false
        guard !word.isEmpty else { return }
        words.append(Piece(word))
        wordsInChunk += 1
        word = []
    }

    private mutating func endChunk() {
        endWord()
        if !chunk.isEmpty, isJoinable || wordsInChunk == 1 { chunks.append(Piece(chunk)) }
        (chunk, wordsInChunk, isJoinable) = ([], 0, true)
    }

    /// Letters that stand one by one, together: `f r e e`, with at most two more at either end, for `I` and
    /// `a` are words.
    var spelled: [WordShape] {
        var found: [WordShape] = []
        var run: [WordSign] = []
        for piece in words + [Piece([])] {
            if piece.isSingle {
                run += piece.readings[0].signs
                continue
            }
            if run.count >= 3 {
                for first in 0...2 {
                    for last in 0...2 where run.count - first - last >= 3 {
                        found.append(WordShape(Array(run.dropFirst(first).dropLast(last))))
                    }
                }
            }
            run = []
        }
        return found
    }
}

extension [WordSign] {
    /// Without signs at either end, which may be just signs. Digits stay.
    fileprivate var trimmed: ArraySlice<WordSign> {
        let isMark = { (sign: WordSign) in
            sign.letter == nil && sign.sign.map { !("0"..."9").contains($0) } ?? false
        }
        var rest = self[...]
        while let first = rest.first, isMark(first) { rest.removeFirst() }
        while let last = rest.last, isMark(last) { rest.removeLast() }
        return rest
    }
}

extension Unicode.Scalar {
    /// A word by itself: an emoji, or a letter of a script that sets no spaces.
    fileprivate var standsAlone: Bool {
        switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3040...0x30FF,
            0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9D,
            0x20000...0x3FFFF:
            true
        default: properties.generalCategory == .otherSymbol
        }
    }
}
