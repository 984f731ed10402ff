import Database

/// What a rule would have held of the last comments, before it is saved.
struct Rehearsal: Sendable {
    /// How many comments there were: `Limits.rehearsedComments` at most.
    let looked: Int
    /// Newest first.
    let held: [(facts: CommentFacts, hold: Hold)]

    /// How many each reason concerns, most first. A comment counts under each of its reasons.
    var byReason: [(reason: HoldReason, count: Int)] {
        var counts: [String: Int] = [:]
        for (_, hold) in held {
            for reason in hold.reasons { counts[reason.line, default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .compactMap { line, count in HoldReason(line: line).map { ($0, count) } }
    }

    var newest: ArraySlice<(facts: CommentFacts, hold: Hold)> { held.prefix(Limits.rehearsedShown) }
}

extension App {
    /// Plays a rule on the last comments under a channel's posts; nothing is changed. Three queries.
    func rehearse(_ settings: CommentSettings, of host: ChannelID) async throws -> Rehearsal {
        let rule = try settings.judged().rule
        let (ids, facts) = try await database.read { tx in
            let ids = try tx.lastComments(under: host, limit: Limits.rehearsedComments)
            return (ids, try tx.facts(of: ids))
        }
        let known = Dictionary(facts.map { ($0.comment, $0) }) { first, _ in first }
        let held = ids.compactMap { known[$0] }.compactMap { facts in
            rule.judge(facts).map { (facts: facts, hold: $0) }
        }
        return Rehearsal(looked: ids.count, held: held)
    }
}
