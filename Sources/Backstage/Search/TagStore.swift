import Database

extension Transaction {
    /// The newest posts and videos with this tag that the viewer may see: one query, keyed by place.
    func taggedIDs(
        _ tag: String, before: Place, limit: Int, for viewer: ChannelID?
    ) throws -> [(id: PostID, place: Place)] {
        try rows(
            """
            SELECT p.id, p.place
            FROM post_tags AS t
            JOIN posts AS p ON p.id = t.post
            WHERE t.tag = \(tag) AND t.place < \(before) AND p.state = 1 AND \
            \(.visible(to: viewer, by: .list)) AND \(.heard(by: viewer, "p.author"))
            ORDER BY t.place DESC
            LIMIT \(limit)
            """
        ) { (id: $0[0], place: $0[1]) }
    }
}
