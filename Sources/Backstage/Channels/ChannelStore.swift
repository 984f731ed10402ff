import Database
import Markup

extension SQL {
    /// The 23 columns `Channel(_:at:)` reads; the query names channels `c` and takes in `channelPictures`.
    static let channelColumns: SQL = """
        c.id, c.handle, c.name, c.bio, c.links, c.is_person, c.subscribers, c.posts, c.videos,
            av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration,
            bn.folder, bn.widths, bn.width, bn.height, bn.tone, bn.alt, bn.duration
        """
    static let channelPictures: SQL = """
        LEFT JOIN attachments AS av ON av.id = c.avatar
        LEFT JOIN attachments AS bn ON bn.id = c.banner
        """
}

extension Channel {
    init(_ row: Row, at first: Int) {
        self.init(
            id: row[first], handle: row[first + 1], name: row[first + 2], bio: row[first + 3],
            links: row[first + 4], avatar: Picture(row, at: first + 9), banner: Picture(row, at: first + 16),
            isPerson: row[first + 5], subscribers: row[first + 6], posts: row[first + 7],
            videos: row[first + 8])
    }
}

extension Transaction {
    /// The channel of this handle, however its letters are written.
    func channel(handle: String) throws -> Channel? {
        try channel(where: "c.handle_folded = \(Folding.handle(handle)) AND c.suspended IS NULL")
    }

    /// The channel of a page, and how much `viewer` wants to hear of it: `bell` is nil when it does not
    /// follow, `quiet` when it has not made it quiet.
    func channel(
        handle: String, for viewer: ChannelID?
    ) throws -> (channel: Channel, bell: Bell?, pinned: PostID?, isMember: Bool, quiet: QuietKind?)? {
        try row(
            """
            SELECT s.bell, c.pinned, m.since IS NOT NULL, \(.quiet(of: viewer, "c.id")),
                \(SQL.channelColumns)
            FROM channels AS c
            \(SQL.channelPictures)
            LEFT JOIN subscriptions AS s ON s.channel = \(viewer ?? ChannelID(0)) AND s.target = c.id
            LEFT JOIN memberships AS m ON m.channel = \(viewer ?? ChannelID(0)) AND m.target = c.id
            WHERE c.handle_folded = \(Folding.handle(handle)) AND c.suspended IS NULL
            """
        ) { (channel: Channel($0, at: 4), bell: $0[0], pinned: $0[1], isMember: $0[2], quiet: $0[3]) }
    }

    func channel(_ id: ChannelID) throws -> Channel? { try channel(where: "c.id = \(id)") }

    private func channel(where condition: SQL) throws -> Channel? {
        try row(
            """
            SELECT \(SQL.channelColumns)
            FROM channels AS c
            \(SQL.channelPictures)
            WHERE \(condition)
            """
        ) { Channel($0, at: 0) }
    }

    /// The channels with the most subscribers.
    func largestChannels(_ limit: Int) throws -> [Face] {
        try rows(
            """
            SELECT c.id, c.handle, c.name, c.is_person,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
            FROM channels AS c
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE c.suspended IS NULL
            ORDER BY c.subscribers DESC, c.id DESC
            LIMIT \(limit)
            """
        ) { Face(id: $0[0], handle: $0[1], name: $0[2], avatar: Picture($0, at: 4), isPerson: $0[3]) }
    }

    func isTaken(handle folded: String) throws -> Bool {
        let found: Int? = try value("SELECT 1 FROM channels WHERE handle_folded = \(folded)")
        return found != nil
    }

    /// A channel and its owner. False when another took the handle meanwhile.
    func insertChannel(
        _ id: ChannelID, _ identity: ChannelIdentity, isPerson: Bool, isInvited: Bool = false,
        owner: AccountID, now: Int64
    ) throws -> Bool {
        let made = try run(
            """
            INSERT INTO channels (id, handle, handle_folded, name, is_person, is_invited, created)
            VALUES (\(id), \(identity.handle), \(identity.folded), \(identity.name), \(isPerson), \
            \(isInvited),
                \(now))
            ON CONFLICT (handle_folded) DO NOTHING
            """)
        guard made == 1 else { return false }
        try run(
            """
            INSERT INTO channel_people (channel, account, role)
            VALUES (\(id), \(owner), \(ChannelRole.owner))
            """)
        return true
    }

    /// The channels an account may act as, oldest first: at most `Limits.channelsAnAccount`, and those it was
    /// invited to.
    func channels(of account: AccountID) throws -> [(face: Face, role: ChannelRole)] {
        try rows(
            """
            SELECT c.id, c.handle, c.name, c.is_person, r.role,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
            FROM channel_people AS r
            JOIN channels AS c ON c.id = r.channel
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE r.account = \(account)
            ORDER BY c.id
            LIMIT 100
            """
        ) { row in
            let face = Face(
                id: row[0], handle: row[1], name: row[2], avatar: Picture(row, at: 5), isPerson: row[3])
            return (face: face, role: row[4])
        }
    }

    func ownedChannels(of account: AccountID) throws -> Int {
        try value(
            """
            SELECT count(*)
            FROM channel_people
            WHERE account = \(account) AND role = \(ChannelRole.owner)
            """) ?? 0
    }

    /// Writes a channel's settings. A picture that is nil, or is not the channel's own, stays as it was.
    func save(_ settings: ChannelSettings, of channel: ChannelID) throws {
        try run(
            """
            UPDATE channels
            SET name = \(settings.name), bio = \(settings.bio), links = \(settings.links),
                is_person = \(settings.isPerson),
                avatar = coalesce((
                    SELECT a.id
                    FROM attachments AS a
                    WHERE a.id = \(settings.avatar) AND a.owner = \(channel)
                        AND a.kind = \(AttachmentKind.adornment)
                ), avatar),
                banner = coalesce((
                    SELECT b.id
                    FROM attachments AS b
                    WHERE b.id = \(settings.banner) AND b.owner = \(channel)
                        AND b.kind = \(AttachmentKind.adornment)
                ), banner)
            WHERE id = \(channel)
            """)
    }
}
