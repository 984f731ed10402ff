import Markup

/// How bad a comment looks, from signs that anybody can check (docs/decisions/0014-comment-scorer.md).
///
/// Points add up; no sign alone makes spam. Which words are bad is the channel's business, not the scorer's.
struct CommentScore: Sendable {
    /// Held where a channel holds what looks bad.
    static let bad = 4
    /// Held where it holds more.
    static let dubious = 3
    /// So sure to be spam that it has a list of its own.
    static let spam = 7

    private(set) var points = 0
    /// The signs that were found, in the order below.
    private(set) var reasons: [HoldReason] = []

    init(_ facts: CommentFacts) {
        let links = Prose.links(in: facts.allWords).count
        take(.manyLinks, links >= 4 ? 5 : links >= 2 ? 3 : links == 1 ? 1 : 0)
        take(.repeats, Self.repeats(facts.text) ? 2 : 0)
        take(.shouting, Self.shouts(facts.text) ? 2 : 0)
        let mentions = Prose.mentions(in: facts.text).count
        take(.manyMentions, mentions >= 8 ? 4 : mentions >= 4 ? 2 : 0)
        take(.newAccount, facts.age < Self.day ? 2 : facts.age < 7 * Self.day ? 1 : 0)
        take(.sameText, facts.sameTexts >= 3 ? 4 : facts.sameTexts >= 1 ? 2 : 0)
    }

    private static let day: Int64 = 86_400_000

    private mutating func take(_ reason: HoldReason, _ points: Int) {
        guard points > 0 else { return }
        self.points += points
        reasons.append(reason)
    }

    // MARK: Signs

    /// Ten of one letter in a row, one word five times in a row, or two words in three the same.
    private static func repeats(_ text: String) -> Bool {
        var (last, run): (Character?, Int) = (nil, 0)
        for character in text where !character.isWhitespace {
            run = character == last ? run + 1 : 1
            last = character
            if run >= 10, !".-_=*~".contains(character) { return true }
        }
        let words = text.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
        var (word, row): (String?, Int) = (nil, 0)
        var counts: [String: Int] = [:]
        for found in words {
            row = found == word ? row + 1 : 1
            word = found
            counts[found, default: 0] += 1
            if row >= 5 { return true }
        }
        return words.count >= 9 && (counts.values.max() ?? 0) * 3 >= words.count * 2
    }

    /// Capitals nearly throughout, in more than a name or an exclamation.
    private static func shouts(_ text: String) -> Bool {
        var (large, small) = (0, 0)
        for scalar in text.unicodeScalars {
            if scalar.properties.isUppercase { large += 1 }
            if scalar.properties.isLowercase { small += 1 }
        }
        return large + small >= 16 && large * 5 >= (large + small) * 4
    }
}
