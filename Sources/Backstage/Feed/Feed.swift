import Database

extension FollowedForms {
    /// As a condition on `posts`, named `p`. Each has its own partial index over (author, place).
    var condition: SQL {
        switch self {
        case .posts: "p.form <> 2"
        case .videos: "p.form = 2"
        case .both: "p.form IN (0, 1, 2, 3)"
        }
    }
}

/// A post in a feed before it is loaded: enough to page, and to choose.
struct FeedItem: Sendable, Equatable {
    let id: PostID
    let author: ChannelID
    let place: Place
}

/// Where the list of popular videos goes on: below this many views, or as many and published earlier.
struct PopularKey: Sendable, Equatable {
    let views: Int64
    let place: Place
    /// Before the first of them.
    static let first = PopularKey(views: .max, place: .newest)

    init(views: Int64, place: Place) { (self.views, self.place) = (views, place) }

    /// As it stands in an address: `1200-88123`.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let views = Place(parts[0]), let place = Place(parts[1]) else { return nil }
        self.init(views: views.raw, place: place)
    }
    var text: String { "\(views)-\(place)" }
}

/// A public video by how often it was seen.
struct PopularVideo: Sendable, Equatable {
    let id: PostID
    let author: ChannelID
    let key: PopularKey
}

extension Limits {
    /// Popular videos looked through for some that a viewer does not follow yet. Past that, none is proposed:
    /// who follows the two hundred most seen has found them all.
    static let popularLookedThrough = 200
    /// Enough for most: who follows three quarters of the most seen is looked up among all.
    static let popularLookedAtFirst = 24
}
