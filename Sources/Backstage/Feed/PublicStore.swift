import Database

extension Transaction {
    /// The newest public posts of all channels, without videos: what a visitor is shown.
    func publicIDs(before: Place = .newest, limit: Int) throws -> [FeedItem] {
        try rows(
            """
            SELECT p.id, p.author, p.place
            FROM posts AS p
            WHERE p.root IS NULL AND p.state = 1 AND \(.visible(to: nil, by: .list)) AND p.form <> 2
                AND p.place < \(before)
            ORDER BY p.place DESC
            LIMIT \(limit)
            """
        ) { FeedItem(id: $0[0], author: $0[1], place: $0[2]) }
    }

    /// The most seen public videos after `key`, most seen first; for a member, of channels it does not follow
    /// and that are not its own. Looks through `Limits.popularLookedThrough` of them, whoever asks.
    func popularVideos(
        for viewer: ChannelID?, _ following: Following? = nil, after key: PopularKey = .first, limit: Int
    ) throws -> [PopularVideo] {
        if let following, let known = try knownPopular(following, after: key, limit: limit) { return known }
        let me = viewer ?? ChannelID(0)
        return try rows(
            """
            SELECT v.id, v.author, v.views, v.place
            FROM (
                SELECT p.id, p.author, p.views, p.place
                FROM posts AS p
                WHERE p.form = 2 AND p.root IS NULL AND p.state = 1 AND \(.visible(to: nil, by: .list))
                    AND (p.views, p.place) < (\(key.views), \(key.place))
                ORDER BY p.views DESC, p.place DESC
                LIMIT \(Limits.popularLookedThrough)) AS v
            WHERE v.author <> \(me) AND NOT EXISTS (
                SELECT 1
                FROM subscriptions AS s
                WHERE s.channel = \(me) AND s.target = v.author)
                AND \(.heard(by: viewer, "v.author"))
            ORDER BY v.views DESC, v.place DESC
            LIMIT \(limit)
            """
        ) { PopularVideo(id: $0[0], author: $0[1], key: PopularKey(views: $0[2], place: $0[3])) }
    }

    /// The same where the first few hold enough that a viewer does not follow: nil where they do not.
    private func knownPopular(
        _ following: Following, after key: PopularKey, limit: Int
    ) throws -> [PopularVideo]? {
        let few = try rows(
            """
            SELECT p.id, p.author, p.views, p.place
            FROM posts AS p
            WHERE p.form = 2 AND p.root IS NULL AND p.state = 1 AND \(.visible(to: nil, by: .list))
                AND (p.views, p.place) < (\(key.views), \(key.place))
                AND \(.heard(by: following.viewer, "p.author"))
            ORDER BY p.views DESC, p.place DESC
            LIMIT \(Limits.popularLookedAtFirst)
            """
        ) { PopularVideo(id: $0[0], author: $0[1], key: PopularKey(views: $0[2], place: $0[3])) }
        var known = Set(following.followed.map(\.channel))
        known.insert(following.viewer)
        let unknown = few.filter { !known.contains($0.author) }.prefix(limit)
        return unknown.count == limit || few.count < Limits.popularLookedAtFirst ? Array(unknown) : nil
    }
}
