import Database

/// A poll has closed and its count is published: its voters and its author are told how it ended.
struct PollClosed: Event {
    static let kind = "poll-closed"
    let post: PostID
}

/// Freezes a poll at its time.
struct ClosePoll: Job {
    static let kind = "close-poll"
    static let lane = Lane.events
    let post: PostID

    func run(_ app: App) async throws { try await app.closePoll(post) }
}

extension App {
    /// Freezes a poll whose time has come, then publishes its count and the root over all receipts.
    ///
    /// Frozen first, because from then on nothing moves: the votes are read in pieces, while others write.
    /// Cut off in between, it is done again from the start and comes to the same. Costs a row and two hashes
    /// a vote, and the memory of one piece and of the branches: 16 KB for a million votes.
    func closePoll(_ post: PostID) async throws {
        let now = clock.now()
        guard try await database.write({ try $0.freezePoll(post, now: now) }) else { return }
        try await giveReceipts(in: post)
        let branches = try await branches(of: post)
        let root = hexadecimal(VoteTree(branches.map(\.root)).root)
        try await database.write { [self] tx in
            guard try tx.publishCount(of: post, root: root, branches: branches) else { return }
            try tx.record(PollClosed(post: post), self)
        }
    }

    /// To votes from before there were receipts: in the tree they count like all others.
    private func giveReceipts(in post: PostID) async throws {
        while true {
            let votes = try await database.read {
                try $0.votesWithoutReceipt(in: post, limit: Limits.receiptsAtOnce)
            }
            guard !votes.isEmpty else { return }
            let given = votes.map { ($0.channel, $0.choice, chance.bytes(VoteReceipt.saltBytes)) }
            try await database.write { tx in
                for (channel, choice, salt) in given {
                    try tx.giveReceipt(to: channel, for: choice, in: post, salt: salt)
                }
            }
        }
    }

    private func branches(of post: PostID) async throws -> [VoteBranch] {
        var branches: [VoteBranch] = []
        var last = VoteBranch.before
        while true {
            let above = last
            let receipts = try await database.read {
                try $0.receipts(in: post, after: above, limit: Limits.branchVotes)
            }
            guard let end = receipts.last else { return branches }
            branches.append(VoteBranch(above: above, root: VoteTree(receipts).root))
            last = end
        }
    }
}
