import Database

/// A post of a channel's tab before it is loaded: enough to page.
struct ChannelItem: Sendable {
    let id: PostID
    let place: Place
}

extension Transaction {
    /// What a channel has said, strictly newest first, below `before`, and its newest videos: what this
    /// viewer may see in a list.
    func channelItems(
        of channel: ChannelID, posts: Int, before: Place = .newest, videos: Int, pinned: PostID? = nil,
        for viewer: ChannelID?
    ) throws -> (posts: [ChannelItem], videos: [ChannelItem], pinned: [ChannelItem]) {
        let notes = Self.items(of: channel, "form <> 2", before: before, for: viewer, limit: posts)
        let films = Self.items(of: channel, "form = 2", before: .newest, for: viewer, limit: videos)
        let all = try rows(
            """
            SELECT id, place, 0 FROM (\(notes)) AS n
            UNION ALL
            SELECT id, place, 1 FROM (\(films)) AS v
            UNION ALL
            SELECT p.id, p.place, 2
            FROM posts AS p
            WHERE p.id = \(pinned ?? PostID(0)) AND p.author = \(channel) AND p.root IS NULL AND p.state = 1
                AND \(.visible(to: viewer, by: .list))
            """
        ) { (item: ChannelItem(id: $0[0], place: $0[1]), kind: $0[2] as Int) }
        let newest = all.sorted { $0.item.place > $1.item.place }
        let items = { kind in newest.filter { $0.kind == kind }.map(\.item) }
        return (items(0), items(1), items(2))
    }

    /// Its videos alone, newest first, below `before`.
    func channelVideos(
        of channel: ChannelID, before: Place, for viewer: ChannelID?, limit: Int
    ) throws -> [ChannelItem] {
        try rows(Self.items(of: channel, "form = 2", before: before, for: viewer, limit: limit)) {
            ChannelItem(id: $0[0], place: $0[1])
        }
    }

    private static func items(
        of channel: ChannelID, _ form: SQL, before: Place, for viewer: ChannelID?, limit: Int
    ) -> SQL {
        """
        SELECT p.id, p.place
        FROM posts AS p
        WHERE p.author = \(channel) AND p.root IS NULL AND p.state = 1 AND p.\(form)
            AND p.place < \(before) AND \(.visible(to: viewer, by: .list))
        ORDER BY p.place DESC
        LIMIT \(limit)
        """
    }
}
