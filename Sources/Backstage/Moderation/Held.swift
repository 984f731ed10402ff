import Database

/// Why a comment stands in a queue rather than under its post.
enum HoldKind: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    /// Somebody of the channel is to look at it; its author sees that it waits.
    case review = 0
    /// So sure to be spam that it stands on a list of its own.
    case spam = 1
    /// Its author is hidden: they see their words as if published, nobody else does.
    case hidden = 2
}

/// One reason for which a comment was held, as its queue shows it and as it is stored.
enum HoldReason: Sendable, Equatable {
    /// The rule holds everything.
    case everything
    /// A blocked word, as the channel wrote it.
    case word(String)
    /// The rule holds links.
    case link
    /// The rule holds a person's first photo or clip.
    case firstMedia
    case hiddenPerson
    /// Comments were closed to its author while its clip was being prepared.
    case shut
    /// Somebody of the channel took its publication back, or sent it to spam by hand.
    case byHand
    // What the scorer found.
    case manyLinks
    case repeats
    case shouting
    case manyMentions
    case newAccount
    case sameText

    private var name: String {
        switch self {
        case .everything: "everything"
        case .word: "word"
        case .link: "link"
        case .firstMedia: "first-media"
        case .hiddenPerson: "hidden-person"
        case .shut: "shut"
        case .byHand: "by-hand"
        case .manyLinks: "many-links"
        case .repeats: "repeats"
        case .shouting: "shouting"
        case .manyMentions: "many-mentions"
        case .newAccount: "new-account"
        case .sameText: "same-text"
        }
    }

    /// One line of `held_why`: the name, and a word after a space.
    var line: String { if case .word(let word) = self { "\(name) \(word)" } else { name } }

    private static let plain: [HoldReason] = [
        .everything, .link, .firstMedia, .hiddenPerson, .shut, .byHand, .manyLinks, .repeats, .shouting,
        .manyMentions, .newAccount, .sameText,
    ]

    /// Nil for what a newer program wrote.
    init?(line: some StringProtocol) {
        if line.hasPrefix("word ") {
            self = .word(String(line.dropFirst(5)))
        } else if let found = Self.plain.first(where: { $0.name == line }) {
            self = found
        } else {
            return nil
        }
    }

    static func lines(_ reasons: [HoldReason]) -> String { reasons.map(\.line).joined(separator: "\n") }
    static func reasons(_ lines: String) -> [HoldReason] {
        lines.split(separator: "\n").compactMap { HoldReason(line: $0) }
    }
}

/// Held, and for what.
struct Hold: Sendable, Equatable {
    let kind: HoldKind
    let reasons: [HoldReason]
}

/// Who may comment under a post.
enum CommentDoor: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    case everyone = 0
    case subscribers = 1
    case nobody = 2
}

/// What of the comments is held for the channel's people.
enum CommentHolding: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    case nothing = 0
    /// What looks bad to the scorer.
    case someBad = 1
    /// The same, more strictly.
    case moreBad = 2
    case everything = 3
}

/// How a host stands to somebody who comments.
enum PersonStanding: Int, Sendable, SQLReadable, SQLBindable {
    /// Under the rules; never stored.
    case usual = 0
    /// Published without looking.
    case approved = 1
    /// Nobody but the person sees their words.
    case hidden = 2
}
