import Database
import Markup

/// How a channel takes comments, as its form has it.
struct CommentSettings: Sendable, Equatable {
    var door = CommentDoor.everyone
    var holding = CommentHolding.nothing
    var holdsLinks = false
    var holdsFirstMedia = false
    /// Blocked words and phrases, one a line, as typed.
    var words = ""

    /// Cleaned, each once, in order.
    var lines: [String] {
        var seen: Set<String> = []
        return words.split(whereSeparator: \.isNewline).map { Cleaning.line(String($0)) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    var rule: CommentRule {
        CommentRule(
            holding: holding, holdsLinks: holdsLinks, holdsFirstMedia: holdsFirstMedia, words: lines)
    }

    /// Throws all that is wrong with it, else answers with what is kept.
    func judged() throws -> CommentSettings {
        let lines = self.lines
        var refusals: [any Refusal] = []
        if lines.count > Limits.blockedWords { refusals.append(RuleRefusal.tooManyWords) }
        for line in lines {
            if Cleaning.characters(line) > Limits.blockedWordCharacters {
                refusals.append(RuleRefusal.wordTooLong(Prose.excerpt(line, characters: 40)))
            } else if !BlockedWords.isWord(line) {
                refusals.append(RuleRefusal.noWord(Prose.excerpt(line, characters: 40)))
            }
        }
        guard refusals.isEmpty else { throw Refused(refusals) }
        var kept = self
        kept.words = lines.joined(separator: "\n")
        return kept
    }
}

/// What a post says of its own comments; nil leaves it to its channel.
struct PostCommentRule: Sendable, Equatable {
    var door: CommentDoor?
    var holding: CommentHolding?
}

/// Why a rule was not saved.
enum RuleRefusal: Refusal, Equatable {
    case tooManyWords
    case wordTooLong(String)
    case noWord(String)
    case handleMissing
    case unknown(String)
    /// Of the channel itself, whose comments are never held.
    case ownPeople(name: String)
    case tooManyPeople

    var problem: Problem {
        switch self {
        case .tooManyWords: Problem("words", .rule_words_many, count: Int64(Limits.blockedWords))
        case .wordTooLong(let word):
            Problem("words", .rule_word_long, ["word": word], count: Int64(Limits.blockedWordCharacters))
        case .noWord(let word): Problem("words", .rule_word_none, ["word": word])
        case .handleMissing: Problem("handle", .rule_handle_missing)
        case .unknown(let handle): Problem("handle", .rule_unknown, ["handle": handle])
        case .ownPeople(let name): Problem("handle", .rule_own_people, ["name": name])
        case .tooManyPeople: Problem("handle", .rule_people_many, count: Int64(Limits.commentPeople))
        }
    }
}

extension Limits {
    /// Each comment is held against all of them; a longer list is a spam filter of somebody else's.
    static let blockedWords = 500
    static let blockedWordCharacters = 100
    /// Shown on one page.
    static let commentPeople = 500
    /// 500 words of 100 characters that take four bytes, percent-encoded.
    static let ruleFormBytes = 1 << 20
    /// What a rule is tried on before it is saved.
    static let rehearsedComments = 1_000
    static let rehearsedShown = 20
}
