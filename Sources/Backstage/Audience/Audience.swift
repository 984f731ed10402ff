import Database

/// Who may see a post. A comment has the audience of the post it hangs under, and that post's host.
enum Audience: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    /// Everybody, on every surface.
    case everyone = 0
    /// Everybody who has the address; in no list, feed or search.
    case unlisted = 1
    /// The host's subscribers, and the host.
    case subscribers = 2

    var name: String { ["everyone", "unlisted", "subscribers"][rawValue] }
    init?(name: String?) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// How somebody comes upon a post: it is listed for them, or they bring its address.
enum Approach: Sendable, CaseIterable {
    case list
    case address
}

/// The one rule of who may see what (`product.md`, "Rules that hold everywhere"), in two forms that a
/// property test holds against each other: this function, and `SQL.visible` for where many posts are
/// sifted at once.
extension Audience {
    func permits(_ viewer: ChannelID?, host: ChannelID, isSubscribed: Bool, by approach: Approach) -> Bool {
        if let viewer, viewer == host { return true }
        switch self {
        case .everyone: return true
        case .unlisted: return approach == .address
        case .subscribers: return viewer != nil && isSubscribed
        }
    }
}

extension SQL {
    /// The rule as a condition on `posts`, which the query must name `p`. Draws nothing but the viewer in.
    static func visible(to viewer: ChannelID?, by approach: Approach) -> SQL {
        let open: SQL = approach == .address ? "p.audience IN (0, 1)" : "p.audience = 0"
        guard let viewer else { return open }
        return """
            (\(open) OR p.host = \(viewer) OR (p.audience = 2 AND EXISTS (
                SELECT 1 FROM subscriptions AS a WHERE a.channel = \(viewer) AND a.target = p.host)))
            """
    }
}
