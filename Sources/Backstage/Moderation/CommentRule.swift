import Markup

/// What of the comments under a channel's posts is held for its people.
struct CommentRule: Sendable {
    var holding = CommentHolding.nothing
    var holdsLinks = false
    /// A person's first photo or clip under this channel.
    var holdsFirstMedia = false
    /// Taken apart once, however many comments are held against them.
    let words: BlockedWords

    init(
        holding: CommentHolding = .nothing, holdsLinks: Bool = false, holdsFirstMedia: Bool = false,
        words: [String] = []
    ) {
        (self.holding, self.holdsLinks, self.holdsFirstMedia) = (holding, holdsLinks, holdsFirstMedia)
        self.words = BlockedWords(words)
    }
}

/// What is known of one comment as of its own place: what came later counts for nothing.
struct CommentFacts: Sendable {
    let comment: PostID
    /// What it says; in a poll, the question.
    var text: String
    /// A poll's answers, what pictures are described with.
    var otherWords: [String] = []
    var hasMedia = false
    /// By the host, or one of the channel's people.
    var isOfChannel = false
    var standing = PersonStanding.usual
    /// Of its author's channel then, in milliseconds.
    var age: Int64
    /// Its author had a photo or a clip under this channel before.
    var hadMedia = false
    /// Comments elsewhere that said the same within the day before: `Limits.sameTextsCounted` at most.
    var sameTexts = 0
    /// What the post itself says of holding; nil leaves it to the channel.
    var holding: CommentHolding?
    var author = Author()

    /// As a list names them.
    struct Author: Sendable {
        var handle = ""
        var name = ""
    }

    var allWords: String { ([text] + otherWords).joined(separator: "\n") }
}

extension CommentRule {
    /// Whether a comment is held, and all the reasons for it. Pure: what was held live is what a rehearsal
    /// of the same rule says.
    func judge(_ facts: CommentFacts) -> Hold? {
        guard !facts.isOfChannel, facts.standing != .approved else { return nil }
        guard facts.standing != .hidden else { return Hold(kind: .hidden, reasons: [.hiddenPerson]) }
        let holding = facts.holding ?? self.holding
        let said = facts.allWords
        var reasons: [HoldReason] = holding == .everything ? [.everything] : []
        reasons += words.found(in: said, most: Limits.wordsNamed).map { .word($0) }
        if holdsLinks, Prose.firstLink(in: said) != nil { reasons.append(.link) }
        if holdsFirstMedia, facts.hasMedia, !facts.hadMedia { reasons.append(.firstMedia) }
        var kind = HoldKind.review
        if let threshold = holding.threshold {
            let found = CommentScore(facts)
            if found.points >= threshold || holding == .everything { reasons += found.reasons }
            if found.points >= CommentScore.spam { kind = .spam }
        }
        return reasons.isEmpty ? nil : Hold(kind: kind, reasons: reasons)
    }
}

extension CommentHolding {
    /// How bad a comment looks that is held; nil where nobody looks.
    fileprivate var threshold: Int? {
        switch self {
        case .nothing: nil
        case .someBad: CommentScore.bad
        case .moreBad: CommentScore.dubious
        case .everything: CommentScore.bad
        }
    }
}

extension Limits {
    /// In the reasons of one held comment; a list of more helps nobody.
    static let wordsNamed = 5
    /// The scorer asks whether there are some.
    static let sameTextsCounted = 5
}
