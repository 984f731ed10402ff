import Database

extension Transaction {
    /// Notes on today's row of a post that a count of it moved, in the transaction that moves it. What
    /// hangs under a post has no row: comments are not counted apart.
    func count(_ measure: Measure, _ step: Int, of post: PostID, at now: Int64) throws {
        try count(measure, Int64(step), on: "p.id = \(post)", at: now)
    }

    /// The same for many posts.
    func count(_ measure: Measure, _ step: Int64, of posts: [PostID], at now: Int64) throws {
        try count(measure, step, on: "p.id IN \(list: posts)", at: now)
    }

    /// A subscription to `channel` that was made on the page of this post; nothing when that is not the
    /// channel's own.
    func countSubscriber(from post: PostID, of channel: ChannelID, at now: Int64) throws {
        try count(.subscribers, 1, on: "p.id = \(post) AND p.author = \(channel) AND p.state = 1", at: now)
    }

    /// What came of a post on each of the days from `first` on, oldest first: at most `Limits.figureDays`.
    /// Days without a row are left out.
    func postDays(of post: PostID, from first: Int64) throws -> [PostDay] {
        try rows(
            """
            SELECT day, seen, likes, comments, votes, subscribers
            FROM post_days
            WHERE post = \(post) AND day >= \(first)
            ORDER BY day
            LIMIT \(Limits.figureDays)
            """
        ) { PostDay(day: $0[0], numbers: [$0[1], $0[2], $0[3], $0[4], $0[5]]) }
    }

    private func count(_ measure: Measure, _ step: Int64, on condition: SQL, at now: Int64) throws {
        let column = measure.column
        try run(
            """
            INSERT INTO post_days (post, day, \(column))
            SELECT p.id, \(PostDay.day(of: now)), \(step)
            FROM posts AS p
            WHERE \(condition) AND p.root IS NULL
            ON CONFLICT (post, day) DO UPDATE
            SET \(column) = post_days.\(column) + excluded.\(column)
            """)
    }
}
