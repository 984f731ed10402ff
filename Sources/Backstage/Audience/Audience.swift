import Database

/// Who may see a post. A comment has the audience of the post it hangs under, and that post's host.
enum Audience: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    /// Everybody, on every surface.
    case everyone = 0
    /// Everybody who has the address; in no list, feed or search.
    case unlisted = 1
    /// The host's subscribers, and the host.
    case subscribers = 2
    /// Whom the host has made a member of its channel, and the host.
    case members = 3
    /// The people the post names, and the host.
    case named = 4

    var name: String { ["everyone", "unlisted", "subscribers", "members", "named"][rawValue] }
    init?(name: String?) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// What a form asks for: everybody when it does not say. A word that is not ours is for nobody, and is
    /// refused for naming none.
    static func chosen(_ name: String?) -> Audience {
        name == nil ? .everyone : Audience(name: name) ?? .named
    }

    /// Listed for everybody who subscribes: nobody of them learns of it who may not see it.
    var isForAllSubscribers: Bool { self == .everyone || self == .subscribers }
}

/// How somebody comes upon a post: it is listed for them, or they bring its address.
enum Approach: Sendable, CaseIterable {
    case list
    case address
}

/// How a viewer stands to a post and its host.
struct Standing: Sendable {
    var isSubscribed = false
    var isMember = false
    /// The post, or for a comment the post it hangs under, names them.
    var isNamed = false
}

/// The one rule of who may see what (`product.md`, "Rules that hold everywhere"), in two forms that a
/// property test holds against each other: this function, and `SQL.visible` for where many posts are
/// sifted at once.
extension Audience {
    func permits(
        _ viewer: ChannelID?, host: ChannelID, standing: Standing, by approach: Approach
    ) -> Bool {
        if let viewer, viewer == host { return true }
        switch self {
        case .everyone: return true
        case .unlisted: return approach == .address
        case .subscribers: return viewer != nil && standing.isSubscribed
        case .members: return viewer != nil && standing.isMember
        case .named: return viewer != nil && standing.isNamed
        }
    }
}

extension SQL {
    /// The rule as a condition on `posts`, which the query names `p` or `table`. Draws nothing but the viewer
    /// in.
    static func visible(to viewer: ChannelID?, by approach: Approach, table p: SQL = "p") -> SQL {
        let open: SQL = approach == .address ? "\(p).audience IN (0, 1)" : "\(p).audience = 0"
        guard let viewer else { return open }
        return """
            (\(open) OR \(p).host = \(viewer) OR (\(p).audience = 2 AND EXISTS (
                SELECT 1 FROM subscriptions AS a WHERE a.channel = \(viewer) AND a.target = \(p).host))
            OR (\(p).audience = 3 AND EXISTS (
                SELECT 1 FROM memberships AS m WHERE m.channel = \(viewer) AND m.target = \(p).host))
            OR (\(p).audience = 4 AND EXISTS (
                SELECT 1 FROM post_readers AS n
                WHERE n.channel = \(viewer) AND n.post = coalesce(\(p).root, \(p).id))))
            """
    }
}
