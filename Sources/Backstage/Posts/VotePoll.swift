import Database

/// Why a vote was not taken.
enum VoteRefusal: Refusal {
    case closed
    case noSuchOption
    /// A quiz is answered once: the answer is known then.
    case answered
    /// Other answers stand there now than the voter saw.
    case optionsChanged

    var problem: Problem {
        switch self {
        case .closed: Problem("", .poll_refused_closed)
        case .noSuchOption: Problem("", .poll_refused_option)
        case .answered: Problem("", .quiz_refused_answered)
        case .optionsChanged: Problem("", .poll_refused_changed)
        }
    }
}

extension App {
    /// Gives or changes the one vote a channel has. Counts move in the same transaction, so they never drift.
    ///
    /// `ballot` is the mark of the answers as the voter saw them; nil asks for no comparison.
    func vote(
        _ choice: Int, in post: PostID, as channel: ChannelID, ballot: String? = nil
    ) async throws {
        let now = clock.now()
        let salt = chance.bytes(VoteReceipt.saltBytes)
        try await database.write { tx in
            guard try tx.visiblePost(post, for: channel) != nil, let poll = try tx.pollForVoting(post) else {
                throw Missing()
            }
            // Also a vote that was in time and stood in line while the poll closed: the count is made.
            guard now < poll.closes, !poll.isClosed else { throw Refused(VoteRefusal.closed) }
            let options = try tx.optionTexts(of: post)
            guard ballot == nil || ballot == Ballot.mark(of: options) else {
                throw Refused(VoteRefusal.optionsChanged)
            }
            guard options.indices.contains(choice) else { throw Refused(VoteRefusal.noSuchOption) }
            if poll.isQuiz, try tx.hasVoted(channel, in: post) { throw Refused(VoteRefusal.answered) }
            try tx.setVote(choice, in: post, by: channel, salt: salt, now: now)
        }
    }
}
