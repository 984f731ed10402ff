import Database

extension SQL {
    /// The channel an account is known by, and falls back to: the first it made. `account` is a column or a
    /// value.
    static func ownChannel(of account: SQL) -> SQL {
        """
        (SELECT f.channel
            FROM channel_people AS f
            WHERE f.account = \(account)
            ORDER BY f.since, f.channel
            LIMIT 1)
        """
    }

    /// The account that a channel's files count for: of its owners, the one who made it or has been there
    /// longest.
    static func firstOwner(of channel: SQL) -> SQL {
        """
        (SELECT o.account
            FROM channel_people AS o
            WHERE o.channel = \(channel) AND o.role = 0
            ORDER BY o.since, o.account
            LIMIT 1)
        """
    }

    /// The 11 columns `Face(_:at:)` reads; the query names channels `c` and their pictures `av`.
    static let faceColumns: SQL = """
        c.id, c.handle, c.name, c.is_person,
            av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
        """
}

extension Face {
    init(_ row: Row, at first: Int) {
        self.init(
            id: row[first], handle: row[first + 1], name: row[first + 2], avatar: Picture(row, at: first + 4),
            isPerson: row[first + 3])
    }
}

extension Transaction {
    /// Owners first, then by how long they have been there: at most `Limits.peopleAChannel`.
    func people(of channel: ChannelID) throws -> [ChannelPerson] {
        try rows(
            """
            SELECT r.account, r.role, \(SQL.faceColumns)
            FROM channel_people AS r
            JOIN channels AS c ON c.id = \(SQL.ownChannel(of: "r.account"))
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE r.channel = \(channel)
            ORDER BY r.role, r.since, r.account
            LIMIT \(Limits.peopleAChannel)
            """
        ) { ChannelPerson(account: $0[0], face: Face($0, at: 2), role: $0[1]) }
    }

    /// Nil for who is none of the channel's people.
    func role(of account: AccountID, in channel: ChannelID) throws -> ChannelRole? {
        try value("SELECT role FROM channel_people WHERE account = \(account) AND channel = \(channel)")
    }

    /// How others call the account.
    func name(of account: AccountID) throws -> String {
        try value("SELECT name FROM channels WHERE id = \(SQL.ownChannel(of: "\(account)"))") ?? ""
    }

    func peopleCount(of channel: ChannelID) throws -> Int {
        try value("SELECT count(*) FROM channel_people WHERE channel = \(channel)") ?? 0
    }

    func ownerCount(of channel: ChannelID) throws -> Int {
        try value(
            """
            SELECT count(*)
            FROM channel_people
            WHERE channel = \(channel) AND role = \(ChannelRole.owner)
            """) ?? 0
    }

    /// In how many channels it has a role, others' and its own.
    func roleCount(of account: AccountID) throws -> Int {
        try value("SELECT count(*) FROM channel_people WHERE account = \(account)") ?? 0
    }

    /// Makes them one of the channel's people, or changes what they may do there.
    func setRole(_ role: ChannelRole, of account: AccountID, in channel: ChannelID, since now: Int64) throws {
        try run(
            """
            INSERT INTO channel_people (channel, account, role, since)
            VALUES (\(channel), \(account), \(role), \(now))
            ON CONFLICT (account, channel) DO UPDATE SET role = excluded.role
            """)
    }

    /// Takes somebody's access away at once: their sessions that act as this channel act as their own.
    func removePerson(_ account: AccountID, from channel: ChannelID) throws {
        try run("DELETE FROM channel_people WHERE account = \(account) AND channel = \(channel)")
        try run(
            """
            UPDATE sessions
            SET channel = \(SQL.ownChannel(of: "\(account)"))
            WHERE account = \(account) AND channel = \(channel)
            """)
    }
}
