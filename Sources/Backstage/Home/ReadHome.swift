import Database

/// Reading is four steps with the same names everywhere: ids, load, rule, show.
///
/// At most eight queries whatever is followed: two for posts, three for videos, three to load them all.
extension Transaction {
    func home(
        _ shows: HomeShows, from cursor: HomeCursor, of member: Member?, in shell: Shell
    ) throws -> Home {
        guard let me = member?.channel.id else { return try publicHome(shows, from: cursor) }
        guard !shell.channels.isEmpty else { return try firstHome(shows, of: me) }
        let items = try homePosts(shows) {
            try feedIDs(of: me, shell.following, before: cursor.posts, limit: $0, forms: .posts)
        }
        var followed: [FeedItem] = []
        var popular: [PopularVideo] = []
        if shows != .posts {
            followed = try feedIDs(
                of: me, shell.following, before: cursor.videos, limit: Limits.videosAPage + 1, forms: .videos,
                includesOwn: false)
            popular = try popularVideos(
                for: me, shell.following, after: cursor.popular, limit: Limits.videosAPage / 2)
        }
        // Nobody followed has a video: one panel of what others see beats an empty stage.
        let isAllPopular = cursor.isStart && followed.isEmpty
        let chosen = HomeChoice(
            shows, items, SuggestVideos(followed: followed, popular: popular), isAllPopular: isAllPopular,
            panelsMax: isAllPopular ? 1 : Limits.actsAPage)
        return try load(chosen, from: cursor, for: me)
    }

    /// A visitor's page: what is public and new, and what is seen most.
    private func publicHome(_ shows: HomeShows, from cursor: HomeCursor) throws -> Home {
        let items = try homePosts(shows) { try publicIDs(before: cursor.posts, limit: $0) }
        let popular =
            shows == .posts
            ? [] : try popularVideos(for: nil, after: cursor.popular, limit: Limits.videosAPage + 1)
        let chosen = HomeChoice(
            shows, items, SuggestVideos(followed: [], popular: popular), isAllPopular: true,
            panelsMax: Limits.actsAPage)
        return try load(chosen, from: cursor, for: nil)
    }

    /// Who follows nobody is shown whom to follow, and one panel of what others see.
    private func firstHome(_ shows: HomeShows, of me: ChannelID) throws -> Home {
        let popular = shows == .posts ? [] : try popularVideos(for: me, limit: Limits.videosAnAct)
        let chosen = HomeChoice(
            shows, [], SuggestVideos(followed: [], popular: popular), isAllPopular: true, panelsMax: 1)
        var home = try load(chosen, from: .start, for: me)
        home.channels = try channelsToFollow(for: me, limit: Limits.channelsToFollow)
        home.next = nil
        return home
    }

    private func homePosts(
        _ shows: HomeShows, _ read: (_ limit: Int) throws -> [FeedItem]
    ) rethrows -> [FeedItem] {
        shows == .videos ? [] : try read(Limits.actsAPage * Limits.postsAnAct + 1)
    }

    private func load(_ chosen: HomeChoice, from cursor: HomeCursor, for viewer: ChannelID?) throws -> Home {
        var found: [PostID: Post] = [:]
        for post in try posts(chosen.ids, for: viewer) { found[post.id] = post }
        var home = Home(shows: chosen.shows, isAllPopular: chosen.isAllPopular)
        home.next = chosen.next(after: cursor)
        home.acts = chosen.acts.map { act in
            var reasons: [PostID: SuggestionReason] = [:]
            for suggestion in act.panel { reasons[suggestion.video] = suggestion.reason }
            let posts = act.posts.compactMap { found[$0] }
            // A post and the video it is about never share an act: it would be said twice.
            let told = Set(posts.compactMap(\.told))
            let videos = act.panel.compactMap { found[$0.video] }.filter { !told.contains($0.id) }
            return Act(posts: posts, videos: videos, reasons: reasons)
        }
        return home
    }
}

extension Post {
    /// The video it hangs on or shares.
    fileprivate var told: PostID? {
        if case .post(let original)? = shared { return original.id }
        return stage?.id
    }
}

/// Which posts and videos share which act: ids alone, a pure step between the two that read.
struct HomeChoice {
    struct Act {
        let posts: [PostID]
        let panel: [Suggestion]
    }

    let shows: HomeShows
    let isAllPopular: Bool
    private(set) var acts: [Act] = []
    private let lastPost: Place?
    private let hasMorePosts: Bool
    private let suggestions: SuggestVideos

    /// `items` are the page's posts and one more, if there is one more.
    init(
        _ shows: HomeShows, _ items: [FeedItem], _ suggestions: SuggestVideos, isAllPopular: Bool,
        panelsMax: Int
    ) {
        var suggestions = suggestions
        let page = Array(items.prefix(Limits.actsAPage * Limits.postsAnAct))
        let size = shows == .videos ? Limits.videosAPage : Limits.videosAnAct
        // Without a single post there is still one act: the stage, and the end of the feed.
        for start in stride(from: 0, to: max(page.count, 1), by: Limits.postsAnAct) {
            let posts = page[start..<min(start + Limits.postsAnAct, page.count)].map(\.id)
            let panel =
                acts.count < panelsMax
                ? suggestions.panel(of: size, besides: Set(posts), mayBeAllPopular: isAllPopular) : []
            acts.append(Act(posts: posts, panel: panel))
        }
        self.shows = shows
        self.isAllPopular = isAllPopular
        self.suggestions = suggestions
        lastPost = page.last?.place
        hasMorePosts = items.count > page.count
    }

    /// Everything to load, each once.
    var ids: [PostID] { acts.flatMap { $0.posts + $0.panel.map(\.video) } }

    func next(after cursor: HomeCursor) -> HomeCursor? {
        let hasMoreVideos = isAllPopular ? !suggestions.popular.isEmpty : !suggestions.followed.isEmpty
        guard shows == .videos ? hasMoreVideos : hasMorePosts else { return nil }
        var next = cursor
        next.posts = lastPost ?? cursor.posts
        next.videos = suggestions.lastFollowed ?? cursor.videos
        next.popular = suggestions.lastPopular ?? cursor.popular
        return next
    }
}

extension Limits {
    static let videosAPage = actsAPage * videosAnAct
}
