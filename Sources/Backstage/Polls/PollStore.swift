import Database

extension Transaction {
    /// A poll's closing time, its row held until the transaction ends: votes for one poll stand in line, and
    /// so do its closing and a change of its options.
    func pollForVoting(
        _ post: PostID
    ) throws -> (closes: Int64, votes: Int64, isClosed: Bool, isQuiz: Bool)? {
        // An update that changes nothing takes the row's lock on both engines.
        try row(
            """
            UPDATE polls
            SET votes = votes
            WHERE post = \(post)
            RETURNING closes, votes, is_closed, answer IS NOT NULL
            """
        ) { (closes: $0[0], votes: $0[1], isClosed: $0[2], isQuiz: $0[3]) }
    }

    func hasVoted(_ channel: ChannelID, in post: PostID) throws -> Bool {
        let choice: Int? = try value(
            "SELECT choice FROM poll_votes WHERE post = \(post) AND channel = \(channel)")
        return choice != nil
    }

    /// What can be chosen, in order: a choice is a position among these.
    func optionTexts(of post: PostID) throws -> [String] {
        try rows(
            """
            SELECT text
            FROM poll_options
            WHERE post = \(post)
            ORDER BY position
            LIMIT \(Limits.optionsRead)
            """
        ) { $0[0] }
    }

    /// Moves this channel's vote to `choice`, with the counts of the options and the poll. A new choice has a
    /// new receipt, made of `salt`.
    func setVote(
        _ choice: Int, in post: PostID, by channel: ChannelID, salt: [UInt8], now: Int64
    ) throws {
        let before: Int? = try value(
            "SELECT choice FROM poll_votes WHERE post = \(post) AND channel = \(channel)")
        guard before != choice else { return }
        try run(
            """
            INSERT INTO poll_votes (post, channel, choice, at, salt, leaf)
            VALUES (\(post), \(channel), \(choice), \(now), \(salt),
                \(VoteReceipt(of: choice, in: post, salt: salt).bytes))
            ON CONFLICT (post, channel) DO UPDATE
            SET choice = excluded.choice, at = excluded.at, salt = excluded.salt, leaf = excluded.leaf
            """)
        try run(
            "UPDATE poll_options SET votes = votes + 1 WHERE post = \(post) AND position = \(choice)")
        if let before {
            try run(
                "UPDATE poll_options SET votes = votes - 1 WHERE post = \(post) AND position = \(before)")
        } else {
            try run("UPDATE polls SET votes = votes + 1 WHERE post = \(post)")
            try count(.votes, 1, of: post, at: now)
        }
    }
}
