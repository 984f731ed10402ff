import Database

/// How fast one account may comment, whatever channels it speaks as.
enum CommentPace {
    /// It wrote too much in a while, and may go on from a moment on, in milliseconds.
    struct TooFast: Error { let until: Int64 }

    /// So many within so many milliseconds. Nobody talks as fast as that for a minute, or for an hour.
    fileprivate static let most: [(count: Int, within: Int64)] = [
        (Limits.commentsAMinute, 60_000), (Limits.commentsAnHour, 3_600_000),
    ]
}

extension Limits {
    static let commentsAMinute = 20
    static let commentsAnHour = 300
}

extension Transaction {
    /// Throws `CommentPace.TooFast` when this account commented too much of late. Its next comment waits for
    /// this transaction, so that many at once are counted too. Looks at two rows.
    func judgePace(of writer: AccountID, now: Int64) throws {
        try lock(writer.raw)
        for (count, within) in CommentPace.most {
            let earliest: Int64? = try value(
                """
                SELECT published
                FROM posts
                WHERE writer = \(writer) AND root IS NOT NULL
                ORDER BY place DESC
                LIMIT 1 OFFSET \(count - 1)
                """)
            guard let earliest, earliest > now - within else { continue }
            throw CommentPace.TooFast(until: earliest + within)
        }
    }
}
