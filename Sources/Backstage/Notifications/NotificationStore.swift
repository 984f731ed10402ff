import Database

extension Transaction {
    /// Writes one line into an inbox and wakes its open pages. Told a second time, nothing happens: jobs may
    /// repeat. Nobody is told of whom they have blocked.
    @discardableResult
    func tell(
        _ recipient: ChannelID, _ kind: NotificationKind, by actor: ChannelID, about post: PostID? = nil,
        _ app: App
    ) throws -> Bool {
        guard try !hasBlocked(recipient, actor) else { return false }
        let isNew = try note(recipient, kind, by: actor, about: post, app)
        if isNew { try notify(LiveNews.topic, LiveNews.unread([recipient]).payload) }
        return isNew
    }

    /// The line alone, for who tells many at once.
    func note(
        _ recipient: ChannelID, _ kind: NotificationKind, by actor: ChannelID, about post: PostID? = nil,
        _ app: App
    ) throws -> Bool {
        let written = try run(
            """
            INSERT INTO notifications (id, recipient, kind, actor, post, at)
            VALUES (\(app.ids.next(NotificationID.self)), \(recipient), \(kind), \(actor),
                \(post ?? PostID(0)), \(app.clock.now()))
            ON CONFLICT (recipient, kind, post, actor) DO NOTHING
            """)
        return written == 1
    }

    /// What is to be told about a post or comment; nil when it was taken down meanwhile.
    func happening(_ post: PostID) throws -> Happening? {
        try row(
            """
            SELECT p.author, p.host, p.audience, p.text, a.author
            FROM posts AS p
            LEFT JOIN posts AS a ON a.id = p.parent AND a.root IS NOT NULL
            WHERE p.id = \(post) AND p.state = 1
            """
        ) { Happening(author: $0[0], host: $0[1], audience: $0[2], text: $0[3], answered: $0[4]) }
    }

    /// Whether this channel may see the post by its address: nobody is told of what they cannot open.
    func maySee(_ post: PostID, _ viewer: ChannelID) throws -> Bool {
        let seen: PostID? = try value(
            """
            SELECT p.id
            FROM posts AS p
            WHERE p.id = \(post) AND p.state = 1 AND \(.visible(to: viewer, by: .address))
            """)
        return seen != nil
    }

    /// Whether this channel has already been told of this very comment, as its host or as who it answers.
    func hasBeenTold(_ recipient: ChannelID, of post: PostID) throws -> Bool {
        let told: NotificationID? = try value(
            """
            SELECT id
            FROM notifications
            WHERE recipient = \(recipient) AND kind IN (0, 1, 2) AND post = \(post)
            LIMIT 1
            """)
        return told != nil
    }

    /// The channels with these folded handles, in no order.
    func channelsCalled(_ handles: [String]) throws -> [ChannelID] {
        guard !handles.isEmpty else { return [] }
        let names: [SQL] = handles.map { "\($0)" }
        return try rows("SELECT id FROM channels WHERE handle_folded IN (\(names.joined(separator: ", ")))") {
            $0[0]
        }
    }

    func stillLikes(_ channel: ChannelID, _ post: PostID) throws -> Bool {
        let found: ChannelID? = try value(
            "SELECT channel FROM reactions WHERE post = \(post) AND channel = \(channel) AND kind = 0")
        return found != nil
    }

    func isHearted(_ comment: PostID) throws -> Bool {
        try value("SELECT hearted FROM posts WHERE id = \(comment)") ?? false
    }

    /// Who wrote these comments, and where they stand now.
    func decidedComments(_ ids: [PostID]) throws -> [(comment: PostID, author: ChannelID, isThere: Bool)] {
        try rows(
            """
            SELECT id, author, state = 1
            FROM posts
            WHERE id IN \(list: ids) AND (state = 1 OR (state = 4 AND removed_why IS NOT NULL))
            """
        ) { (comment: $0[0], author: $0[1], isThere: $0[2]) }
    }

    /// Takes away what its author was told of a decision that no longer stands.
    func forgetDecisions(on comments: [PostID], by host: ChannelID) throws {
        let lines = try rows(
            """
            SELECT n.id, p.author
            FROM posts AS p
            JOIN notifications AS n ON n.recipient = p.author AND n.kind IN (11, 12) AND n.post = p.id
                AND n.actor = \(host)
            WHERE p.id IN \(list: comments)
                AND ((n.kind = 11 AND p.state <> 1) OR (n.kind = 12 AND p.state <> 4))
            """
        ) { (id: $0[0] as NotificationID, author: $0[1] as ChannelID) }
        try run("DELETE FROM notifications WHERE id IN \(list: lines.map(\.id))")
        for news in LiveNews.unread(Array(Set(lines.map(\.author)))).parts {
            try notify(LiveNews.topic, news.payload)
        }
    }

    /// Who voted in a poll, after this channel, in the order of their ids.
    func voters(in post: PostID, after channel: ChannelID, limit: Int) throws -> [ChannelID] {
        try rows(
            """
            SELECT channel
            FROM poll_votes
            WHERE post = \(post) AND channel > \(channel)
            ORDER BY channel
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    /// The line that tells of likes on a post, with the key up to which its owner has read.
    func likeNote(on post: PostID, of recipient: ChannelID) throws -> LikeNote? {
        try row(
            """
            SELECT n.id, n.actor, coalesce(m.read_until, 0)
            FROM notifications AS n
            LEFT JOIN inbox_marks AS m ON m.channel = n.recipient
            WHERE n.recipient = \(recipient) AND n.kind = \(NotificationKind.like) AND n.post = \(post)
            ORDER BY n.id DESC
            LIMIT 1
            """
        ) { LikeNote(id: $0[0], actor: $0[1], readUntil: $0[2]) }
    }

    /// Gives the line of a post's likes its latest name and key. Two processes may have written a line each
    /// at the same moment: one stays.
    func change(
        _ note: LikeNote, on post: PostID, of recipient: ChannelID, to id: NotificationID,
        actor: ChannelID, now: Int64
    ) throws {
        try run(
            """
            DELETE FROM notifications
            WHERE recipient = \(recipient) AND kind = \(NotificationKind.like) AND post = \(post)
                AND id <> \(note.id)
            """)
        try run(
            """
            UPDATE notifications
            SET id = \(id), actor = \(actor), at = \(now)
            WHERE id = \(note.id)
            """)
    }

    /// Moves the read mark on, never back.
    func markRead(_ channel: ChannelID, until key: Int64) throws {
        try run(
            """
            INSERT INTO inbox_marks (channel, read_until)
            VALUES (\(channel), \(key))
            ON CONFLICT (channel) DO UPDATE
            SET read_until = excluded.read_until
            WHERE inbox_marks.read_until < excluded.read_until
            """)
    }
}

/// A post or comment as far as somebody is to hear of it.
struct Happening: Sendable {
    let author: ChannelID
    let host: ChannelID
    let audience: Audience
    let text: String
    /// Who wrote the comment that this one answers; nil for a post and for a comment on the post itself.
    let answered: ChannelID?
}

struct LikeNote: Sendable {
    let id: NotificationID
    let actor: ChannelID
    let readUntil: Int64
    var isRead: Bool { id.raw <= readUntil }
}
