import Database

/// Anything a channel publishes; a comment is a post with a parent.
struct Post: Sendable {
    let id: PostID
    let author: Face
    let form: PostForm
    let audience: Audience
    let place: Place
    let published: Int64
    let edited: Int64?
    /// What a comment answers, the post it hangs under, and the top comment of its thread.
    let parent: PostID?
    let root: PostID?
    let thread: PostID?
    /// A video's; empty on everything else.
    let title: String
    let text: String
    let language: String?
    let likes: Int64
    let comments: Int64
    let replies: Int64
    let views: Int64
    let isLiked: Bool
    /// The viewer's own mark on a comment; how many there are is told to nobody.
    var isDisliked = false
    /// The host gave this comment a heart.
    var isHearted = false
    /// The comment that stands above the others.
    var pinnedComment: PostID?
    var state = PostState.published
    /// When a scheduled one is to appear, and in which zone its author thought of it.
    var due: Int64?
    var zone: String?
    /// When it goes from every surface.
    var expires: Int64?
    var hasCommentsOff = false
    /// Who may comment, by its own rule or its channel's.
    var door = CommentDoor.everyone
    /// For what a comment is held; nil when it is not.
    var held: HoldKind?
    /// Times that somebody's screen has shown it.
    var seen: Int64 = 0
    /// The second of its video a comment is about, in milliseconds.
    var moment: Int64?
    /// What a share shares, as this viewer may see it.
    var shared: Shared?
    /// Why it is in none of the viewer's lists; nil for nearly everything.
    var quiet: QuietReason?
    /// The video of the same channel it hangs on, where this viewer may see that.
    var stage: PostLink?

    var attachments: [Attachment] = []
    var poll: Poll?
    var linkCard: LinkCard?
    /// How a clip is played.
    var film: Rendition?

    var link: Link {
        if let root { return Link.post(root).with("thread", thread ?? id).at("post-\(id)") }
        return form == .video ? .watch(id) : .post(id)
    }
    /// The element that shows it, and the target after a form.
    var anchor: String { "post-\(id)" }
    var takesNoComments: Bool { hasCommentsOff || door == .nobody }
    var photos: [Attachment] { attachments.filter { $0.kind == .photo } }
    var video: Attachment? { attachments.first { $0.kind == .video } }
}

/// What a post said until it was changed.
struct PostVersion: Sendable {
    let until: Int64
    let title: String
    let text: String
}

/// What a share shares.
indirect enum Shared: Sendable {
    case post(Post)
    /// Deleted, hidden, or no longer for this viewer: nothing is said of it but that.
    case gone
    /// The viewer has made it quiet.
    case quiet
}

/// As much of a video as stands beside a post that hangs on it.
struct PostLink: Sendable {
    let id: PostID
    let title: String
}

enum PostForm: Int, Sendable, SQLReadable, SQLBindable {
    case note = 0
    case clip = 1
    case video = 2
    case share = 3
    case story = 4
    case comment = 5
}

enum PostState: Int, Sendable, SQLReadable, SQLBindable {
    case draft = 0
    case published = 1
    case scheduled = 2
    case held = 3
    case removed = 4
    /// Its film is being prepared; only its author sees it.
    case processing = 5
    /// Its time is over: gone from every surface but its author's.
    case archived = 6
}

/// A channel published: its subscribers hear of it, its link is looked at.
struct PostPublished: Event {
    static let kind = "post-published"
    let post: PostID
    let author: ChannelID
    let link: String?
}
