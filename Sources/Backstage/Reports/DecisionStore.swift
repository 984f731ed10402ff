import Database

extension Transaction {
    func insert(_ decision: NewDecision) throws {
        try run(
            """
            INSERT INTO site_decisions (id, case_id, account, action, post, until, why, decided_by, at)
            VALUES (\(decision.id), \(decision.caseID), \(decision.account), \(decision.action),
                \(decision.post), \(decision.until), \(decision.why), \(decision.by), \(decision.at))
            """)
    }

    /// Everything decided about an account, newest first.
    func decisions(of account: AccountID, limit: Int) throws -> [SiteDecision] {
        try rows(
            """
            \(SQL.decisions)
            WHERE d.account = \(account)
            ORDER BY d.id DESC
            LIMIT \(limit)
            """, SiteDecision.init)
    }

    func decision(_ id: DecisionID) throws -> SiteDecision? {
        try row("\(SQL.decisions) WHERE d.id = \(id)", SiteDecision.init)
    }

    /// Appeals that wait for an answer, oldest first, after this one.
    func openAppeals(after key: DecisionID, limit: Int) throws -> [SiteDecision] {
        try rows(
            """
            \(SQL.decisions)
            WHERE d.id IN (
                SELECT o.decision
                FROM appeals AS o
                WHERE o.outcome IS NULL AND o.decision > \(key)
                ORDER BY o.decision
                LIMIT \(limit))
            ORDER BY d.id
            """, SiteDecision.init)
    }

    // MARK: Standing

    /// The role of somebody who may still use it.
    func standingRole(of account: AccountID) throws -> Role {
        try value("SELECT role FROM accounts WHERE id = \(account) AND suspended IS NULL") ?? .member
    }

    func role(of account: AccountID) throws -> Role {
        try value("SELECT role FROM accounts WHERE id = \(account)") ?? .member
    }

    func limit(_ account: AccountID, until: Int64, by decision: DecisionID, why: String) throws {
        try run(
            """
            UPDATE accounts
            SET limited_until = \(until), limited_by = \(decision), sanction_why = \(why)
            WHERE id = \(account)
            """)
    }

    /// Shuts an account out and hides the channels that nobody else owns.
    func suspend(_ account: AccountID, by decision: DecisionID, why: String) throws {
        try run(
            """
            UPDATE accounts
            SET suspended = \(decision), sanction_why = \(why)
            WHERE id = \(account) AND suspended IS NULL
            """)
        try run(
            """
            UPDATE channels
            SET suspended = \(decision)
            WHERE suspended IS NULL AND id IN (
                SELECT r.channel
                FROM channel_people AS r
                WHERE r.account = \(account) AND r.role = 0 AND NOT EXISTS (
                    SELECT 1
                    FROM channel_people AS o
                    WHERE o.channel = r.channel AND o.role = 0 AND o.account <> r.account))
            """)
        try run("DELETE FROM sessions WHERE account = \(account)")
    }

    /// Lifts what this decision put on an account; what another put there stays, and so do its words.
    func lift(_ decision: DecisionID, from account: AccountID) throws {
        try run(
            """
            UPDATE accounts
            SET limited_until = CASE WHEN limited_by = \(decision) THEN NULL ELSE limited_until END,
                limited_by = CASE WHEN limited_by = \(decision) THEN NULL ELSE limited_by END,
                suspended = CASE WHEN suspended = \(decision) THEN NULL ELSE suspended END
            WHERE id = \(account)
            """)
        try run(
            """
            UPDATE accounts
            SET sanction_why = coalesce((
                SELECT d.why
                FROM site_decisions AS d
                WHERE d.id = coalesce(accounts.suspended, accounts.limited_by)), '')
            WHERE id = \(account)
            """)
        try run("UPDATE channels SET suspended = NULL WHERE suspended = \(decision)")
    }

    // MARK: Appeals

    /// False when there is one already.
    func insertAppeal(against decision: DecisionID, words: String, at now: Int64) throws -> Bool {
        let made = try run(
            """
            INSERT INTO appeals (decision, words, at)
            VALUES (\(decision), \(words), \(now))
            ON CONFLICT (decision) DO NOTHING
            """)
        return made == 1
    }

    /// False when somebody has answered it.
    func answerAppeal(
        against decision: DecisionID, _ outcome: AppealOutcome, words: String, by actor: AccountID,
        at now: Int64
    ) throws -> Bool {
        let answered = try run(
            """
            UPDATE appeals
            SET outcome = \(outcome), answer = \(words), answered = \(now), answered_by = \(actor)
            WHERE decision = \(decision) AND outcome IS NULL
            """)
        return answered == 1
    }

    func markReversed(_ decision: DecisionID, at now: Int64) throws {
        try run("UPDATE site_decisions SET reversed = \(now) WHERE id = \(decision) AND reversed IS NULL")
    }
}

extension SQL {
    /// Decisions `d` with who made them, what they are about, and the appeal `l`.
    fileprivate static let decisions: SQL = """
        SELECT d.id, d.case_id, d.account, d.action, d.until, d.why, d.at, d.reversed,
            coalesce(p.title, ''), coalesce(p.text, ''), l.words, l.at, l.outcome, coalesce(l.answer, ''),
            \(SQL.faceColumns)
        FROM site_decisions AS d
        JOIN channels AS c ON c.id = \(SQL.ownChannel(of: "d.decided_by"))
        LEFT JOIN attachments AS av ON av.id = c.avatar
        LEFT JOIN report_cases AS k ON k.id = d.case_id
        LEFT JOIN posts AS p ON p.id = k.post
        LEFT JOIN appeals AS l ON l.decision = d.id
        """
}

extension SiteDecision {
    fileprivate init(_ row: Row) {
        let (title, text): (String, String) = (row[8], row[9])
        let words: String? = row[10]
        let appeal = words.map { Appeal(words: $0, at: row[11], outcome: row[12], answer: row[13]) }
        self.init(
            id: row[0], caseID: row[1], account: row[2], action: row[3], until: row[4], why: row[5],
            at: row[6], reversed: row[7], by: Face(row, at: 14), text: title.isEmpty ? text : title,
            appeal: appeal)
    }
}
