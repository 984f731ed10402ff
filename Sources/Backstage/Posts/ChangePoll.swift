import Database
import Markup

/// Why a poll's options were not changed.
enum ChangePollRefusal: Refusal, Equatable {
    case closed
    /// Somebody has voted: what they voted for stays as they saw it.
    case voted
    case tooFewOptions
    case tooManyOptions(limit: Int)
    case optionTooLong(Int)
    case optionRepeats(Int, earlier: Int)
    /// A quiz's right answer was left empty.
    case answerGone(Int)

    var problem: Problem {
        switch self {
        case .closed: Problem("", .poll_refused_closed_options)
        case .voted: Problem("", .poll_refused_voted)
        case .tooFewOptions: Problem("option-1", .publish_few_options)
        case .tooManyOptions(let limit):
            Problem("option-\(limit + 1)", .publish_many_options, count: Int64(limit))
        case .optionTooLong(let number):
            Problem("option-\(number)", .publish_option_long, ["limit": "\(Limits.pollOptionCharacters)"])
        case .optionRepeats(let number, let earlier):
            Problem("option-\(number)", .publish_option_repeats, ["earlier": "\(earlier)"])
        case .answerGone(let number): Problem("option-\(number)", .poll_refused_answer)
        }
    }
}

extension App {
    /// Puts other options in a poll's place, until somebody has voted.
    ///
    /// `options` stand as the form's fields do: the first is the first option as it is now, with its picture.
    /// One left empty goes; those beyond the present ones are new. Whoever sends a ballot with the former
    /// options is asked to look again (`VoteRefusal.optionsChanged`).
    func changePoll(_ options: [String], of post: PostID, as channel: ChannelID) async throws {
        let now = clock.now()
        try await database.write { tx in
            try tx.changePoll(options, of: try tx.postToChange(post, of: channel), now: now)
        }
    }
}

extension Transaction {
    /// The same within a transaction that changes more. Options that stand as they were are no change.
    func changePoll(_ options: [String], of post: Post, now: Int64) throws {
        let texts = options.map(Cleaning.line)
        // From here on no vote can come in between.
        guard let poll = try pollForVoting(post.id) else { throw Missing() }
        let present = try optionTexts(of: post.id)
        guard texts != present else { return }
        guard poll.votes == 0 else { throw Refused(ChangePollRefusal.voted) }
        guard now < poll.closes, !poll.isClosed else { throw Refused(ChangePollRefusal.closed) }
        let tier = try allowance(of: post.author.id, day: day(of: now)).tier
        let most = max(present.count, min(tier.pollOptions, Limits.pollOptions.upperBound))
        var refusals = Self.judge(options: texts, most: most)
        let answer = try quizAnswer(of: post.id)
        if let answer, !texts.indices.contains(answer) || Cleaning.isBlank(texts[answer]) {
            refusals.append(.answerGone(answer + 1))
        }
        guard refusals.isEmpty else { throw Refused(refusals) }
        try replaceOptions(of: post.id, with: texts, answer: answer)
    }

    private static func judge(options: [String], most: Int) -> [ChangePollRefusal] {
        var refusals: [ChangePollRefusal] = []
        var seen: [String: Int] = [:]
        let filled = options.enumerated().filter { !Cleaning.isBlank($0.element) }
        for (index, option) in filled {
            if Cleaning.characters(option) > Limits.pollOptionCharacters {
                refusals.append(.optionTooLong(index + 1))
            }
            let folded = option.lowercased()
            if let earlier = seen[folded] { refusals.append(.optionRepeats(index + 1, earlier: earlier)) }
            seen[folded] = seen[folded] ?? index + 1
        }
        if filled.count < Limits.pollOptions.lowerBound { refusals.append(.tooFewOptions) }
        if filled.count > most { refusals.append(.tooManyOptions(limit: most)) }
        return refusals
    }
}
