import Database

/// The inbox is pulled: stored rows, merged with the posts of belled channels. Exactly once by construction.
extension Transaction {
    /// How many lines of the inbox are unread, at most `Limits.unreadCounted`: one statement, on every page,
    /// and one more for who has muted words and something unread.
    ///
    /// Quiet channels are passed over by their `head` before any of their posts is looked at, so 3,000 bells
    /// of which few have rung cost little more than reading the 3,000 subscriptions. CROSS JOIN keeps SQLite
    /// to this order.
    func unreadCount(of channel: ChannelID, _ following: Following?) throws -> Int {
        if let known = try following.flatMap(knownUnread) { return try heardCount(known, of: channel) }
        let unread = try rows(
            """
            WITH mark AS (
                SELECT u.until, CASE WHEN u.until > u.oldest THEN u.until ELSE u.oldest END AS start
                FROM (
                    SELECT
                        coalesce((SELECT read_until FROM inbox_marks WHERE channel = \(channel)), 0) AS until,
                        \(.oldestBroadcast) AS oldest) AS u)
            SELECT t.post, \(.mutedWords(of: channel)) <> ''
            FROM (
                SELECT n.post
                FROM mark
                CROSS JOIN notifications AS n
                LEFT JOIN posts AS p ON p.id = n.post
                WHERE n.recipient = \(channel) AND n.id > mark.until AND \(.stillThere(for: channel))
                UNION ALL
                SELECT p.id
                FROM mark
                CROSS JOIN subscriptions AS s
                CROSS JOIN channels AS c
                CROSS JOIN posts AS p
                WHERE s.channel = \(channel) AND s.bell > 0 AND c.id = s.target
                    AND c.head > mark.start AND c.head > s.since AND p.author = s.target
                    AND p.place > CASE WHEN s.since > mark.start THEN s.since ELSE mark.start END
                    AND \(.heard(by: channel, "s.target")) AND \(.rings(for: channel, bell: "s.bell"))
                LIMIT \(Limits.unreadCounted)) AS t
            """
        ) { (post: $0[0] as PostID, hasWords: $0[1] as Bool) }
        let hasWords = unread.first?.hasWords ?? false
        return try heardCount(Unread(posts: unread.map(\.post), hasMutedWords: hasWords), of: channel)
    }

    /// The same from memory and the stored lines alone. Nil where memory does not reach.
    private func knownUnread(_ following: Following) throws -> Unread? {
        let me = following.viewer
        let lines = try rows(
            """
            SELECT u.until, u.oldest, n.kind, n.post, \(.stillThere(for: me)), \(.mutedWords(of: me)) <> ''
            FROM (
                SELECT
                    coalesce((SELECT read_until FROM inbox_marks WHERE channel = \(me)), 0) AS until,
                    \(.oldestBroadcast) AS oldest) AS u
            LEFT JOIN notifications AS n ON n.recipient = \(me) AND n.id > u.until
            LEFT JOIN posts AS p ON p.id = n.post
            LIMIT \(2 * Limits.unreadCounted)
            """
        ) { row in
            let kind: NotificationKind? = row[2]
            let isThere: Bool? = row[4]
            return (
                start: max(row[0] as Place, row[1]), kind: kind, post: row[3] as PostID?,
                counts: kind != nil && isThere == true, hasWords: row[5] as Bool
            )
        }
        guard let first = lines.first, lines.count < 2 * Limits.unreadCounted else { return nil }
        let mentions = Set(lines.compactMap { $0.kind == .mention ? $0.post : nil })
        let ringing = following.ringing(
            after: first.start, below: .newest, limit: Limits.unreadCounted + mentions.count)
        return ringing.map { found in
            let told = lines.filter(\.counts).map { $0.post ?? PostID(0) }
            let rung = found.map(\.entry.post).filter { !mentions.contains($0) }
            return Unread(posts: told + rung, hasMutedWords: first.hasWords)
        }
    }

    /// The unread lines without those about what holds a muted word.
    private func heardCount(_ unread: Unread, of channel: ChannelID) throws -> Int {
        guard unread.hasMutedWords, !unread.posts.isEmpty else {
            return min(Limits.unreadCounted, unread.posts.count)
        }
        let ids = Array(Set(unread.posts))
        var words = MutedWordsReader()
        let quiet = try rows(
            """
            SELECT p.id, p.title, p.text, \(.mutedWords(of: channel))
            FROM posts AS p
            WHERE p.id IN \(list: ids) AND p.author <> \(channel)
            """
        ) { row in
            let isQuiet = words.read(row[3])?.found(in: [row[1], row[2]]) != nil
            return isQuiet ? row[0] as PostID : nil
        }
        let silent = Set(quiet.compactMap { $0 })
        return min(Limits.unreadCounted, unread.posts.count { !silent.contains($0) })
    }

    /// Up to which key this channel has read.
    func readMark(of channel: ChannelID) throws -> Int64 {
        try value("SELECT read_until FROM inbox_marks WHERE channel = \(channel)") ?? 0
    }

