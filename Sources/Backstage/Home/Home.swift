/// How far down the home page somebody has read: its posts and the two lists its stage draws from.
struct HomeCursor: Sendable, Equatable {
    var posts = Place.newest
    var videos = Place.newest
    var popular = PopularKey.first

    static let start = HomeCursor()
    var isStart: Bool { self == .start }

    /// `?before=…&videos=…&popular=…`; what is missing or no number begins at the top.
    init(_ visit: Visit) {
        posts = visit.query("before").flatMap { Place($0) } ?? .newest
        videos = visit.query("videos").flatMap { Place($0) } ?? .newest
        popular = visit.query("popular").flatMap { PopularKey($0) } ?? .first
    }
    private init() {}

    /// The page that goes on from here.
    var link: Link {
        var link = Link.home
        if posts != .newest { link = link.with("before", posts) }
        if videos != .newest { link = link.with("videos", videos) }
        if popular != .first { link = link.with("popular", popular.text) }
        return link
    }
}

/// The unit of the home page (`design/DESIGN.md`, section 4): some posts and the videos that share the page
/// with them.
struct Act: Sendable {
    let posts: [Post]
    let videos: [Post]
    let reasons: [PostID: SuggestionReason]

    /// On a phone these stand before the stage, so that the first thing seen is a person.
    var before: ArraySlice<Post> { posts.prefix(Limits.postsAnAct / 2) }
    var after: ArraySlice<Post> { posts.dropFirst(Limits.postsAnAct / 2) }
}

/// The home page as it was put together, before it is shown.
struct Home: Sendable {
    let shows: HomeShows
    var acts: [Act] = []
    /// The next page; nil at the end.
    var next: HomeCursor?
    /// Channels to follow, for a member who follows none.
    var channels: [Channel] = []
    /// Nothing stands behind the stage but how often its videos were seen.
    var isAllPopular = false
}
