import Database

/// What was decided, by whom, and what can be taken back.
extension Transaction {
    func write(
        _ id: ModerationActionID, _ decided: ModerationCase, comment: PostID?, person: ChannelID?, now: Int64
    ) throws {
        try run(
            """
            INSERT INTO moderation_actions (id, host, account, action, comment, person, why, at)
            VALUES (\(id), \(decided.host), \(decided.account), \(decided.deed.rawValue), \(comment),
                \(person), \(decided.why), \(now))
            """)
    }

    func action(_ id: ModerationActionID) throws -> ModerationAction? {
        try row(
            """
            SELECT id, host, account, action, comment, person, why, at, undone
            FROM moderation_actions
            WHERE id = \(id)
            """
        ) { row in
            let deed: String = row[3]
            return ModerationAction(
                id: row[0], host: row[1], account: row[2], deed: ModerationDeed(rawValue: deed),
                comment: row[4], person: row[5], why: row[6], at: row[7], undone: row[8])
        }
    }

    /// False when somebody else just did.
    func markUndone(_ id: ModerationActionID, by account: AccountID, now: Int64) throws -> Bool {
        try run(
            """
            UPDATE moderation_actions
            SET undone = \(now), undone_by = \(account)
            WHERE id = \(id) AND undone IS NULL
            """) == 1
    }

    /// What an action about many has not moved yet: the answers to its comments, or the person's comments.
    func stillToMove(_ action: ModerationAction, limit: Int) throws -> [PostID] {
        switch (action.deed, action.person) {
        case (.removeReplies, _): return try answers(to: action, limit: limit)
        case (.hide, let person?):
            return try comments(of: person, action, "(p.state = 1 OR (p.state = 3 AND p.held = 0))", limit)
        case (.trust, let person?):
            // What came after the decision was judged by it, or by a later one.
            let before: SQL = "p.place < \(action.id.raw)"
            return try comments(of: person, action, "p.state = 3 AND p.held IN (0, 2) AND \(before)", limit)
        default: return []
        }
    }

    /// All that was answered to what this action removed, and is still there: of a top comment its thread, of
    /// a reply those that answer it, and so on. The older first, so an answer comes after what it answers.
    private func answers(to action: ModerationAction, limit: Int) throws -> [PostID] {
        let gone = try rows(
            """
            SELECT p.id, p.thread
            FROM moderation_changes AS c
            JOIN posts AS p ON p.id = c.comment
            WHERE c.action = \(action.id)
            """
        ) { (id: $0[0] as PostID, thread: $0[1] as PostID?) }
        let tops = gone.filter { $0.thread == nil }.map(\.id)
        let whole = try replies(in: tops, action, limit).map(\.id)
        guard whole.isEmpty else { return whole }
        let others = Set(gone.compactMap(\.thread)).subtracting(tops)
        guard !others.isEmpty else { return [] }
        var (reached, found): (Set<PostID>, [PostID]) = (Set(gone.map(\.id)), [])
        for reply in try replies(in: Array(others), action, Limits.threadRead) {
            guard let parent = reply.parent, reached.contains(parent), found.count < limit else { continue }
            reached.insert(reply.id)
            found.append(reply.id)
        }
        return found
    }

    private func replies(
        in threads: [PostID], _ action: ModerationAction, _ limit: Int
    ) throws -> [(id: PostID, parent: PostID?)] {
        guard !threads.isEmpty else { return [] }
        return try rows(
            """
            SELECT r.id, r.parent
            FROM (
                SELECT q.id, q.parent FROM posts AS q WHERE q.thread IN \(list: threads) AND q.state = 1
                UNION ALL
                SELECT q.id, q.parent FROM posts AS q
                WHERE q.host = \(action.host) AND q.root IS NOT NULL AND q.state = 3
                    AND q.thread IN \(list: threads)) AS r
            ORDER BY r.id
            LIMIT \(limit)
            """
        ) { (id: $0[0] as PostID, parent: $0[1] as PostID?) }
    }

    private func comments(
        of person: ChannelID, _ action: ModerationAction, _ condition: SQL, _ limit: Int
    ) throws -> [PostID] {
        // What this action moved, or a later one, stands where somebody put it.
        try rows(
            """
            SELECT p.id
            FROM posts AS p
            WHERE p.host = \(action.host) AND p.author = \(person) AND p.root IS NOT NULL
                AND \(condition)
                AND p.id NOT IN (SELECT m.comment FROM moderation_changes AS m WHERE m.action >= \(action.id))
            ORDER BY p.place DESC
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    // MARK: Taking back

    /// What an action moved, by id.
    func moved(by action: ModerationActionID, after: PostID, limit: Int) throws -> [PostID] {
        try rows(
            """
            SELECT comment
            FROM moderation_changes
            WHERE action = \(action) AND comment > \(after)
            ORDER BY comment
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    /// Whether a later action, which stands, moved one of the comments that this one moved.
    func isDecidedAgain(_ action: ModerationAction) throws -> Bool {
        let found: ModerationActionID? = try value(
            """
            SELECT a.id
            FROM moderation_actions AS a
            JOIN moderation_changes AS c ON c.action = a.id
            JOIN moderation_changes AS m ON m.action = \(action.id) AND m.comment = c.comment
            WHERE a.host = \(action.host) AND a.id > \(action.id) AND a.undone IS NULL
            LIMIT 1
            """)
        return found != nil
    }

    /// Whether a later action, which stands, is about this person.
    func isDecidedAgain(
        _ person: ChannelID, under host: ChannelID, after action: ModerationActionID
    ) throws -> Bool {
        let found: ModerationActionID? = try value(
            """
            SELECT id
            FROM moderation_actions
            WHERE host = \(host) AND id > \(action) AND person = \(person) AND undone IS NULL
            LIMIT 1
            """)
        return found != nil
    }
}
