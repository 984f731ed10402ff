import Database

extension Transaction {
    /// The channel's newest videos, and one more if it is older: what a post may hang on.
    func newestVideos(of channel: ChannelID, and chosen: PostID?) throws -> [PostLink] {
        let newest = try rows(
            """
            SELECT id, title
            FROM posts
            WHERE author = \(channel) AND form = 2 AND root IS NULL AND state = 1
            ORDER BY place DESC
            LIMIT \(Limits.videosOffered)
            """
        ) { PostLink(id: $0[0], title: $0[1]) }
        guard let chosen, !newest.contains(where: { $0.id == chosen }) else { return newest }
        let older = try row(
            """
            SELECT id, title
            FROM posts
            WHERE id = \(chosen) AND author = \(channel) AND form = 2 AND root IS NULL AND state = 1
            """
        ) { PostLink(id: $0[0], title: $0[1]) }
        return newest + (older.map { [$0] } ?? [])
    }

    /// Of the post that waits longest to be published.
    func lastZone(of channel: ChannelID) throws -> String? {
        let zone: String?? = try row(
            """
            SELECT zone
            FROM posts
            WHERE author = \(channel) AND state = 2
            ORDER BY due DESC
            LIMIT 1
            """
        ) { $0[0] }
        return zone ?? nil
    }
}

extension Limits {
    /// In a list to choose from: a longer one wants a search.
    static let videosOffered = 50
}
