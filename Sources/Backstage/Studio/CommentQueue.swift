import Database
import Markup

/// The lists of the queue, and the log of what was decided.
enum QueueTab: String, CaseIterable, Sendable {
    case held, published, spam, hidden, log

    init(name: String?) { self = name.flatMap { QueueTab(rawValue: $0) } ?? .held }

    var link: Link { .studioComments(rawValue) }
    /// What stands in the list; nil for the log.
    var shelf: CommentShelf? { CommentShelf(rawValue: rawValue) }
}

/// What a comment of the queue is to carry.
enum QueueContent: String, CaseIterable, Sendable {
    case media, link
}

/// A page of the queue as it is asked for. What is none of ours is not asked for.
struct QueueAsked: Sendable {
    let tab: QueueTab
    /// As typed, at most `Limits.studioSearchCharacters`; empty for everything.
    var words = ""
    /// A handle, as typed; empty for everybody.
    var person = ""
    var content: QueueContent?
    /// One reason for which it is held; of a blocked word, any word.
    var reason: HoldReason?
    /// The page begins behind this place, or in the log behind this number.
    var from: Place?

    init(tab: QueueTab) { self.tab = tab }

    init(_ form: Form) {
        tab = QueueTab(name: form["tab"])
        words = String(form.line("q").prefix(Limits.studioSearchCharacters))
        person = String(form.line("by").prefix(Limits.studioSearchCharacters))
        content = form["has"].flatMap { QueueContent(rawValue: $0) }
        reason = form["why"].flatMap { name in HoldReason.kinds.first { $0.key == name } }
        from = form["from"].flatMap { Place($0) }
    }

    /// The page a decision was sent from, which is shown again when it is refused.
    init(sentFrom form: Form) {
        let back = Link.own(form["back"])?.path.split(separator: "?", maxSplits: 1) ?? []
        let asked = back.count == 2 ? try? Form(urlEncoded: Array(back[1].utf8)) : nil
        if let asked, asked.has("tab") {
            self.init(asked)
        } else {
            self.init(tab: QueueTab(name: form["seen"]))
        }
    }

    var isFiltered: Bool { !words.isEmpty || !person.isEmpty || content != nil || reason != nil }

    /// The same page again, or another one of the same search.
    func link(from place: Place?) -> Link {
        var link = tab.link
        if !words.isEmpty { link = link.with("q", text: words) }
        if !person.isEmpty { link = link.with("by", text: person) }
        if let content { link = link.with("has", content.rawValue) }
        if let reason { link = link.with("why", reason.key) }
        if let place { link = link.with("from", place) }
        return link
    }
}

/// A comment in the queue.
struct QueuedComment: Sendable {
    let post: Post
    let reasons: [HoldReason]
    /// The post it hangs under, by its first words.
    let rootForm: PostForm
    let rootWords: String
    let standing: PersonStanding
}

/// A page of the queue.
struct QueueListed: Sendable {
    var comments: [QueuedComment] = []
    var next: Place?
}

/// A line of the log.
struct LoggedAction: Sendable {
    let id: ModerationActionID
    let deed: ModerationDeed
    let actor: Face
    /// The comment it was about; nil when it was about several.
    let comment: PostID?
    let words: String
    /// Who wrote it, or whom it was about.
    let person: String
    let count: Int64
    let why: String
    let at: Int64
    let isUndone: Bool
    /// Who took it back.
    let undoer: String?
}

extension HoldReason {
    /// Every kind once, in the order of the filter.
    static let kinds: [HoldReason] = [
        .everything, .word(""), .link, .firstMedia, .hiddenPerson, .shut, .byHand, .manyLinks, .repeats,
        .shouting,
        .manyMentions, .newAccount, .sameText,
    ]

    /// As an address and a stored line begin.
    var key: String { line.split(separator: " ").first.map(String.init) ?? line }

    var queueWord: Word {
        switch self {
        case .everything: .queue_why_everything
        case .word: .queue_why_word
        case .link: .queue_why_link
        case .firstMedia: .queue_why_first_media
        case .hiddenPerson: .queue_why_hidden_person
        case .shut: .queue_why_shut
        case .byHand: .queue_why_by_hand
        case .manyLinks: .queue_why_many_links
        case .repeats: .queue_why_repeats
        case .shouting: .queue_why_shouting
        case .manyMentions: .queue_why_many_mentions
        case .newAccount: .queue_why_new_account
        case .sameText: .queue_why_same_text
        }
    }

    func saidInQueue(_ visit: Visit) -> String {
        guard case .word(let typed) = self, !typed.isEmpty else { return visit.say(queueWord) }
        return visit.say(.queue_why_this_word, ["word": typed])
    }
}
