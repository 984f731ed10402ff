import Database

extension Transaction {
    /// The newest posts of its channel that hang on a video: "Backstage of this video".
    func hanging(on video: PostID, for viewer: ChannelID?) throws -> [PostID] {
        try rows(
            """
            SELECT p.id
            FROM posts AS p
            WHERE p.video = \(video) AND p.state = 1 AND \(.visible(to: viewer, by: .list))
            ORDER BY p.place DESC
            LIMIT \(Limits.hangingShown)
            """
        ) { $0[0] }
    }

    /// The channel's other videos, newest first: at most `limit`.
    func otherVideos(
        of channel: ChannelID, besides video: PostID, for viewer: ChannelID?, limit: Int
    ) throws -> [PostID] {
        try rows(
            """
            SELECT p.id
            FROM posts AS p
            WHERE p.author = \(channel) AND p.form = 2 AND p.root IS NULL AND p.state = 1 AND p.id <> \(video)
                AND \(.visible(to: viewer, by: .list))
            ORDER BY p.place DESC
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    /// The most seen videos of all channels: at most `limit`.
    func mostSeenVideos(for viewer: ChannelID?, limit: Int) throws -> [PostID] {
        try rows(
            """
            SELECT p.id
            FROM posts AS p
            WHERE p.form = 2 AND p.root IS NULL AND p.state = 1 AND p.audience = 0
                AND \(.visible(to: viewer, by: .list)) AND \(.heard(by: viewer, "p.author"))
            ORDER BY p.views DESC, p.place DESC
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    /// Adds what was counted in memory: one statement for all videos seen equally often.
    func addViews(_ views: [PostID: Int64]) throws {
        for (count, videos) in Dictionary(grouping: views.keys, by: { views[$0, default: 0] }) {
            try run("UPDATE posts SET views = views + \(count) WHERE id IN \(list: videos) AND state = 1")
        }
    }
}
