import Database

/// The one rule of what a viewer has made quiet, for queries. `Post.quiet` and `Note.isQuiet` are the same
/// for what is loaded; words are compared there alone.
extension SQL {
    /// That this viewer has neither muted nor blocked the channel. Asked once a statement, not once a row.
    static func heard(by viewer: ChannelID?, _ channel: SQL) -> SQL {
        guard let viewer else { return "1 = 1" }
        return "\(channel) NOT IN (SELECT z.target FROM quiets AS z WHERE z.channel = \(viewer))"
    }

    /// How quiet this viewer has made the channel; NULL for not at all.
    static func quiet(of viewer: ChannelID?, _ channel: SQL) -> SQL {
        """
        (SELECT z.is_block FROM quiets AS z
            WHERE z.channel = \(viewer ?? ChannelID(0)) AND z.target = \(channel))
        """
    }

    /// The viewer's muted words, one a line; NULL for a visitor.
    static func mutedWords(of viewer: ChannelID?) -> SQL {
        "(SELECT y.muted_words FROM channels AS y WHERE y.id = \(viewer ?? ChannelID(0)))"
    }

    /// That one of these channels has blocked `other`.
    static func isBlocked(_ other: ChannelID?, byAny channels: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM quiets AS z
            WHERE z.channel IN (\(channels)) AND z.target = \(other ?? ChannelID(0)) AND z.is_block = 1)
        """
    }
}

extension Transaction {
    func quiet(of channel: ChannelID, toward target: ChannelID) throws -> QuietKind? {
        try value("SELECT is_block FROM quiets WHERE channel = \(channel) AND target = \(target)")
    }

    func hasBlocked(_ channel: ChannelID, _ other: ChannelID) throws -> Bool {
        try quiet(of: channel, toward: other) == .block
    }

    func quietCount(of channel: ChannelID) throws -> Int {
        try value("SELECT count(*) FROM quiets WHERE channel = \(channel)") ?? 0
    }

    func insertQuiet(_ kind: QuietKind, of channel: ChannelID, toward target: ChannelID, now: Int64) throws {
        try run(
            """
            INSERT INTO quiets (channel, target, is_block, since)
            VALUES (\(channel), \(target), \(kind), \(now))
            ON CONFLICT (channel, target) DO UPDATE SET is_block = excluded.is_block
            """)
        try tell(FollowingNews.followed(channel))
    }

    func removeQuiet(of channel: ChannelID, toward target: ChannelID) throws {
        try run("DELETE FROM quiets WHERE channel = \(channel) AND target = \(target)")
        try tell(FollowingNews.followed(channel))
    }

    /// Muted and blocked channels by handle, after a key: at most `limit`.
    func quietChannels(of channel: ChannelID, after key: QuietKey, limit: Int) throws -> [QuietChannel] {
        try rows(
            """
            SELECT c.id, c.handle, c.name, c.is_person, z.is_block,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
            FROM quiets AS z
            JOIN channels AS c ON c.id = z.target
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE z.channel = \(channel) AND c.handle_folded > \(key.folded)
            ORDER BY c.handle_folded
            LIMIT \(limit)
            """
        ) { row in
            let face = Face(
                id: row[0], handle: row[1], name: row[2], avatar: Picture(row, at: 5), isPerson: row[3])
            return QuietChannel(face: face, kind: row[4])
        }
    }

    func mutedWords(of channel: ChannelID) throws -> [String] {
        MutedWords.list(try value("SELECT muted_words FROM channels WHERE id = \(channel)") ?? "")
    }

    func saveMutedWords(_ words: [String], of channel: ChannelID) throws {
        try run("UPDATE channels SET muted_words = \(MutedWords.lines(words)) WHERE id = \(channel)")
    }
}
