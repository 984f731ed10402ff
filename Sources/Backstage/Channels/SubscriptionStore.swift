import Database

/// A followed channel, as the list of subscriptions shows it.
struct Subscription: Sendable {
    let face: Face
    let bell: Bell
    let subscribers: Int64
}

extension Transaction {
    /// How much `channel` wants to hear of `target`; nil when it does not follow.
    func subscription(of channel: ChannelID, to target: ChannelID) throws -> Bell? {
        try value("SELECT bell FROM subscriptions WHERE channel = \(channel) AND target = \(target)")
    }

    func subscriptionCount(of channel: ChannelID) throws -> Int {
        try value("SELECT count(*) FROM subscriptions WHERE channel = \(channel)") ?? 0
    }

    /// Follows, and counts it. False when it did already, and then only the bell changes.
    func subscribe(_ channel: ChannelID, to target: ChannelID, bell: Bell, since: Place) throws -> Bool {
        let made = try run(
            """
            INSERT INTO subscriptions (channel, target, bell, since)
            VALUES (\(channel), \(target), \(bell), \(since))
            ON CONFLICT (channel, target) DO NOTHING
            """)
        try tell(FollowingNews.followed(channel))
        guard made == 1 else {
            try run(
                "UPDATE subscriptions SET bell = \(bell) WHERE channel = \(channel) AND target = \(target)")
            return false
        }
        try run("UPDATE channels SET subscribers = subscribers + 1 WHERE id = \(target)")
        return true
    }

    func unsubscribe(_ channel: ChannelID, from target: ChannelID) throws {
        let gone = try run("DELETE FROM subscriptions WHERE channel = \(channel) AND target = \(target)")
        guard gone == 1 else { return }
        try tell(FollowingNews.followed(channel))
        try run("UPDATE channels SET subscribers = subscribers - 1 WHERE id = \(target)")
    }

    /// The channels that `channel` follows, by name, from after `last`'s on: at most `limit`.
    func subscriptions(
        of channel: ChannelID, after last: SubscriptionKey, limit: Int
    ) throws -> [Subscription] {
        try rows(
            """
            SELECT c.id, c.handle, c.name, c.is_person, s.bell, c.subscribers,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
            FROM subscriptions AS s
            JOIN channels AS c ON c.id = s.target
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE s.channel = \(channel) AND c.handle_folded > \(last.folded)
                AND \(.heard(by: channel, "c.id"))
                AND c.suspended IS NULL
            ORDER BY c.handle_folded
            LIMIT \(limit)
            """
        ) { row in
            let face = Face(
                id: row[0], handle: row[1], name: row[2], avatar: Picture(row, at: 6), isPerson: row[3])
            return Subscription(face: face, bell: row[4], subscribers: row[5])
        }
    }
}

/// Where the next page of subscriptions begins: after this handle, folded. Empty before the first.
struct SubscriptionKey: Sendable {
    let folded: String
    static let first = SubscriptionKey(folded: "")
}
