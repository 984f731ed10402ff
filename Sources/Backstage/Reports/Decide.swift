import Database
import Markup

/// Why a decision was not taken.
enum DecisionRefusal: Refusal, Equatable {
    case noAction
    case whyMissing
    case whyTooLong(by: Int)
    case noDays
    case nothingToRemove
    case alreadySuspended
    /// By somebody else, while this moderator read the case.
    case meanwhile
    /// About oneself.
    case own
    /// About a moderator or administrator, by who is no administrator.
    case aboutStaff

    var problem: Problem {
        switch self {
        case .noAction: Problem("action", .case_no_action)
        case .whyMissing: Problem("why", .case_why_missing)
        case .whyTooLong(let by):
            Problem("why", .case_why_long, ["limit": "\(Limits.decisionCharacters)"], count: Int64(by))
        case .noDays: Problem("days", .case_no_days, ["limit": "\(Limits.limitDays.upperBound)"])
        case .nothingToRemove: Problem("action", .case_nothing_to_remove)
        case .alreadySuspended: Problem("action", .case_already_suspended)
        case .meanwhile: Problem("", .case_meanwhile)
        case .own: Problem("action", .case_own)
        case .aboutStaff: Problem("action", .case_about_staff)
        }
    }
}

/// A decision as a moderator typed it.
struct DecisionDraft: Sendable {
    var action: SiteAction?
    var why = ""
    var days = "7"
    /// The last decision its author saw on the case; 0 for none, nil where the form does not say.
    var seen: DecisionID?

    init() {}
    init(_ form: Form) {
        action = SiteAction(name: form["action"])
        why = form.prose("why")
        days = form.line("days")
        seen = form["seen"].flatMap { DecisionID($0) }
    }

    fileprivate var refusals: [any Refusal] {
        guard let action else { return [DecisionRefusal.noAction] }
        var refusals: [DecisionRefusal] = []
        if action != .dismiss, Cleaning.isBlank(why) { refusals.append(.whyMissing) }
        let over = Cleaning.characters(why) - Limits.decisionCharacters
        if over > 0 { refusals.append(.whyTooLong(by: over)) }
        if action == .limit, dayCount == nil { refusals.append(.noDays) }
        return refusals
    }

    fileprivate var dayCount: Int64? {
        Int(days).flatMap { Limits.limitDays.contains($0) ? Int64($0) : nil }
    }
}

/// A decision about to be written, all judged.
struct NewDecision: Sendable {
    let id: DecisionID
    let caseID: CaseID
    let account: AccountID
    let action: SiteAction
    let post: PostID?
    let until: Int64?
    let why: String
    let by: AccountID
    let at: Int64
}

extension App {
    /// Decides a case: closes it, does what was decided, writes it down and tells the person. A case that is
    /// closed may be decided again, more or less strictly.
    ///
    /// Nobody decides about themself, and moderators not about each other or administrators; so the last
    /// administrator is never shut out.
    @discardableResult
    func decide(_ draft: DecisionDraft, on id: CaseID, by actor: AccountID) async throws -> DecisionID {
        let now = clock.now()
        let decision = ids.next(DecisionID.self)
        try await database.write { [self] tx in
            guard let found = try tx.heldCase(id) else { throw Missing() }
            guard draft.refusals.isEmpty, let action = draft.action else { throw Refused(draft.refusals) }
            try tx.checkStanding(of: actor, over: found.account, whoIs: found.role)
            if let seen = draft.seen, seen != found.decided ?? DecisionID(0) {
                throw Refused(DecisionRefusal.meanwhile)
            }
            let new = NewDecision(
                id: decision, caseID: id, account: found.account, action: action,
                post: action == .remove ? found.post : nil,
                until: action == .limit ? now + (draft.dayCount ?? 1) * 86_400_000 : nil, why: draft.why,
                by: actor, at: now)
            try tx.carryOut(new, isSuspended: found.isSuspended, self)
            try tx.insert(new)
            try tx.closeCase(id, by: decision)
            if action != .dismiss { try tx.tell(found.account, .siteDecision, of: decision, self) }
        }
        return decision
    }
}

extension Transaction {
    /// "site" in ASCII: held by whoever decides about a moderator, so that two do not shut each other out.
    private static let staffLock: Int64 = 0x7369_7465

    func checkStanding(of actor: AccountID, over account: AccountID, whoIs role: Role) throws {
        guard account != actor else { throw Refused(DecisionRefusal.own, status: 403) }
        if role != .member { try lock(Self.staffLock) }
        let mine = try standingRole(of: actor)
        guard mine != .member else { throw Missing() }
        guard role == .member || mine == .admin else {
            throw Refused(DecisionRefusal.aboutStaff, status: 403)
        }
    }

    fileprivate func carryOut(_ new: NewDecision, isSuspended: Bool, _ app: App) throws {
        switch new.action {
        case .dismiss, .warn: break
        case .remove:
            guard let post = new.post, try take(post, for: new.id, why: new.why, now: new.at) else {
                throw Refused(DecisionRefusal.nothingToRemove)
            }
        case .limit: try limit(new.account, until: new.until ?? new.at, by: new.id, why: new.why)
        case .suspend:
            guard !isSuspended else { throw Refused(DecisionRefusal.alreadySuspended) }
            try suspend(new.account, by: new.id, why: new.why)
            try queue(SuspendPosts(decision: new.id), app)
            let again = new.at + Limits.suspendedAgainMilliseconds
            try queue(SuspendPosts(decision: new.id), app, due: again)
        }
    }

    /// One line in the inbox of the channel an account is known by. It carries the decision's number, which
    /// no post has, so that each decision is told.
    func tell(
        _ account: AccountID, _ kind: NotificationKind, of decision: DecisionID, _ app: App
    ) throws {
        guard let channel = try firstChannel(of: account) else { return }
        try tell(channel, kind, by: channel, about: PostID(decision.raw), app)
    }
}
