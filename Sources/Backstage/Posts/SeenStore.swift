import Database

extension Transaction {
    /// Which of these posts a look of this viewer counts for: published, theirs to see, and not their own.
    func countable(_ posts: [PostID], seenBy viewer: ChannelID?) throws -> [PostID] {
        guard !posts.isEmpty else { return [] }
        return try rows(
            """
            SELECT p.id
            FROM posts AS p
            WHERE p.id IN \(list: posts) AND p.root IS NULL AND p.state = 1
                AND p.author <> \(viewer ?? ChannelID(0)) AND \(.visible(to: viewer, by: .address))
            LIMIT \(Limits.looksAtOnce)
            """
        ) { $0[0] }
    }

    /// Two statements for each number that occurs: posts looked at as often go together.
    func addLooks(_ looks: [PostID: Int64], at now: Int64) throws {
        let byCount = Dictionary(grouping: looks.keys, by: { looks[$0, default: 0] })
        for (count, posts) in byCount.sorted(by: { $0.key < $1.key }) {
            let posts = posts.sorted()
            try run("UPDATE posts SET seen = seen + \(count) WHERE id IN \(list: posts)")
            try self.count(.seen, count, of: posts, at: now)
        }
    }
}
