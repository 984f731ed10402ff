import Database

/// A channel whose bell is on, and the newest post it rang for.
struct RingingChannel: Sendable {
    let channel: ChannelID
    let bell: Bell
    /// Nothing at or below this place rings: the subscription is younger, or it is too long ago.
    let start: Place
    let head: Place
}

/// Posts and videos of belled channels, as lines of the inbox. Found as the feed is, in two queries at any
/// depth, and exact for the same reason: first the channels by their newest ringing post, then the posts at
/// or above the limit-th of those.
extension Transaction {
    func broadcasts(
        to channel: ChannelID, _ following: Following?, below key: Int64, limit: Int
    ) throws -> [Note] {
        if let known = try following.flatMap({ try knownBroadcasts($0, below: key, limit: limit) }) {
            return known
        }
        let ringing = try ringingChannels(for: channel, below: key, limit: limit)
        guard let last = ringing.last else { return [] }
        let lowest = ringing.count < limit ? Place(0) : last.head
        let arms = ringing.map { Self.rung(by: $0, from: lowest, below: key, limit, for: channel) }
        var words = MutedWordsReader()
        // Ordered by the negative: SQLite would otherwise merge the arms two by two, at ten times the cost.
        return try rows(
            """
            SELECT \(.noteColumns), p.place, p.published, \(.mutedWords(of: channel))
            FROM (
                SELECT u.id
                FROM (\(arms.joined(separator: " UNION ALL "))) AS u
                ORDER BY -u.place
                LIMIT \(limit)) AS f
            JOIN posts AS p ON p.id = f.id
            JOIN channels AS c ON c.id = p.author
            \(.notePictures)
            ORDER BY -p.place
            """
        ) { Note(broadcast: $0, words.read($0[27])) }
    }

    /// The same from memory, in one query for the lines themselves. Nil where memory does not reach.
    private func knownBroadcasts(_ following: Following, below key: Int64, limit: Int) throws -> [Note]? {
        let oldest: Place = try value("SELECT \(.oldestBroadcast)") ?? Place(0)
        // A few more than asked for: what was told as a mention is left out.
        let asked = limit + Limits.mentionsPassedOver
        guard let found = following.ringing(after: oldest, below: Place(key), limit: asked) else {
            return nil
        }
        var words = MutedWordsReader()
        let notes = try rows(
            """
            SELECT \(.noteColumns), p.place, p.published, \(.mutedWords(of: following.viewer))
            FROM posts AS p
            JOIN channels AS c ON c.id = p.author
            \(.notePictures)
            WHERE p.id IN \(list: found.map(\.entry.post)) AND p.state = 1 AND NOT EXISTS (
                SELECT 1
                FROM notifications AS m
                WHERE m.recipient = \(following.viewer) AND m.kind = 2 AND m.post = p.id)
            ORDER BY p.place DESC
            LIMIT \(limit)
            """
        ) { Note(broadcast: $0, words.read($0[27])) }
        return notes.count == limit || found.count < asked ? notes : nil
    }

    /// The belled channels with the newest ringing posts below `key`. Quiet ones are passed over by their
    /// `head`.
    private func ringingChannels(
        for channel: ChannelID, below key: Int64, limit: Int
    ) throws -> [RingingChannel] {
        try rows(
            """
            SELECT h.target, h.bell, h.start, h.head
            FROM (
                SELECT s.target, s.bell, s.start, coalesce((
                    SELECT p.place
                    FROM posts AS p
                    WHERE p.author = s.target AND p.place > s.start AND p.place < \(key)
                        AND \(.rings(for: channel, bell: "s.bell"))
                    ORDER BY p.place DESC
                    LIMIT 1), 0) AS head
                FROM (
                    SELECT s.target, s.bell,
                        CASE WHEN s.since > f.oldest THEN s.since ELSE f.oldest END AS start
                    FROM (SELECT \(.oldestBroadcast) AS oldest) AS f
                    CROSS JOIN subscriptions AS s
                    CROSS JOIN channels AS c
                    WHERE s.channel = \(channel) AND s.bell > 0 AND c.id = s.target
                        AND \(.heard(by: channel, "s.target"))
                        AND c.head > f.oldest AND c.head > s.since) AS s) AS h
            ORDER BY h.head DESC
            LIMIT \(limit)
            """
        ) { RingingChannel(channel: $0[0], bell: $0[1], start: $0[2], head: $0[3]) }
        .filter { $0.head.raw > 0 }
    }

    /// One channel's arm of the page.
    private static func rung(
        by ringing: RingingChannel, from lowest: Place, below key: Int64, _ limit: Int, for channel: ChannelID
    ) -> SQL {
        """
        SELECT a.id, a.place
        FROM (
            SELECT p.id, p.place
            FROM posts AS p
            WHERE p.author = \(ringing.channel) AND p.place > \(max(ringing.start.raw, lowest.raw - 1))
                AND p.place < \(key) AND \(.rings(for: channel, bell: "\(ringing.bell)"))
            ORDER BY p.place DESC
            LIMIT \(limit)) AS a
        """
    }

    /// The channels whose posts a page open somewhere wants to hear of at once.
    func belledChannels(of channel: ChannelID, limit: Int) throws -> [ChannelID] {
        try rows(
            """
            SELECT target
            FROM subscriptions
            WHERE channel = \(channel) AND bell > 0 AND \(.heard(by: channel, "target"))
            ORDER BY target
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    /// The followed channels with their bells, newest post first.
    func bells(of channel: ChannelID, _ following: Following?, limit: Int) throws -> [BelledChannel] {
        if let following {
            return try faces(following.newestChannels(limit: limit)).compactMap { face in
                let follow = following.followed.first { $0.channel == face.id }
                return follow.map { BelledChannel(face: face, bell: $0.bell) }
            }
        }
        return try rows(
            """
            SELECT c.id, c.handle, c.name, c.is_person,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration, s.bell
            FROM subscriptions AS s
            JOIN channels AS c ON c.id = s.target
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE s.channel = \(channel) AND \(.heard(by: channel, "c.id"))
            ORDER BY c.open_head DESC, c.id
            LIMIT \(limit)
            """
        ) { BelledChannel(face: Face(note: $0), bell: $0[11]) }
    }
}

extension Note {
    /// Columns of `noteColumns`, the place and the time.
    fileprivate init(broadcast row: Row, _ words: MutedWords?) {
        let form: PostForm = row[12]
        self.init(
            key: row[25], subject: form == .video ? .video : .post, at: row[26], actor: Face(note: row),
            post: NotePost(row))
        isQuiet = post?.isQuiet(words) == true
    }
}

extension Limits {
    /// Posts of a page of the inbox that may have been told as mentions before the database is asked for all.
    static let mentionsPassedOver = 10
}

/// A followed channel and how much of it one wants to hear.
struct BelledChannel: Sendable {
    let face: Face
    let bell: Bell
}
