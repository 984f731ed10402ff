/// One letter of a word as it may be read.
struct WordSign: Sendable, Equatable {
    /// What it folds to: i, l and 1 alike are `l`.
    let fold: Unicode.Scalar
    /// The letter it is; nil for a digit or sign that stands for one.
    let letter: Unicode.Scalar?
    /// The digit or sign; nil for a letter.
    let sign: Unicode.Scalar?

    /// What tells it from its neighbours when repeats are counted.
    var value: Unicode.Scalar { letter ?? sign ?? fold }
}

/// A word taken apart, to be held against another.
struct WordShape: Sendable {
    let signs: [WordSign]
    /// Equal for all words that could be one another in disguise; then `matches` decides.
    let key: String
    let hasLetters: Bool

    init(_ signs: [WordSign]) {
        self.signs = Self.withoutLongRuns(signs)
        hasLetters = signs.contains { $0.letter != nil }
        key = Self.key(signs)
    }

    /// Longer runs of one letter read as this many, so that comparing stays cheap.
    private static let runMax = 4

    private static func withoutLongRuns(_ signs: [WordSign]) -> [WordSign] {
        var out: [WordSign] = []
        var run = 0
        for sign in signs {
            run = sign == out.last ? run + 1 : 1
            if run <= runMax { out.append(sign) }
        }
        return out
    }

    /// Each letter once, `m` as the `rn` and `w` as the `vv` it may be written with.
    private static func key(_ signs: [WordSign]) -> String {
        var out = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for sign in signs {
            let fold: Unicode.Scalar = sign.fold == "w" ? "v" : sign.fold
            guard fold != last else { continue }
            last = fold
            if fold == "m" { out.append(contentsOf: "rn".unicodeScalars) } else { out.append(fold) }
        }
        return String(out)
    }

    // MARK: Comparing

    /// Whether a text's word is this blocked one, plain or in disguise.
    ///
    /// The letters of the blocked word are found one run after the other, each in as many of the text's as
    /// it has, or more where nobody writes that many by accident.
    func isFound(in text: WordShape) -> Bool {
        // A number is itself and stands for no word: 100 is not "loo".
        guard hasLetters else { return text.signs == signs }
        // Longer than all its runs at their longest is no disguise, but a way to keep us busy.
        guard text.hasLetters, text.signs.count <= signs.count * Self.runMax else { return false }
        var places: Set<Int> = [0]
        var start = 0
        while start < signs.count, !places.isEmpty {
            var end = start + 1
            while end < signs.count, signs[end].value == signs[start].value { end += 1 }
            places = Set(places.flatMap { ends(of: start..<end, in: text.signs, from: $0) })
            start = end
        }
        return places.contains(text.signs.count)
    }

    /// Where a run of one letter may end in a text's word.
    private func ends(of run: Range<Int>, in text: [WordSign], from place: Int) -> [Int] {
        var length = 0
        while place + length < text.count, reads(text, place + length, as: run.lowerBound) { length += 1 }
        var ends: [Int] = []
        if length >= run.count {
            ends = (run.count...length).filter { isRepeat(run, $0) }.map { place + $0 }
        }
        if let pair = Self.pairs[signs[run.lowerBound].value], run.count == 1, signs.count >= 4,
            place + 1 < text.count, text[place].letter == pair.0, text[place + 1].letter == pair.1
        {
            ends.append(place + 2)
        }
        return ends
    }

    private static let pairs: [Unicode.Scalar: (Unicode.Scalar, Unicode.Scalar)] = [
        "m": ("r", "n"), "w": ("v", "v"),
    ]

    /// Three of a letter are a repeat. Two are, unless the doubling makes many a word another: `god`, `good`.
    private func isRepeat(_ run: Range<Int>, _ count: Int) -> Bool {
        guard count > run.count else { return true }
        guard count == 2 else { return true }
        let letter = signs[run.lowerBound].value
        if signs.count < 4 { return Self.neverDoubled.contains(letter) }
        return signs.count > 5 || !(letter == "e" || letter == "o")
    }

    private static let neverDoubled = Set("ahijkquvwxy".unicodeScalars)

    private func reads(_ text: [WordSign], _ place: Int, as index: Int) -> Bool {
        let (found, sought) = (text[place], signs[index])
        guard found.fold == sought.fold else { return false }
        guard let letter = found.letter, let wanted = sought.letter, letter != wanted else { return true }
        // An l for an i in a longer word, where it stands alone: `vlagra`, but not `mall` for `mail`.
        return found.fold == "l" && signs.count >= 5 && Self.standsAlone(text, place)
            && Self.standsAlone(signs, index)
    }

    private static func standsAlone(_ signs: [WordSign], _ index: Int) -> Bool {
        (index == 0 || signs[index - 1].fold != "l")
            && (index + 1 == signs.count || signs[index + 1].fold != "l")
    }
}
