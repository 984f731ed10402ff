import Database
import Markup

/// What the people of a channel do with what others say under its posts, under the name it is stored by.
enum ModerationDeed: String, CaseIterable, Sendable {
    /// Puts a held comment under its post.
    case approve
    case remove
    /// With all that was answered to it.
    case removeReplies = "remove-replies"
    case spam
    /// Takes a publication back, to be looked at again.
    case hold
    // About a person, and with it their comments.
    case hide
    case trust = "always-approve"
    /// Back under the rules: neither hidden nor approved.
    case usual

    /// What it makes of a comment; nil when it leaves all where they are.
    var fate: CommentFate? {
        switch self {
        case .approve, .trust: CommentFate(.published)
        case .remove, .removeReplies: CommentFate(.removed)
        case .spam: CommentFate(.held, .spam, [.byHand])
        case .hold: CommentFate(.held, .review, [.byHand])
        case .hide: CommentFate(.held, .hidden, [.hiddenPerson])
        case .usual: nil
        }
    }

    /// How the host then stands to the person; nil when it is about a comment alone.
    var standing: PersonStanding? {
        switch self {
        case .hide: .hidden
        case .trust: .approved
        case .usual: .usual
        case .approve, .remove, .removeReplies, .spam, .hold: nil
        }
    }

    static let ofPersons = allCases.filter { $0.standing != nil }
}

/// Where a comment ends up.
struct CommentFate: Sendable, Equatable {
    let state: PostState
    let held: HoldKind?
    let why: String?

    init(_ state: PostState, _ held: HoldKind? = nil, _ reasons: [HoldReason] = []) {
        (self.state, self.held) = (state, held)
        why = reasons.isEmpty ? nil : HoldReason.lines(reasons)
    }
}

/// Where a comment stands for the channel's people: one of the lists of the queue, or gone.
enum CommentShelf: String, CaseIterable, Sendable {
    case held, published, spam, hidden
    case removed

    init(_ state: PostState, _ held: HoldKind?) {
        self =
            switch (state, held) {
            case (.published, _): .published
            case (.held, .spam): .spam
            case (.held, .hidden): .hidden
            case (.held, _): .held
            default: .removed
            }
    }
}

/// A comment as whoever decides about it finds it.
struct JudgedComment: Sendable {
    let id: PostID
    let root: PostID
    let thread: PostID?
    let author: ChannelID
    let state: PostState
    let held: HoldKind?
    let text: String

    var shelf: CommentShelf { CommentShelf(state, held) }
}

/// Why a comment was removed: from a short list, with words of the moderator's own. Its author reads it.
struct RemovalReason: Sendable, Equatable {
    enum Kind: String, CaseIterable, Sendable {
        case rules, insult, advertising, personal, topic, other
    }

    let kind: Kind
    let words: String

    init(kind: Kind, words: String = "") { (self.kind, self.words) = (kind, words) }

    /// As it is stored: the name, and behind it the words on lines of their own.
    var lines: String { words.isEmpty ? kind.rawValue : "\(kind.rawValue)\n\(words)" }

    init(lines: String) {
        let parts = lines.split(separator: "\n", maxSplits: 1).map(String.init)
        let kind = parts.first.flatMap { Kind(rawValue: $0) }
        self.init(kind: kind ?? .other, words: kind == nil ? lines : parts.count > 1 ? parts[1] : "")
    }
}

/// What came of a decision about some comments.
struct ModerationOutcome: Sendable {
    var action: ModerationActionID?
    var moved = 0
    /// Where those stand that somebody had decided about before, and were left there.
    var left: [CommentShelf] = []
}

/// Comments were published or removed by the host's people: those who wrote them hear of it.
struct CommentsDecided: Event {
    static let kind = "comments-decided"
    let action: ModerationActionID
    let comments: [PostID]
    /// Published; otherwise removed.
    let isApproval: Bool
    let host: ChannelID
}

/// What was decided about these comments was undone: nobody is told any longer.
struct DecisionsUndone: Event {
    static let kind = "decisions-undone"
    let comments: [PostID]
    let host: ChannelID
}

/// Why nothing was decided.
enum ModerationRefusal: Refusal, Equatable {
    case nothingChosen
    case tooMany
    case noDeed
    /// Its author deleted it.
    case deleted
    case ownWords
    case noReason
    case wordsTooLong(by: Int)
    /// What was to be undone is another by now.
    case changed

    var problem: Problem {
        switch self {
        case .nothingChosen: Problem("", .queue_choose)
        case .tooMany: Problem("", .queue_choose_fewer, count: Int64(Limits.commentsModerated))
        case .noDeed: Problem("", .queue_no_deed)
        case .deleted: Problem("", .queue_deleted)
        case .ownWords: Problem("", .queue_own_words)
        case .noReason: Problem("reason", .queue_no_reason)
        case .wordsTooLong(let by):
            Problem("words", .publish_long, ["limit": "\(Limits.removalCharacters)"], count: Int64(by))
        case .changed: Problem("", .queue_changed)
        }
    }
}

extension Limits {
    /// A page of the queue, and as many as one form decides about.
    static let queuePage = 30
    static let commentsModerated = 100
    /// Moved in one transaction; the rest of a long thread follows in a job.
    static let movedAtOnce = 1_000
    /// A comment that is being written takes no longer to be kept.
    static let hiddenAgainMilliseconds: Int64 = 10_000
    /// Of a thread in which one reply goes with its answers: the largest there are.
    static let threadRead = 50_000
    /// A few sentences.
    static let removalCharacters = 500
    /// Counted for the badge: more are "99+".
    static let heldCounted = 100
    static let moderationLogPage = 50
}
