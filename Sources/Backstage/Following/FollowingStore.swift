import Database

extension Transaction {
    /// Whom the viewer follows, with their tails: from memory, and read where memory has none. Nil while
    /// memory cannot be trusted, and then every list is asked of the database itself.
    ///
    /// No query when all is in memory; else two for the subscriptions and two for each
    /// `Limits.tailsAtOnce` tails that are missing.
    func following(of viewer: ChannelID, in memory: FollowingMemory) throws -> Following? {
        guard let begun = memory.begin() else { return nil }
        var follows = memory.followed(of: viewer)
        if follows == nil {
            guard let read = try self.follows(of: viewer) else { return nil }
            memory.keep(read, of: viewer, since: begun)
            follows = read
        }
        guard let follows else { return nil }
        let channels = follows.followed.map(\.channel) + [viewer]
        var (tails, missing) = memory.tails(of: channels)
        for start in stride(from: 0, to: missing.count, by: Limits.tailsAtOnce) {
            let places = missing[start..<min(start + Limits.tailsAtOnce, missing.count)]
            let read = try self.tails(of: places.map { channels[$0] })
            for place in places { tails[place] = read[channels[place]] ?? .empty }
            memory.keep(read, since: begun)
        }
        guard let own = tails.popLast() else { return nil }
        return Following(viewer: viewer, follows: follows, tails: tails, own: own)
    }

    /// Nil when so much is open to the viewer that it is not kept.
    private func follows(of viewer: ChannelID) throws -> Follows? {
        let open = try rows(
            """
            SELECT 0, target
            FROM memberships
            WHERE channel = \(viewer)
            UNION ALL
            SELECT 1, post
            FROM post_readers
            WHERE channel = \(viewer)
            LIMIT \(Limits.opensKept)
            """
        ) { (isPost: $0[0] as Bool, id: $0[1] as Int64) }
        guard open.count < Limits.opensKept else { return nil }
        return Follows(
            followed: try followed(by: viewer),
            memberOf: Set(open.filter { !$0.isPost }.map { ChannelID($0.id) }),
            namedIn: Set(open.filter(\.isPost).map { PostID($0.id) }))
    }

    /// At most `Limits.subscriptionsAChannel`, without those the viewer has made quiet.
    private func followed(by viewer: ChannelID) throws -> [Followed] {
        try rows(
            """
            SELECT target, bell, since
            FROM subscriptions
            WHERE channel = \(viewer) AND \(.heard(by: viewer, "target"))
            LIMIT \(Limits.subscriptionsAChannel)
            """
        ) { Followed(channel: $0[0], bell: $0[1], since: $0[2]) }
    }

    private func tails(of channels: [ChannelID]) throws -> [ChannelID: ChannelTail] {
        let notes = try newest(of: channels, "form <> 2")
        let videos = try newest(of: channels, "form = 2")
        var tails: [ChannelID: ChannelTail] = [:]
        for (channel, found) in notes {
            tails[channel] = ChannelTail(
                head: found.head, openHead: found.openHead, notes: found.entries,
                videos: videos[channel]?.entries ?? [])
        }
        return tails
    }

    /// The `Limits.tailPosts` newest posts of a kind of each channel, newest first, and the channel's head.
    private func newest(
        of channels: [ChannelID], _ form: SQL
    ) throws -> [ChannelID: (head: Place, openHead: Place, entries: [ChannelTail.Entry])] {
        var found: [ChannelID: (head: Place, openHead: Place, entries: [ChannelTail.Entry])] = [:]
        let read = try rows(
            """
            SELECT c.id, c.head, p.id, p.place, p.audience, c.open_head
            FROM channels AS c
            LEFT JOIN posts AS p ON p.author = c.id AND p.root IS NULL AND p.state = 1 AND p.\(form)
                AND p.place >= coalesce((
                    SELECT q.place
                    FROM posts AS q
                    WHERE q.author = c.id AND q.root IS NULL AND q.state = 1 AND q.\(form)
                    ORDER BY q.place DESC
                    LIMIT 1 OFFSET \(Limits.tailPosts - 1)), 0)
            WHERE c.id IN \(list: channels)
            ORDER BY c.id, p.place DESC
            """
        ) { row in
            let post: PostID? = row[2]
            let entry = post.map { ChannelTail.Entry(post: $0, place: row[3], audience: row[4]) }
            return (
                channel: row[0] as ChannelID, head: row[1] as Place, openHead: row[5] as Place, entry: entry
            )
        }
        for (channel, head, openHead, entry) in read {
            var tail = found[channel] ?? (head, openHead, [])
            if let entry { tail.entries.append(entry) }
            found[channel] = tail
        }
        return found
    }

    /// In this order, without those that the site hides.
    func faces(_ channels: [ChannelID]) throws -> [Face] {
        guard !channels.isEmpty else { return [] }
        let found = try rows(
            """
            SELECT c.id, c.handle, c.name, c.is_person,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration
            FROM channels AS c
            LEFT JOIN attachments AS av ON av.id = c.avatar
            WHERE c.id IN \(list: channels) AND c.suspended IS NULL
            """
        ) { Face(id: $0[0], handle: $0[1], name: $0[2], avatar: Picture($0, at: 4), isPerson: $0[3]) }
        return channels.compactMap { id in found.first { $0.id == id } }
    }
}
