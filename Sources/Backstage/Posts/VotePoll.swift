import Database

/// Why a vote was not taken.
enum VoteRefusal: Refusal {
    case closed
    case noSuchOption
    /// A quiz is answered once: the answer is known then.
    case answered

    var problem: Problem {
        switch self {
        case .closed: Problem("", .poll_refused_closed)
        case .noSuchOption: Problem("", .poll_refused_option)
        case .answered: Problem("", .quiz_refused_answered)
        }
    }
}

/// A poll's time has come: its voters and its author are told how it ended.
struct PollClosed: Event {
    static let kind = "poll-closed"
    let post: PostID
}

/// Freezes a poll at its time.
struct ClosePoll: Job {
    static let kind = "close-poll"
    static let lane = Lane.events
    let post: PostID

    func run(_ app: App) async throws {
        let now = app.clock.now()
        try await app.database.write { tx in
            guard try tx.closePoll(post, now: now) else { return }
            try tx.record(PollClosed(post: post), app)
        }
    }
}

extension App {
    /// Gives or changes the one vote a channel has. Counts move in the same transaction, so they never drift.
    func vote(_ choice: Int, in post: PostID, as channel: ChannelID) async throws {
        let now = clock.now()
        try await database.write { tx in
            guard try tx.visiblePost(post, for: channel) != nil, let poll = try tx.pollForVoting(post) else {
                throw Missing()
            }
            guard now < poll.closes else { throw Refused(VoteRefusal.closed) }
            guard try tx.hasOption(choice, in: post) else { throw Refused(VoteRefusal.noSuchOption) }
            if poll.isQuiz, try tx.hasVoted(channel, in: post) { throw Refused(VoteRefusal.answered) }
            try tx.setVote(choice, in: post, by: channel, now: now)
        }
    }
}
