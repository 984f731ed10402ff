/// Why a video is proposed. Each tile says so (`design/DESIGN.md`, section 1, "Say why").
enum SuggestionReason: Sendable {
    /// New from a channel the viewer follows.
    case followed
    /// Much seen, from a channel the viewer does not follow.
    case popular

    var word: Word { self == .followed ? .home_why_followed : .home_why_popular }
}

/// A video chosen for a stage panel.
struct Suggestion: Sendable, Equatable {
    let video: PostID
    let reason: SuggestionReason
}

/// Chooses the videos of a page's stage panels. The same candidates always give the same panels.
///
/// - A panel alternates: the newest of a followed channel, then a popular one the viewer does not know.
/// - At most half of a panel comes from channels not followed: when the followed run short, so does the
///   panel. Only where there is nothing to follow from, for a visitor or before anything was followed, is a
///   panel all popular.
/// - No video stands twice on a page, and none in the stage of an act that shows it as a post.
struct SuggestVideos {
    /// Newest first, without the viewer's own.
    private(set) var followed: [FeedItem]
    /// Most seen first, without the viewer's own and those followed.
    private(set) var popular: [PopularVideo]
    /// Where the lists went on: the next page begins below.
    private(set) var lastFollowed: Place?
    private(set) var lastPopular: PopularKey?

    init(followed: [FeedItem], popular: [PopularVideo]) {
        self.followed = followed
        self.popular = popular
    }

    /// The next panel of at most `size` videos, none of them in `shown`. Empty when nothing may be proposed.
    mutating func panel(
        of size: Int, besides shown: Set<PostID>, mayBeAllPopular: Bool = false
    ) -> [Suggestion] {
        let known = followed.count { !shown.contains($0.id) }
        let unknown = popular.count { !shown.contains($0.id) }
        let strangers = mayBeAllPopular ? min(size, unknown) : min(size / 2, known, unknown)
        let fromFollowed = takeFollowed(min(size - strangers, known), besides: shown)
        let fromPopular = takePopular(strangers, besides: shown)
        var panel: [Suggestion] = []
        for index in 0..<max(fromFollowed.count, fromPopular.count) {
            if index < fromFollowed.count { panel.append(fromFollowed[index]) }
            if index < fromPopular.count { panel.append(fromPopular[index]) }
        }
        return panel
    }

    private mutating func takeFollowed(_ count: Int, besides shown: Set<PostID>) -> [Suggestion] {
        let taken = followed.filter { !shown.contains($0.id) }.prefix(count)
        let ids = Set(taken.map(\.id))
        followed.removeAll { ids.contains($0.id) }
        lastFollowed = taken.last?.place ?? lastFollowed
        return taken.map { Suggestion(video: $0.id, reason: .followed) }
    }

    private mutating func takePopular(_ count: Int, besides shown: Set<PostID>) -> [Suggestion] {
        let taken = popular.filter { !shown.contains($0.id) }.prefix(count)
        let ids = Set(taken.map(\.id))
        popular.removeAll { ids.contains($0.id) }
        lastPopular = taken.last?.key ?? lastPopular
        return taken.map { Suggestion(video: $0.id, reason: .popular) }
    }
}
