import Database
import Markup

extension App {
    /// Decides about comments under this channel's posts, in one transaction and one line of the log; about
    /// persons, one each.
    ///
    /// `seen` is where the page showed them: what stands elsewhere by now was decided by somebody else,
    /// and is left there. Throws `Missing` when one of them is under no post of this channel's.
    @discardableResult
    func moderate(
        _ deed: ModerationDeed, _ comments: [PostID], reason: RemovalReason? = nil,
        seen: CommentShelf? = nil, as host: ChannelID, by account: AccountID
    ) async throws -> ModerationOutcome {
        guard !comments.isEmpty else { throw Refused(ModerationRefusal.nothingChosen) }
        guard comments.count <= Limits.commentsModerated else { throw Refused(ModerationRefusal.tooMany) }
        let removes = deed.fate?.state == .removed
        if removes { try Self.judge(reason) }
        let decided = ModerationCase(
            deed: deed, why: removes ? reason?.lines ?? "" : "", seen: seen, host: host, account: account)
        guard deed.standing != nil else {
            return try await database.write { [self] in try $0.decide(decided, about: comments, self) }
        }
        var outcome = ModerationOutcome()
        let people = try await database.read { try $0.oneOfEach(comments, under: host) }
        // Before the first of them, so that a refusal leaves nothing half done.
        guard people.allSatisfy({ $0.author != host }) else { throw Refused(ModerationRefusal.ownWords) }
        for comment in people {
            let done = try await database.write { [self] in
                try $0.decide(decided, aboutWriterOf: comment, self)
            }
            outcome.action = done.action ?? outcome.action
            outcome.moved += done.moved
        }
        return outcome
    }

    private static func judge(_ reason: RemovalReason?) throws {
        guard let reason else { throw Refused(ModerationRefusal.noReason) }
        let over = Cleaning.characters(reason.words) - Limits.removalCharacters
        guard over <= 0 else { throw Refused(ModerationRefusal.wordsTooLong(by: over)) }
    }
}

/// What is decided, and who decides.
struct ModerationCase: Sendable {
    let deed: ModerationDeed
    /// Of a removal: its reason as it is stored.
    let why: String
    let seen: CommentShelf?
    let host: ChannelID
    let account: AccountID
}

extension Transaction {
    /// One action about these comments. Nothing is written when none of them moves.
    fileprivate func decide(
        _ decided: ModerationCase, about ids: [PostID], _ app: App
    ) throws -> ModerationOutcome {
        // Those who decide for one channel wait for each other, whatever posts it is about.
        try lock(decided.host.raw)
        let found = try judged(ids, under: decided.host)
        guard found.count == Set(ids).count else { throw Missing() }
        guard found.allSatisfy({ $0.author != decided.host }) else {
            throw Refused(ModerationRefusal.ownWords)
        }
        let open = found.filter { decided.isOpen($0) }
        var outcome = ModerationOutcome()
        outcome.left = found.filter { !decided.isOpen($0) }.map(\.shelf)
        guard let fate = decided.deed.fate, !open.isEmpty else {
            if found.count == 1, try isDeleted(found[0].id) {
                throw Refused(ModerationRefusal.deleted, status: 410)
            }
            return outcome
        }
        let action = app.ids.next(ModerationActionID.self)
        try write(action, decided, comment: ids.count == 1 ? ids[0] : nil, person: nil, now: app.clock.now())
        outcome.action = action
        outcome.moved = try move(open, to: fate, in: action, decided, app)
        guard decided.deed == .removeReplies else { return outcome }
        outcome.moved += try moveRest(of: action, app)
        return outcome
    }

