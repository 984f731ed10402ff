import Database

extension Transaction {
    func seal(of post: PostID) throws -> PollSeal? {
        try row(
            """
            SELECT is_closed, answer IS NOT NULL, votes, root, tally
            FROM polls
            WHERE post = \(post)
            """
        ) { row in
            let tally: String? = row[4]
            return PollSeal(
                post: post, isClosed: row[0], isQuiz: row[1], votes: row[2], root: row[3],
                tally: (tally ?? "").split(separator: ",").compactMap { Int64($0) })
        }
    }

    /// The receipt of this channel's vote; nil without a vote, or for one given before there were receipts.
    func receipt(of channel: ChannelID, in post: PostID) throws -> VoteReceipt? {
        let bytes: [UInt8]? = try value(
            "SELECT leaf FROM poll_votes WHERE post = \(post) AND channel = \(channel)")
        return bytes.map(VoteReceipt.init(stored:))
    }

    /// The next receipts in the order of their bytes, which is the tree's.
    func receipts(in post: PostID, after last: [UInt8], limit: Int) throws -> [[UInt8]] {
        try rows(
            """
            SELECT leaf
            FROM poll_votes
            WHERE post = \(post) AND leaf > \(last)
            ORDER BY leaf
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    /// That a receipt is among the counted ones of a closed poll. Two queries, at most `Limits.branches`
    /// and `Limits.branchVotes` rows.
    func proof(of receipt: VoteReceipt, in seal: PollSeal) throws -> VoteProof? {
        let branches = try rows(
            """
            SELECT above, root
            FROM poll_branches
            WHERE post = \(seal.post)
            ORDER BY position
            LIMIT \(Limits.branches)
            """
        ) { VoteBranch(above: $0[0], root: $0[1]) }
        let holding = branches.lastIndex { $0.above.lexicographicallyPrecedes(receipt.bytes) }
        guard let holding else { return nil }
        let receipts = try receipts(in: seal.post, after: branches[holding].above, limit: Limits.branchVotes)
        return VoteBranch.proof(
            of: receipt.bytes, in: holding, holding: receipts, among: branches, count: Int(seal.counted))
    }

    func hasReceipt(_ receipt: VoteReceipt, in post: PostID) throws -> Bool {
        let found: Int? = try value(
            "SELECT choice FROM poll_votes WHERE post = \(post) AND leaf = \(receipt.bytes)")
        return found != nil
    }
}

// MARK: Closing

extension Transaction {
    /// Stops the votes of a poll whose time has come. True while its count is not yet published.
    func freezePoll(_ post: PostID, now: Int64) throws -> Bool {
        try run(
            """
            UPDATE polls
            SET is_closed = 1
            WHERE post = \(post) AND closes <= \(now) AND answer IS NULL AND root IS NULL
            """) == 1
    }

    /// Votes given before there were receipts.
    func votesWithoutReceipt(in post: PostID, limit: Int) throws -> [(channel: ChannelID, choice: Int)] {
        try rows(
            """
            SELECT channel, choice
            FROM poll_votes
            WHERE post = \(post) AND leaf IS NULL
            LIMIT \(limit)
            """
        ) { (channel: $0[0], choice: $0[1]) }
    }

    func giveReceipt(to channel: ChannelID, for choice: Int, in post: PostID, salt: [UInt8]) throws {
        try run(
            """
            UPDATE poll_votes
            SET salt = \(salt), leaf = \(VoteReceipt(of: choice, in: post, salt: salt).bytes)
            WHERE post = \(post) AND channel = \(channel) AND choice = \(choice) AND leaf IS NULL
            """)
    }

    /// Writes the root and, beside it, the counts as they stand. False when that was done already.
    func publishCount(of post: PostID, root: String, branches: [VoteBranch]) throws -> Bool {
        let tally = try optionCounts(of: post).map(String.init).joined(separator: ",")
        let isFirst = try run(
            """
            UPDATE polls
            SET root = \(root), tally = \(tally)
            WHERE post = \(post) AND is_closed = 1 AND root IS NULL
            """)
        guard isFirst == 1 else { return false }
        for (position, branch) in branches.enumerated() {
            try run(
                """
                INSERT INTO poll_branches (post, position, above, root)
                VALUES (\(post), \(position), \(branch.above), \(branch.root))
                """)
        }
        return true
    }
}

// MARK: Verifying

/// A vote as it is stored, for who checks it against its receipt.
struct StoredVote: Sendable {
    let leaf: [UInt8]
    let choice: Int
    let salt: [UInt8]?
}

extension Transaction {
    func storedVotes(in post: PostID, after last: [UInt8], limit: Int) throws -> [StoredVote] {
        try rows(
            """
            SELECT leaf, choice, salt
            FROM poll_votes
            WHERE post = \(post) AND leaf > \(last)
            ORDER BY leaf
            LIMIT \(limit)
            """
        ) { StoredVote(leaf: $0[0], choice: $0[1], salt: $0[2]) }
    }

    /// Every row, also one without a receipt.
    func countVotes(in post: PostID) throws -> Int64 {
        try value("SELECT count(*) FROM poll_votes WHERE post = \(post)") ?? 0
    }

    /// The counts that pages show, in the order of the options.
    func optionCounts(of post: PostID) throws -> [Int64] {
        try rows(
            """
            SELECT votes
            FROM poll_options
            WHERE post = \(post)
            ORDER BY position
            LIMIT \(Limits.optionsRead)
            """
        ) { $0[0] }
    }
}

extension Limits {
    /// More than any poll has: a row too many is to be found, not cut off.
    static let optionsRead = 100
    /// Votes from before the receipts that get one in a transaction: others write in between.
    static let receiptsAtOnce = 500
}
