import Database
import Markup

/// Somebody commented. The channel it was said to, whoever was answered and whoever was named hear of it.
struct CommentPublished: Event {
    static let kind = "comment-published"
    let comment: PostID
    let author: ChannelID
    let link: String?
}

/// How the comments under a post are ordered, and which of them are shown.
enum CommentSort: String, Sendable, CaseIterable {
    /// By score (`CommentRank`).
    case top
    case new
    case old
    /// What the host said, newest first.
    case creator
    /// What has a photo or a clip, newest first.
    case media

    /// Only some comments, of either level, each by itself; otherwise all of them, as threads.
    var isChoice: Bool { self == .creator || self == .media }

    /// What in an address says where a page begins.
    var key: String { self == .top || self == .old ? "after" : "before" }
}

/// Why a comment that was just sent is not there for others, as an address says it to its author.
enum CommentWaiting: Int, Sendable {
    case forClip = 1
    case forHost = 2
}

extension Hold {
    /// Hidden people are told nothing.
    var waiting: CommentWaiting? { kind == .hidden ? nil : .forHost }
}

/// Where one page of comments ends and the next begins.
struct CommentMark: Sendable, Equatable {
    /// Counts when sorted by it; nil when by age alone.
    let score: Int64?
    let place: Place

    /// As it stands in an address: `12.345` or `345`.
    var text: String { (score.map { "\($0)." } ?? "") + String(place) }

    init(score: Int64?, place: Place) {
        (self.score, self.place) = (score, place)
    }

    /// Nil for what no page of ours wrote; the list then begins at its start.
    init?(_ text: String?, sort: CommentSort) {
        let parts = (text ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == (sort == .top ? 2 : 1), let place = parts.last.flatMap({ Place($0) }) else {
            return nil
        }
        guard sort == .top else {
            self.init(score: nil, place: place)
            return
        }
        guard let score = Int64(parts[0]) else { return nil }
        self.init(score: score, place: place)
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

    init(sort: CommentSort = .top, after: CommentMark? = nil) {
        (self.sort, self.after) = (sort, after)
    }

    init(_ visit: Visit, refused: CommentDraft?) {
        sort = CommentSort(rawValue: visit.query("sort") ?? refused?.sort ?? "") ?? .top
        after = CommentMark(visit.query(sort.key), sort: sort)
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
    /// There are more replies than were read, whether or not those are shown.
    var hasMore = false
    /// It stands above the others, by the host's hand.
    var isPinned = false
    /// Its top is nil because the viewer has made it quiet.
    var isQuiet = false
}

/// A page of comments.
struct CommentList: Sendable {
    var threads: [CommentThread] = []
    /// The viewer's own that wait for their clips or are held, in no order.
    var waiting: [Post] = []
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
    /// The second of the video it is about, as typed.
    let moment: String
    /// Uploaded already, in order.
    let photos: [DraftPhoto]
    /// A poll's answers as typed, and in how many minutes it closes.
    let options: [String]
    let closesInMinutes: String
    let clipAlt: String
    /// A clip had come with the form, and must be chosen again: a browser sends none twice.
    let hadFile: Bool
    var problems: [Problem] = []

    init(_ form: Form, parent: PostID, photos: [DraftPhoto]) {
        self.parent = parent
        text = form["text"] ?? ""
        sort = form["sort"] ?? ""
        moment = form["moment"] ?? ""
        self.photos = photos
        options = (1...Limits.pollOptions.upperBound).map { form["option-\($0)"] ?? "" }
        closesInMinutes = form["closes"] ?? Self.usualMinutes
        clipAlt = form["clip-alt"] ?? ""
        hadFile = !form.files("file").isEmpty
    }

    static let usualMinutes = "1440"

    /// The poll that is asked for: nil when no answer was typed.
    func poll(now: Int64) -> DraftPoll? {
        guard options.contains(where: { !Cleaning.isBlank($0) }) else { return nil }
        let minutes = Int64(closesInMinutes).flatMap { abs($0) < 1 << 40 ? $0 : nil }
        return DraftPoll(
            options: options.map { DraftOption($0) }, closes: minutes.map { now + $0 * 60_000 })
    }
}