    /// Stored lines below `key`, newest first. What was taken down or may no longer be seen is left out.
    func personalNotes(
        of channel: ChannelID, below key: Int64, limit: Int, shows: InboxShows
    ) throws -> [Note] {
        let kinds: SQL = shows == .replies ? "AND n.kind IN (0, 1, 2)" : ""
        var words = MutedWordsReader()
        return try rows(
            """
            SELECT \(.noteColumns), n.id, n.kind, n.at, p.removed_why,
                \(.mutedWords(of: channel)), p.author, \(.quiet(of: channel, "p.host")) IS NULL
            FROM notifications AS n
            LEFT JOIN posts AS p ON p.id = n.post
            JOIN channels AS c ON c.id = n.actor
            \(.notePictures)
            WHERE n.recipient = \(channel) AND n.id < \(key) \(kinds) AND \(.stillThere(for: channel))
            ORDER BY n.id DESC
            LIMIT \(limit)
            """
        ) { row in
            let kind: NotificationKind = row[26]
            var post = NotePost(row)
            // It may be of the post that a comment hangs under.
            if !(row[31] as Bool) { post?.picture = nil }
            let isOwn = row[30] as ChannelID? == channel
            // Likes are counted where they are given; this line keeps but the latest name.
            let others = kind == .like ? max(0, (post?.likes ?? 0) - 1) : 0
            return Note(
                key: row[25], subject: .told(kind), at: row[27], actor: Face(note: row), post: post,
                others: others, reason: row[28],
                isQuiet: !isOwn && post?.isQuiet(words.read(row[29])) == true)
        }
    }
}

extension SQL {
    /// Broadcasts are found this far back from the newest thing published; older ones on the channel's page.
    static let oldestBroadcast: SQL =
        "coalesce((SELECT max(id) FROM posts), 0) - \(places(inDays: Limits.broadcastDays))"

    /// That the post of a stored line, if it has one, still stands and may be seen by its address, and so
    /// does the one it hangs under; or waits, and is one's own; or was removed, and the line says why. The
    /// site's decisions always stand. Whoever caused it is not quiet for this channel.
    static func stillThere(for channel: ChannelID) -> SQL {
        """
        (n.kind IN (13, 14) OR \(.heard(by: channel, "n.actor"))) AND (n.post = 0 OR n.kind IN (13, 14)
            OR (p.state = 1 AND n.kind <> 12 AND \(.visible(to: channel, by: .address))
                AND (p.root IS NULL OR EXISTS (
                    SELECT 1 FROM posts AS t WHERE t.id = p.root AND t.state = 1)))
            OR (p.state = 5 AND p.author = \(channel))
            OR (n.kind = 12 AND p.state = 4 AND p.removed_why IS NOT NULL AND p.author = \(channel)))
        """
    }

    /// That a post `p` of a followed channel rings: listed for this subscriber, not told already as a
    /// mention, and with a personalised bell among the day's first of those for all subscribers: what is for
    /// fewer always rings for them. Days are UTC; numbers begin at midnight
    /// (`IdMaker`), so the remainder finds the day's start.
    static func rings(for channel: ChannelID, bell: SQL) -> SQL {
        """
        p.root IS NULL AND p.state = 1 AND \(.visible(to: channel, by: .list))
            AND (\(bell) = 2 OR p.audience IN (3, 4) OR (
                SELECT count(*)
                FROM posts AS q
                WHERE q.author = p.author AND q.root IS NULL AND q.state = 1 AND q.audience IN (0, 2)
                    AND q.place >= p.place - p.place % \(places(inDays: 1)) AND q.place < p.place
                ) < \(Limits.broadcastsADay))
            AND NOT EXISTS (
                SELECT 1
                FROM notifications AS m
                WHERE m.recipient = \(channel) AND m.kind = 2 AND m.post = p.id)
        """
    }

    /// How far numbers drawn so many days apart stand from each other.
    private static func places(inDays days: Int64) -> Int64 { days * IdMaker.aDay }

    /// What a line shows, columns 0 to 24: the face `c`, the post `p` and its picture `tp`.
    static let noteColumns: SQL = """
        c.id, c.handle, c.name, c.is_person,
            av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration,
            p.id, p.form, p.root, p.thread, p.title, p.text, p.likes,
            tp.folder, tp.widths, tp.width, tp.height, tp.tone, tp.alt, tp.duration
        """

    /// The face's avatar, and the first picture of the post or of the one it answers.
    static let notePictures: SQL = """
        LEFT JOIN attachments AS av ON av.id = c.avatar
        LEFT JOIN attachments AS tp ON tp.id = (
            SELECT t.id
            FROM attachments AS t
            WHERE t.post = coalesce(p.root, p.id) AND t.kind <> 2
            ORDER BY t.position, t.id
            LIMIT 1)
        """
}

extension Face {
    init(note row: Row) {
        self.init(id: row[0], handle: row[1], name: row[2], avatar: Picture(row, at: 4), isPerson: row[3])
    }
}

/// What is unread, each line by its post; 0 for a line without one.
private struct Unread {
    let posts: [PostID]
    let hasMutedWords: Bool
}

extension NotePost {
    /// Whether its words hold one of these.
    func isQuiet(_ words: MutedWords?) -> Bool { words?.found(in: [title, text]) != nil }

    init?(_ row: Row) {
        guard let id: PostID = row[11] else { return nil }
        self.init(
            id: id, form: row[12], root: row[13], thread: row[14], title: row[15], text: row[16],
            likes: row[17],
            picture: Picture(row, at: 18))
    }
}
