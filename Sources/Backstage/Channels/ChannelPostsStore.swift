import Database

/// A post of a channel's tab before it is loaded: enough to page.
struct ChannelItem: Sendable {
    let id: PostID
    let place: Place
}

extension Transaction {
    /// What a channel has said, strictly newest first, below `before`: what this viewer may see in a list.
    func channelPosts(
        of channel: ChannelID, before: Place, for viewer: ChannelID?, limit: Int
    ) throws -> [ChannelItem] {
        try items(of: channel, "p.form <> 2", before: before, for: viewer, limit: limit)
    }

    /// Its videos, newest first, below `before`.
    func channelVideos(
        of channel: ChannelID, before: Place, for viewer: ChannelID?, limit: Int
    ) throws -> [ChannelItem] {
        try items(of: channel, "p.form = 2", before: before, for: viewer, limit: limit)
    }

    private func items(
        of channel: ChannelID, _ forms: SQL, before: Place, for viewer: ChannelID?, limit: Int
    ) throws -> [ChannelItem] {
        try rows(
            """
            SELECT p.id, p.place
            FROM posts AS p
            WHERE p.author = \(channel) AND p.root IS NULL AND p.state = 1 AND \(forms)
                AND p.place < \(before) AND \(.visible(to: viewer, by: .list))
            ORDER BY p.place DESC
            LIMIT \(limit)
            """
        ) { ChannelItem(id: $0[0], place: $0[1]) }
    }
}
