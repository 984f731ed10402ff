import Database

extension Transaction {
    /// The member behind a session's key, if it was seen since then. Somebody who is none of its channel's
    /// people any more acts as their own.
    func member(key: [UInt8], seenAfter time: Int64) throws -> (member: Member, seen: Int64)? {
        try row(
            """
            SELECT s.id, s.seen, r.role, a.id, a.email, a.role, a.language, a.home_shows,
                a.limited_until, a.suspended IS NOT NULL, a.sanction_why, c.suspended IS NOT NULL,
                \(SQL.channelColumns)
            FROM sessions AS s
            JOIN accounts AS a ON a.id = s.account
            JOIN channel_people AS r ON r.account = s.account AND r.channel = coalesce((
                SELECT k.channel
                FROM channel_people AS k
                WHERE k.account = s.account AND k.channel = s.channel
            ), \(SQL.ownChannel(of: "s.account")))
            JOIN channels AS c ON c.id = r.channel
            \(SQL.channelPictures)
            WHERE s.key = \(key) AND s.seen > \(time)
            """
        ) { row in
            let member = Member(
                account: Account(row, at: 3), session: row[0], channel: Channel(row, at: 12), role: row[2],
                isChannelSuspended: row[11])
            return (member: member, seen: row[1])
        }
    }

    func touchSession(key: [UInt8], now: Int64) throws {
        try run("UPDATE sessions SET seen = \(now) WHERE key = \(key) AND seen < \(now)")
    }

    /// Opens a session. The account's expired ones go, and so does the one longest unseen when there are
    /// `Limits.sessionsListed` already: what cannot be listed cannot be ended by its owner.
    func insert(_ session: NewSession, of account: AccountID, as channel: ChannelID) throws {
        let oldest = session.now - Limits.sessionDays * 86_400_000
        try run(
            """
            DELETE FROM sessions
            WHERE account = \(account) AND (seen < \(oldest) OR seen < (
                SELECT min(k.seen)
                FROM (
                    SELECT seen
                    FROM sessions
                    WHERE account = \(account)
                    ORDER BY seen DESC
                    LIMIT \(Limits.sessionsListed - 1)) AS k))
            """)
        try run(
            """
            INSERT INTO sessions (key, id, account, channel, device, created, seen)
            VALUES (\(session.key.digest), \(session.id), \(account), \(channel), \(session.device.stored),
                \(session.now), \(session.now))
            """)
    }

    /// The account's live sessions, last seen first: at most `Limits.sessionsListed`.
    func sessions(of account: AccountID, seenAfter time: Int64) throws -> [ListedSession] {
        try rows(
            """
            SELECT id, device, created, seen
            FROM sessions
            WHERE account = \(account) AND seen > \(time)
            ORDER BY seen DESC, id DESC
            LIMIT \(Limits.sessionsListed)
            """
        ) { ListedSession(id: $0[0], device: Device(stored: $0[1]), created: $0[2], seen: $0[3]) }
    }

    /// False when the account has no such session.
    func endSession(_ id: SessionID, of account: AccountID) throws -> Bool {
        try run("DELETE FROM sessions WHERE id = \(id) AND account = \(account)") > 0
    }

    func endSessions(of account: AccountID, except kept: SessionID) throws {
        try run("DELETE FROM sessions WHERE account = \(account) AND id <> \(kept)")
    }

    /// From now on the session acts as this channel. False when the account has no role in it.
    func setChannel(of session: SessionID, account: AccountID, to channel: ChannelID) throws -> Bool {
        let changed = try run(
            """
            UPDATE sessions
            SET channel = \(channel)
            WHERE id = \(session) AND account = \(account) AND EXISTS (
                SELECT 1
                FROM channel_people AS r
                WHERE r.account = \(account) AND r.channel = \(channel))
            """)
        return changed == 1
    }
}

extension Account {
    /// Eight columns from `first` on: id, email, role, language, home_shows, limited_until, whether it is
    /// suspended, sanction_why.
    init(_ row: Row, at first: Int) {
        let language: String? = row[first + 3]
        self.init(
            id: row[first], email: row[first + 1], role: row[first + 2],
            language: language.flatMap(Language.init), homeShows: row[first + 4],
            limitedUntil: row[first + 5], isSuspended: row[first + 6], sanctionWhy: row[first + 7])
    }
}
