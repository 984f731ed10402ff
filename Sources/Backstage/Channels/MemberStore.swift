import Database

/// A member of a channel, as its list shows them.
struct ListedMember: Sendable {
    let face: Face
    let since: Int64
    var key: MemberKey { MemberKey(since: since, channel: face.id) }
}

/// Where the next page of members begins: after this one, the list being newest first.
struct MemberKey: Sendable {
    let since: Int64
    let channel: ChannelID
    static let first = MemberKey(since: .max, channel: ChannelID(.max))

    var text: String { "\(since)-\(channel)" }

    init(since: Int64, channel: ChannelID) { (self.since, self.channel) = (since, channel) }
    init?(_ text: String) {
        let parts = text.split(separator: "-").map(String.init)
        guard parts.count == 2, let since = Int64(parts[0]), let channel = ChannelID(parts[1]) else {
            return nil
        }
        self.init(since: since, channel: channel)
    }
}

extension Transaction {
    /// The members of `target`, newest first, from after `last` on.
    func members(of target: ChannelID, after last: MemberKey, limit: Int) throws -> [ListedMember] {
        try rows(
            """
            SELECT m.since, \(SQL.faceColumns)
            FROM memberships AS m
            JOIN channels AS c ON c.id = m.channel
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE m.target = \(target) AND c.suspended IS NULL AND m.since <= \(last.since)
                AND (m.since < \(last.since) OR m.channel < \(last.channel))
            ORDER BY m.since DESC, m.channel DESC
            LIMIT \(limit)
            """
        ) { ListedMember(face: Face($0, at: 1), since: $0[0]) }
    }

    func isMember(_ channel: ChannelID, of target: ChannelID) throws -> Bool {
        let found: ChannelID? = try value(
            "SELECT channel FROM memberships WHERE channel = \(channel) AND target = \(target)")
        return found != nil
    }

    func memberCount(of target: ChannelID) throws -> Int {
        try value("SELECT count(*) FROM memberships WHERE target = \(target)") ?? 0
    }

    func membershipCount(of channel: ChannelID) throws -> Int {
        try value("SELECT count(*) FROM memberships WHERE channel = \(channel)") ?? 0
    }

    /// False when it was a member already.
    func insertMember(_ channel: ChannelID, of target: ChannelID, since now: Int64) throws -> Bool {
        let made = try run(
            """
            INSERT INTO memberships (channel, target, since)
            VALUES (\(channel), \(target), \(now))
            ON CONFLICT (channel, target) DO NOTHING
            """)
        guard made == 1 else { return false }
        try tell(FollowingNews.followed(channel))
        return true
    }

    /// False when it was none.
    func removeMember(_ channel: ChannelID, of target: ChannelID) throws -> Bool {
        let gone = try run("DELETE FROM memberships WHERE channel = \(channel) AND target = \(target)")
        guard gone == 1 else { return false }
        try tell(FollowingNews.followed(channel))
        return true
    }
}
