import Database

extension Transaction {
    /// What this account wants to see from now on.
    func rememberHome(_ shows: HomeShows, of account: AccountID) throws {
        try run("UPDATE accounts SET home_shows = \(shows) WHERE id = \(account)")
    }

    /// Channels with something to see, most followed first, that this one does not follow. Looks through
    /// `Limits.channelsLookedThrough` of them, so that a site of idle channels costs no more.
    func channelsToFollow(for viewer: ChannelID, limit: Int) throws -> [Channel] {
        try rows(
            """
            SELECT c.id, c.handle, c.name, c.bio, c.links, c.is_person, c.subscribers, c.posts, c.videos,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
            FROM (
                SELECT id
                FROM channels
                ORDER BY subscribers DESC, id DESC
                LIMIT \(Limits.channelsLookedThrough)) AS k
            JOIN channels AS c ON c.id = k.id
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE c.open_head > 0 AND c.suspended IS NULL AND c.id <> \(viewer) AND NOT EXISTS (
                SELECT 1
                FROM subscriptions AS s
                WHERE s.channel = \(viewer) AND s.target = c.id)
                AND \(.heard(by: viewer, "c.id"))
            ORDER BY c.subscribers DESC, c.id DESC
            LIMIT \(limit)
            """
        ) {
            Channel(
                id: $0[0], handle: $0[1], name: $0[2], bio: $0[3], links: $0[4], avatar: Picture($0, at: 9),
                banner: nil, isPerson: $0[5], subscribers: $0[6], posts: $0[7], videos: $0[8])
        }
    }
}

extension Limits {
    /// Proposed to who follows nobody yet: a first choice, no catalogue.
    static let channelsToFollow = 6
    static let channelsLookedThrough = 200
}
