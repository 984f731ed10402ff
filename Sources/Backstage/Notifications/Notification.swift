import Database

/// What somebody is told personally. Stored by number; new posts and videos are pulled and have none.
enum NotificationKind: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    /// Under one's own post.
    case comment = 0
    /// To one's own comment.
    case reply = 1
    case mention = 2
    /// One row a post, whoever likes it: `actor` is the latest.
    case like = 3
    /// A creator's heart on one's comment.
    case heart = 4
    /// One's own poll, or one that one voted in.
    case pollClosed = 5
    case subscriber = 6
    /// The rollout has reached one's channel.
    case unlocked = 7
    /// One's own film can be played, and what waited for it is published.
    case filmReady = 8
    /// One's own film could not be prepared.
    case filmFailed = 9
    /// A channel made one's own a member of it.
    case member = 10
    /// One's own comment waited, and was published by the channel's people.
    case commentApproved = 11
    /// One's own comment was removed by the channel's people, who say why.
    case commentRemoved = 12

    /// The site decided something about one's account or what one published. Carries the decision's number.
    case siteDecision = 13
    /// The site answered one's appeal.
    case appealDecided = 14

    /// What the inbox calls replies: somebody said something to you.
    static let replies: [NotificationKind] = [.comment, .reply, .mention]
}

/// A line of the inbox: a stored row, or a post pulled from a channel whose bell is on.
struct Note: Sendable {
    enum Subject: Sendable, Equatable {
        case told(NotificationKind)
        case post
        case video
    }

    /// Orders the inbox, newest greatest. Numbers of rows and places of posts are drawn from one line, so one
    /// key pages and marks both.
    let key: Int64
    let subject: Subject
    let at: Int64
    let actor: Face
    let post: NotePost?
    /// Further people this line stands for.
    var others: Int64 = 0
    /// Of a comment that was removed: why, as it is stored.
    var reason: String?
    /// It holds a word that whose inbox it is has muted: in no list, though it pages.
    var isQuiet = false
}

/// As much of a post as a line of the inbox shows.
struct NotePost: Sendable {
    let id: PostID
    let form: PostForm
    let root: PostID?
    let thread: PostID?
    let title: String
    let text: String
    let likes: Int64
    /// Of the post, or of the one it answers.
    var picture: Picture?

    var link: Link {
        if let root { return Link.post(root).with("thread", thread ?? id).at("post-\(id)") }
        return form == .video ? .watch(id) : .post(id)
    }
}

/// Which part of the inbox is shown.
enum InboxShows: String, Sendable, CaseIterable {
    case all, channels, replies

    var includesPersonal: Bool { self != .channels }
    var includesBroadcasts: Bool { self != .replies }
}

/// A page of the inbox.
struct Inbox: Sendable {
    let shows: InboxShows
    let notes: [Note]
    /// Everything up to this key has been read.
    let readUntil: Int64
    /// The next page begins below; nil at the end.
    let older: Int64?

    var newest: Int64? { notes.first?.key }
    func isNew(_ note: Note) -> Bool { note.key > readUntil }
    var hasNew: Bool { notes.contains { isNew($0) } }
}

extension Limits {
    /// Told of one text: more names than that are a shout, not an address.
    static let mentionsTold = 20
    /// A channel whose bell is personalised rings so often a day (`product.md`, Notifications).
    static let broadcastsADay = 2
    /// Written in one transaction, so that other writers get their turn.
    static let toldAtOnce = 500
    /// Channels whose bell can be set from the inbox; the rest on their own pages.
    static let bellsListed = 20
}
