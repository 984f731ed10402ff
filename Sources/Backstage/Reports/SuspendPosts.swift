import Database

/// Takes down everything that the channels a decision hides have published, in steps. Repeated, or after the
/// decision was reversed, it finds nothing to do.
struct SuspendPosts: Job {
    static let kind = "suspend-posts"
    static let lane = Lane.upkeep
    let decision: DecisionID

    func run(_ app: App) async throws {
        for channel in try await app.database.read({ try $0.channels(hiddenBy: decision) }) {
            var last: PostID? = PostID(0)
            while let after = last { last = try await take(of: channel, after: after, app) }
        }
    }

    /// Takes the channel's next posts and comments. Returns the last of them; nil when there were no more, or
    /// the channel is hidden by this decision no longer.
    private func take(of channel: ChannelID, after: PostID, _ app: App) async throws -> PostID? {
        let now = app.clock.now()
        return try await app.database.write { tx in
            guard try tx.channels(hiddenBy: decision).contains(channel),
                let why = try tx.decision(decision)?.why
            else { return nil }
            let found = try tx.everything(of: channel, after: after, limit: Limits.takenAtOnce)
            for post in found.inOrder { try tx.take(post, for: decision, why: why, now: now) }
            return found.last?.id
        }
    }
}

/// Gives back everything that a reversed decision took, in steps.
struct GiveBackPosts: Job {
    static let kind = "give-back-posts"
    static let lane = Lane.upkeep
    let decision: DecisionID

    func run(_ app: App) async throws {
        var isDone = false
        while !isDone {
            let now = app.clock.now()
            isDone = try await app.database.write { tx in
                guard try tx.decision(decision)?.reversed != nil else { return true }
                let found = try tx.taken(by: decision, limit: Limits.takenAtOnce)
                for post in found.inOrder { try tx.giveBack(post, from: decision, now: now, app) }
                return found.count < Limits.takenAtOnce
            }
        }
    }
}
