import Database
import Markup

/// Why an appeal, or the answer to one, was not taken.
enum AppealRefusal: Refusal, Equatable {
    case empty(DecisionID)
    case tooLong(DecisionID, by: Int)
    case already(DecisionID)
    case noOutcome(DecisionID)
    case answerMissing(DecisionID)
    case answerTooLong(DecisionID, by: Int)
    /// By another moderator, meanwhile.
    case answered

    var problem: Problem {
        switch self {
        case .empty(let id): Problem("words-\(id)", .appeal_empty)
        case .tooLong(let id, let by):
            Problem("words-\(id)", .appeal_long, ["limit": "\(Limits.appealCharacters)"], count: Int64(by))
        case .already(let id): Problem("words-\(id)", .appeal_already)
        case .noOutcome(let id): Problem("outcome-\(id)", .appeal_no_outcome)
        case .answerMissing(let id): Problem("answer-\(id)", .appeal_answer_missing)
        case .answerTooLong(let id, let by):
            Problem(
                "answer-\(id)", .case_why_long, ["limit": "\(Limits.decisionCharacters)"], count: Int64(by))
        case .answered: Problem("", .appeal_answered)
        }
    }
}

extension App {
    /// What the person a decision is about says against it: once.
    func appeal(_ id: DecisionID, words: String, by account: AccountID) async throws {
        let words = Cleaning.prose(words)
        let now = clock.now()
        try await database.write { tx in
            guard let found = try tx.decision(id), found.account == account, found.action != .dismiss,
                found.reversed == nil
            else { throw Missing() }
            guard found.appeal == nil else { throw Refused(AppealRefusal.already(id)) }
            guard !Cleaning.isBlank(words) else { throw Refused(AppealRefusal.empty(id)) }
            let over = Cleaning.characters(words) - Limits.appealCharacters
            guard over <= 0 else { throw Refused(AppealRefusal.tooLong(id, by: over)) }
            guard try tx.insertAppeal(against: id, words: words, at: now) else {
                throw Refused(AppealRefusal.already(id))
            }
        }
    }

    /// The site's answer: the decision stands, or everything is as it was before it. Told either way.
    func answerAppeal(
        _ id: DecisionID, _ outcome: AppealOutcome?, words: String, by actor: AccountID
    ) async throws {
        let words = Cleaning.prose(words)
        let now = clock.now()
        try await database.write { [self] tx in
            guard let found = try tx.decision(id), found.appeal != nil else { throw Missing() }
            let role = try tx.role(of: found.account)
            try tx.checkStanding(of: actor, over: found.account, whoIs: role)
            var refusals: [AppealRefusal] = []
            if outcome == nil { refusals.append(.noOutcome(id)) }
            if Cleaning.isBlank(words) { refusals.append(.answerMissing(id)) }
            let over = Cleaning.characters(words) - Limits.decisionCharacters
            if over > 0 { refusals.append(.answerTooLong(id, by: over)) }
            guard refusals.isEmpty, let outcome else { throw Refused(refusals) }
            guard try tx.answerAppeal(against: id, outcome, words: words, by: actor, at: now) else {
                throw Refused(AppealRefusal.answered)
            }
            if outcome == .reversed { try tx.reverse(found, now: now, self) }
            try tx.tell(found.account, .appealDecided, of: id, self)
        }
    }
}

extension Transaction {
    /// Everything as it was before the decision.
    fileprivate func reverse(_ decision: SiteDecision, now: Int64, _ app: App) throws {
        try markReversed(decision.id, at: now)
        switch decision.action {
        case .dismiss, .warn: break
        case .remove:
            for post in try taken(by: decision.id, limit: 1).inOrder {
                try giveBack(post, from: decision.id, now: now, app)
            }
        case .limit: try lift(decision.id, from: decision.account)
        case .suspend:
            try lift(decision.id, from: decision.account)
            try queue(GiveBackPosts(decision: decision.id), app)
        }
    }
}
