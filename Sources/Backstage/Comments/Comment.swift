import Database

/// Somebody commented. The channel it was said to, whoever was answered and whoever was named hear of it.
struct CommentPublished: Event {
    static let kind = "comment-published"
    let comment: PostID
    let author: ChannelID
    let link: String?
}

/// How the comments under a post are ordered.
enum CommentSort: String, Sendable, CaseIterable {
    case top
    case new
}

/// Where one page of comments ends and the next begins.
struct CommentMark: Sendable, Equatable {
    /// Counts when sorted by likes; nil when by age alone.
    let likes: Int64?
    let place: Place

    /// As it stands in an address: `12.345` or `345`.
    var text: String { (likes.map { "\($0)." } ?? "") + String(place) }

    init(likes: Int64?, place: Place) {
        (self.likes, self.place) = (likes, place)
    }

    /// Nil for what no page of ours wrote; the list then begins at its start.
    init?(_ text: String?, sort: CommentSort) {
        let parts = (text ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == (sort == .top ? 2 : 1), let place = parts.last.flatMap({ Place($0) }) else {
            return nil
        }
        guard sort == .top else {
            self.init(likes: nil, place: place)
            return
        }
        guard let likes = Int64(parts[0]) else { return nil }
        self.init(likes: likes, place: place)
    }
}

/// Which comments a page is asked for, as its address says.
struct CommentsAsked: Sendable {
    var sort = CommentSort.top
    /// The last comment of the page before.
    var after: CommentMark?
    /// One thread alone, with its replies.
    var thread: PostID?
    /// Of one thread: only replies older than this.
    var before: Place?
    /// The comment that is about to be answered.
    var answered: PostID?

    init(_ visit: Visit, refused: CommentDraft?) {
        sort = CommentSort(rawValue: visit.query("sort") ?? refused?.sort ?? "") ?? .top
        after = CommentMark(visit.query(sort == .top ? "after" : "before"), sort: sort)
        thread = visit.query("thread").flatMap { PostID($0) }
        before = thread == nil ? nil : visit.query("before").flatMap { Place($0) }
        answered = refused?.parent ?? visit.query("reply").flatMap { PostID($0) }
    }
}

/// A comment under a post, and answers to it.
struct CommentThread: Sendable {
    let id: PostID
    /// Nil when it was deleted: what others answered stays.
    let top: Post?
    /// Oldest first: the first few in a list, the last `Limits.replyPage` where the thread stands alone.
    let replies: [Post]
    let replyCount: Int64
}

/// A page of comments.
struct CommentList: Sendable {
    var threads: [CommentThread] = []
    /// Of a list: where it goes on; nil at its end.
    var next: CommentMark?
    /// Of one thread: where its older replies end; nil at its beginning.
    var earlier: Place?
    /// The comment that is about to be answered; nil when there is none, or it is gone.
    var answered: Post?
}

/// A comment as it was sent and refused: everything typed, to be shown again.
struct CommentDraft: Sendable {
    /// What it answers: the post, or a comment under it.
    let parent: PostID
    let text: String
    let sort: String
    /// Uploaded already, in order.
    let photos: [DraftPhoto]
    var problems: [Problem] = []

    init(_ form: Form, parent: PostID, photos: [DraftPhoto]) {
        self.parent = parent
        text = form["text"] ?? ""
        sort = form["sort"] ?? ""
        self.photos = photos
    }
}
