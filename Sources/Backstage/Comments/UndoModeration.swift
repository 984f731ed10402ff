import Database

extension App {
    /// Takes a decision back, however old: every comment it moved stands again where it stood, with the same
    /// reasons, and so does the person. A second time, nothing happens.
    ///
    /// Refused while a later decision about any of it stands: that one is undone first. What its author
    /// deleted meanwhile stays deleted. Throws `Missing` when this channel's people never did it.
    @discardableResult
    func undoModeration(
        _ id: ModerationActionID, as host: ChannelID, by account: AccountID
    ) async throws -> ModerationOutcome {
        try await database.write { [self] tx in
            try tx.lock(host.raw)
            guard let action = try tx.action(id), action.host == host else { throw Missing() }
            guard action.undone == nil else { return ModerationOutcome() }
            // Two who undo at once wait for each other here.
            guard try tx.markUndone(id, by: account, now: clock.now()) else { return ModerationOutcome() }
            guard try !tx.isDecidedAgain(action) else {
                throw Refused(ModerationRefusal.changed, status: 409)
            }
            try tx.restoreStanding(action, now: clock.now())
            let outcome = try tx.putBack(action, after: PostID(0), self)
            guard outcome.moved > 0 || outcome.left.isEmpty || action.person != nil else {
                throw Refused(ModerationRefusal.deleted, status: 410)
            }
            return outcome
        }
    }
}

extension Transaction {
    /// How the host stood to the person before.
    fileprivate func restoreStanding(_ action: ModerationAction, now: Int64) throws {
        guard let person = action.person, let set = action.deed?.standing else { return }
        guard try standing(of: person, under: action.host) == set,
            try !isDecidedAgain(person, under: action.host, after: action.id)
        else { throw Refused(ModerationRefusal.changed, status: 409) }
        let before = Int(action.why).flatMap { PersonStanding(rawValue: $0) } ?? .usual
        try self.setStanding(before, of: person, under: action.host, now: now)
    }

    /// Puts the next comments of an action back; what is left over follows in a job.
    func putBack(_ action: ModerationAction, after: PostID, _ app: App) throws -> ModerationOutcome {
        let moved = try moved(by: action.id, after: after, limit: Limits.movedAtOnce)
        let known = try judged(moved, under: action.host)
        let fate = action.deed?.fate
        let open = known.filter { comment in
            fate.map { CommentShelf($0.state, $0.held) } == comment.shelf
        }
        // Removed by its author meanwhile looks the same, and is theirs.
        let deleted = try fate?.state == .removed ? deletedByAuthor(open.map(\.id)) : []
        let back = open.filter { !deleted.contains($0.id) }
        let now = app.clock.now()
        try putBack(back, from: action.id, now: now)
        // Whom the site suspended meanwhile stays unseen, here too.
        for hidden in try suspended(back.map(\.id)) {
            try take(hidden.comment, for: hidden.decision, why: hidden.why, now: now)
        }
        if !back.isEmpty {
            try record(DecisionsUndone(comments: back.map(\.id), host: action.host), app)
        }
        if moved.count == Limits.movedAtOnce, let last = moved.last {
            try queue(FinishUndo(action: action.id, after: last), app)
        }
        var outcome = ModerationOutcome(action: action.id, moved: back.count)
        let kept = Set(back.map(\.id))
        outcome.left = known.filter { !kept.contains($0.id) }.map(\.shelf)
        return outcome
    }
}

/// Goes on with undoing what moved more comments than one transaction should.
struct FinishUndo: Job {
    static let kind = "finish-undo"
    static let lane = Lane.upkeep
    let action: ModerationActionID
    let after: PostID

    func run(_ app: App) async throws {
        try await app.database.write { tx in
            guard let done = try tx.action(action) else { return }
            try tx.lock(done.host.raw)
            // Whoever decided about the person since then is obeyed.
            if let person = done.person, try tx.isDecidedAgain(person, under: done.host, after: done.id) {
                return
            }
            _ = try tx.putBack(done, after: after, app)
        }
    }
}
