import Database

/// How large a world to measure is.
public struct SeedSize: Sendable {
    /// Channels that can be followed: at least as many as the keenest reader follows, 3,000.
    var channels = 3_100
    /// How many of them publish.
    var authors = 1_000
    var posts = 100_000
    var comments = 300_000
    var answersOfQuietest = 50
    var answersOfLoudest = 50_000
    var subscribersOfSmallest = 10
    var subscribersOfLargest = 1_000_000

    /// What the published figures are measured in.
    public static let full = SeedSize()
    /// For a look at the benchmark itself.
    public static let quick = SeedSize(
        authors: 200, posts: 5_000, comments: 15_000, subscribersOfLargest: 20_000)
}

extension App {
    /// Fills an empty site by writing rows, not by the product's verbs: 2.6 million of them in minutes.
    ///
    /// Posting is open to everyone, and as often as anybody likes. Passwords fit nobody: sessions are made by
    /// `createSession(for:)`. Returns what was planned; all of it is written.
    func seedWorld(_ size: SeedSize) async throws -> SeedPlan {
        guard try await database.read({ try $0.hasNoAccounts() }) else { throw DemoRefusal.notEmpty }
        // Before there are channels: each would be told.
        try await setStage(.everyone, by: nil)
        let tier = Tier.unbounded(id: ids.next())
        try await database.write { try $0.save(tier) }

        let plan = SeedPlan(size, now: clock.now())
        let (begin, now) = (plan.begin, plan.now)
        try await write(plan.channels) { try $0.seed(channels: $1, created: begin) }
        try await seedMembers(plan)
        try await write(plan.subscriptions) { try $0.seed(subscriptions: $1) }
        try await write(plan.posts) { try $0.seed(posts: $1, now: now) }
        try await write(plan.comments) { try $0.seed(comments: $1) }
        try await write(plan.replies) { try $0.seed(comments: $1) }
        try await seedCrowd(plan)
        if database.engine == .postgres { try await database.write { try $0.seedStatistics() } }
        return plan
    }

    private func seedMembers(_ plan: SeedPlan) async throws {
        try await write(plan.members) { try $0.seed(channels: $1, created: plan.begin) }
        for member in plan.members {
            let email = "\(member.handle)@bench.example"
            // No hash: no password leads to it.
            let account = NewAccount(
                id: ids.next(), email: email, emailFolded: email, password: "!", role: .member,
                now: plan.begin)
            try await database.write { tx in
                _ = try tx.insert(account)
                try tx.seedOwner(account.id, of: member.id)
            }
        }
    }

    private func seedCrowd(_ plan: SeedPlan) async throws {
        let begin = plan.begin
        for numbers in chunks(from: plan.crowd, count: plan.size.subscribersOfLargest) {
            try await database.write { tx in
                try tx.seedCrowd(numbers, created: begin)
                try tx.seedFollowers(numbers, of: plan.large)
            }
        }
        let few = plan.crowd...(plan.crowd + Int64(plan.size.subscribersOfSmallest) - 1)
        try await database.write { try $0.seedFollowers(few, of: plan.small) }
    }

    private func chunks(from first: Int64, count: Int) -> [ClosedRange<Int64>] {
        stride(from: 0, to: count, by: Limits.seedNumbersAWrite).map { start in
            let end = min(start + Limits.seedNumbersAWrite, count)
            return (first + Int64(start))...(first + Int64(end) - 1)
        }
    }

    /// All rows, many a transaction, in statements of as many as an engine takes.
    private func write<Piece: Sendable>(
        _ rows: [Piece], _ insert: @escaping @Sendable (Transaction, ArraySlice<Piece>) throws -> Void
    ) async throws {
        for start in stride(from: 0, to: rows.count, by: Limits.seedRowsAWrite) {
            let chunk = rows[start..<min(start + Limits.seedRowsAWrite, rows.count)]
            try await database.write { tx in
                var rest = chunk
                while !rest.isEmpty {
                    try insert(tx, rest.prefix(Limits.seedRowsAStatement))
                    rest = rest.dropFirst(Limits.seedRowsAStatement)
                }
            }
        }
    }
}

extension Limits {
    fileprivate static let seedRowsAWrite = 2_000
    /// SQLite takes 32,766 values a statement; no row of ours has more than fifteen.
    fileprivate static let seedRowsAStatement = 500
    /// Rows the database makes up itself: far below PostgreSQL's thirty seconds a statement.
    fileprivate static let seedNumbersAWrite = 20_000
}

extension Tier {
    fileprivate static func unbounded(id: TierID) -> Tier {
        Tier(
            id: id, name: "Unbounded", subscribersMin: 0, postsADay: 1_000_000, pollsADay: 1_000_000,
            photosAPost: Limits.photosAPost, pollOptions: Limits.pollOptions.upperBound,
            characters: Limits.postCharacters)
    }
}
