import Database

extension Transaction {
    /// A poll's closing time, its row held until the transaction ends: votes for one poll stand in line.
    func pollForVoting(_ post: PostID) throws -> (closes: Int64, votes: Int64, isQuiz: Bool)? {
        // An update that changes nothing takes the row's lock on both engines.
        try row(
            """
            UPDATE polls
            SET votes = votes
            WHERE post = \(post)
            RETURNING closes, votes, answer IS NOT NULL
            """
        ) { (closes: $0[0], votes: $0[1], isQuiz: $0[2]) }
    }

    func hasVoted(_ channel: ChannelID, in post: PostID) throws -> Bool {
        let choice: Int? = try value(
            "SELECT choice FROM poll_votes WHERE post = \(post) AND channel = \(channel)")
        return choice != nil
    }

    func hasOption(_ choice: Int, in post: PostID) throws -> Bool {
        let found: Int64? = try value(
            "SELECT position FROM poll_options WHERE post = \(post) AND position = \(choice)")
        return found != nil
    }

    /// Moves this channel's vote to `choice`, with the counts of the options and the poll.
    func setVote(_ choice: Int, in post: PostID, by channel: ChannelID, now: Int64) throws {
        let before: Int? = try value(
            "SELECT choice FROM poll_votes WHERE post = \(post) AND channel = \(channel)")
        guard before != choice else { return }
        try run(
            """
            INSERT INTO poll_votes (post, channel, choice, at)
            VALUES (\(post), \(channel), \(choice), \(now))
            ON CONFLICT (post, channel) DO UPDATE
            SET choice = excluded.choice, at = excluded.at
            """)
        try run(
            "UPDATE poll_options SET votes = votes + 1 WHERE post = \(post) AND position = \(choice)")
        if let before {
            try run(
                "UPDATE poll_options SET votes = votes - 1 WHERE post = \(post) AND position = \(before)")
        } else {
            try run("UPDATE polls SET votes = votes + 1 WHERE post = \(post)")
        }
    }

    /// True when the poll was open and its time has come.
    func closePoll(_ post: PostID, now: Int64) throws -> Bool {
        try run("UPDATE polls SET is_closed = 1 WHERE post = \(post) AND is_closed = 0 AND closes <= \(now)")
            == 1
    }
}