    /// One action about the person who wrote this comment, and about their comments.
    fileprivate func decide(
        _ decided: ModerationCase, aboutWriterOf comment: JudgedComment, _ app: App
    ) throws -> ModerationOutcome {
        guard comment.author != decided.host else { throw Refused(ModerationRefusal.ownWords) }
        guard let standing = decided.deed.standing else { return ModerationOutcome() }
        try lock(decided.host.raw)
        let before = try self.standing(of: comment.author, under: decided.host)
        var outcome = ModerationOutcome()
        let fate = decided.deed.fate
        let found = try fate == nil ? [] : judged([comment.id], under: decided.host)
        let open = found.filter { decided.isOpen($0) && $0.state != .removed }
        guard before != standing || !open.isEmpty else { return outcome }
        let action = app.ids.next(ModerationActionID.self)
        let written = ModerationCase(
            deed: decided.deed, why: String(before.rawValue), seen: decided.seen, host: decided.host,
            account: decided.account)
        let time = app.clock.now()
        try write(action, written, comment: comment.id, person: comment.author, now: time)
        try setStanding(standing, of: comment.author, under: decided.host, now: time)
        outcome.action = action
        outcome.moved = 1
        guard let fate else { return outcome }
        outcome.moved = try move(open, to: fate, in: action, decided, app) + moveRest(of: action, app)
        if decided.deed == .hide {
            // What was judged before this was kept, and kept after it, is found then.
            try queue(FinishModeration(action: action), app, due: time + Limits.hiddenAgainMilliseconds)
        }
        return outcome
    }

    /// The next of what an action about many is to move. What is left over follows in a job.
    func moveRest(of id: ModerationActionID, _ app: App) throws -> Int {
        guard let host = try action(id)?.host else { return 0 }
        try lock(host.raw)
        guard let action = try action(id), action.undone == nil, let fate = action.deed?.fate else {
            return 0
        }
        // Whoever decided about the person since then is obeyed.
        if let person = action.person, try standing(of: person, under: host) != action.deed?.standing {
            return 0
        }
        let next = try stillToMove(action, limit: Limits.movedAtOnce)
        guard !next.isEmpty else { return 0 }
        let decided = ModerationCase(
            deed: action.deed ?? .hold, why: action.why, seen: nil, host: action.host,
            account: action.account)
        let held = try judged(next, under: action.host)
        // Whoever decided in between is obeyed.
        let open = held.filter { decided.isOpen($0) }
        let count = try move(open, to: fate, in: id, decided, app)
        if next.count == Limits.movedAtOnce { try queue(FinishModeration(action: id), app) }
        return count
    }

    private func move(
        _ comments: [JudgedComment], to fate: CommentFate, in action: ModerationActionID,
        _ decided: ModerationCase, _ app: App
    ) throws -> Int {
        guard !comments.isEmpty else { return 0 }
        let fresh = try fate.state == .published ? neverPublished(comments.map(\.id), by: decided.host) : []
        try move(comments, to: fate, in: action, why: decided.why, now: app.clock.now())
        switch fate.state {
        case .published:
            for comment in comments {
                try record(
                    CommentPublished(
                        comment: comment.id, author: comment.author,
                        link: Prose.firstLink(in: comment.text)), app)
            }
            if !fresh.isEmpty { try tellWriters(of: fresh, action, isApproval: true, decided, app) }
        case .removed:
            try tellWriters(of: comments.map(\.id), action, isApproval: false, decided, app)
        default: break
        }
        return comments.count
    }

    private func tellWriters(
        of comments: [PostID], _ action: ModerationActionID, isApproval: Bool, _ decided: ModerationCase,
        _ app: App
    ) throws {
        try record(
            CommentsDecided(action: action, comments: comments, isApproval: isApproval, host: decided.host),
            app)
    }
}

extension ModerationCase {
    /// Whether there is something to decide: it stands where it was seen, and not yet where it is to go.
    fileprivate func isOpen(_ comment: JudgedComment) -> Bool {
        guard let fate = deed.fate, [.published, .held].contains(comment.state) else { return false }
        if let seen, deed.standing == nil, comment.shelf != seen { return false }
        switch deed {
        // Only what is published is held for another look, and what is not published is published.
        case .hold: return comment.state == .published
        case .trust: return comment.state == .held
        case .approve, .remove, .removeReplies, .spam, .hide:
            return comment.shelf != CommentShelf(fate.state, fate.held)
        case .usual: return false
        }
    }
}

/// Goes on with what moves more comments than one transaction should.
struct FinishModeration: Job {
    static let kind = "finish-moderation"
    static let lane = Lane.upkeep
    let action: ModerationActionID

    func run(_ app: App) async throws {
        _ = try await app.database.write { try $0.moveRest(of: action, app) }
    }
}
