import Database

/// Somebody whose comments a channel treats in its own way.
struct CommentPerson: Sendable {
    let face: Face
    let standing: PersonStanding
}

extension Transaction {
    /// Approved and hidden people, the latest first: `Limits.commentPeople` at most.
    func commentPeople(of host: ChannelID) throws -> [CommentPerson] {
        try rows(
            """
            SELECT s.standing, \(SQL.faceColumns)
            FROM comment_people AS s
            JOIN channels AS c ON c.id = s.person
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE s.host = \(host)
            ORDER BY s.since DESC, s.person DESC
            LIMIT \(Limits.commentPeople)
            """
        ) { CommentPerson(face: Face($0, at: 1), standing: $0[0]) }
    }

    func commentPersonCount(of host: ChannelID) throws -> Int {
        try value("SELECT count(*) FROM comment_people WHERE host = \(host)") ?? 0
    }

    func standing(of person: ChannelID, under host: ChannelID) throws -> PersonStanding {
        try value("SELECT standing FROM comment_people WHERE host = \(host) AND person = \(person)")
            ?? .usual
    }

    /// Doing it twice is doing it once. Comments that stand or are held stay as they are.
    func setStanding(
        _ standing: PersonStanding, of person: ChannelID, under host: ChannelID, now: Int64
    ) throws {
        guard standing != .usual else {
            try run("DELETE FROM comment_people WHERE host = \(host) AND person = \(person)")
            return
        }
        try run(
            """
            INSERT INTO comment_people (host, person, standing, since)
            VALUES (\(host), \(person), \(standing), \(now))
            ON CONFLICT (host, person) DO UPDATE SET standing = excluded.standing, since = excluded.since
            """)
    }

    /// Whether somebody acts for this channel, by any channel of their own.
    func isOfChannel(_ person: ChannelID, _ host: ChannelID) throws -> Bool {
        let found: ChannelID? = try value(
            """
            SELECT w.channel
            FROM channel_people AS w
            JOIN channel_people AS o ON o.account = w.account
            WHERE w.channel = \(person) AND o.channel = \(host)
            LIMIT 1
            """)
        return person == host || found != nil
    }
}
