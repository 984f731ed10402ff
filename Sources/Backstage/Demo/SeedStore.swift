import Database
import Markup

/// Many rows a statement. No value is a bound NULL: PostgreSQL prepares a statement for each pattern of them.
extension Transaction {
    func seed(channels: ArraySlice<SeedChannel>, created: Int64) throws {
        let values = channels.map { channel -> SQL in
            """
            (\(channel.id), \(channel.handle), \(Folding.handle(channel.handle)), \(channel.handle),
                \(channel.subscribers), \(channel.posts), \(channel.videos), \(channel.head), \(channel.head),
                \(created))
            """
        }
        try insert(
            """
            INSERT INTO channels (id, handle, handle_folded, name, subscribers, posts, videos, head, \
            open_head,
                created)
            """, values)
    }

    func seedOwner(_ account: AccountID, of channel: ChannelID) throws {
        try run(
            """
            INSERT INTO channel_people (channel, account, role)
            VALUES (\(channel), \(account), \(ChannelRole.owner))
            """)
    }

    func seed(subscriptions: ArraySlice<SeedSubscription>) throws {
        let values = subscriptions.map { subscription -> SQL in
            "(\(subscription.channel), \(subscription.target), \(subscription.bell), 0)"
        }
        try insert("INSERT INTO subscriptions (channel, target, bell, since)", values)
    }

    /// Bare channels with these numbers, both included.
    func seedCrowd(_ numbers: ClosedRange<Int64>, created: Int64) throws {
        try run(
            """
            INSERT INTO channels (id, handle, handle_folded, name, created)
            WITH RECURSIVE n (i) AS (\(Self.counting(numbers)))
            SELECT i, 'crowd' || i, 'crowd' || i, 'Somebody', \(created)
            FROM n
            """)
    }

    /// Every one of these channels follows `target`, its bell on.
    func seedFollowers(_ numbers: ClosedRange<Int64>, of target: ChannelID) throws {
        try run(
            """
            INSERT INTO subscriptions (channel, target, bell, since)
            WITH RECURSIVE n (i) AS (\(Self.counting(numbers)))
            SELECT i, \(target), \(Bell.all), 0
            FROM n
            """)
    }

    private static func counting(_ numbers: ClosedRange<Int64>) -> SQL {
        "SELECT \(numbers.lowerBound) UNION ALL SELECT i + 1 FROM n WHERE i < \(numbers.upperBound)"
    }

    /// What PostgreSQL's own upkeep would have found out after some minutes: how the values are spread.
    func seedStatistics() throws { try run("ANALYZE") }

    /// One statement of rows with nothing in it when there are none.
    private func insert(_ head: SQL, _ values: [SQL]) throws {
        guard !values.isEmpty else { return }
        try run("\(head) VALUES \(values.joined(separator: ", "))")
    }
}

// MARK: What is published

extension Transaction {
    func seed(posts: ArraySlice<SeedPost>, now: Int64) throws {
        let values = posts.map { post -> SQL in
            let isVideo = post.form == .video
            return """
                (\(post.id), \(post.author), \(post.author), \(post.form), 1, 0, \(post.id),
                    \(post.published), \(isVideo ? "An evening on stage" : ""), \(post.text),
                    \(post.likers.count), \(post.comments), \(post.views), \(isVideo ? 61_000 : 0))
                """
        }
        try insert(
            """
            INSERT INTO posts (id, author, host, form, state, audience, place, published, title, text, likes,
                comments, views, duration)
            """, values)
        try seedLikes(of: posts)
        try seedAttachments(of: posts.filter { $0.hasPhoto || $0.form == .video })
        try seedPolls(of: posts.filter(\.hasPoll), now: now)
    }

    private func seedLikes(of posts: ArraySlice<SeedPost>) throws {
        let values = posts.flatMap { post in
            post.likers.map { liker -> SQL in "(\(post.id), \(liker), 0, \(post.published + 1))" }
        }
        try insert("INSERT INTO reactions (post, channel, kind, at)", values)
    }

    /// A picture or poster each. Nothing asks for its files.
    private func seedAttachments(of posts: [SeedPost]) throws {
        let values = posts.map { post -> SQL in
            let isVideo = post.form == .video
            let name = String(post.id.raw, radix: 16)
            let folder = String(repeating: "0", count: max(0, 32 - name.count)) + name
            return """
                (\(post.id), \(post.author), \(post.id), \(isVideo ? AttachmentKind.video : .photo),
                    \(folder), '480,1280', 1280, 720, '', 21, 'A stage in the evening',
                    \(isVideo ? 61_000 : 0), 200000, \(post.published))
                """
        }
        try insert(
            """
            INSERT INTO attachments (id, owner, post, kind, folder, widths, width, height, blurhash, tone,
                alt, duration, bytes, created)
            """, values)
    }

    private func seedPolls(of posts: [SeedPost], now: Int64) throws {
        let polls = posts.map { post -> SQL in
            let closes = post.published + 7 * 86_400_000
            return "(\(post.id), \(closes), 0, \(closes <= now))"
        }
        try insert("INSERT INTO polls (post, closes, shows_at_close, is_closed)", polls)
        let options = posts.flatMap { post in
            ["Early", "Late", "All night"].enumerated().map { position, text -> SQL in
                "(\(post.id), \(position), \(text))"
            }
        }
        try insert("INSERT INTO poll_options (post, position, text)", options)
    }

    /// All of them comments on posts, or all of them replies to comments.
    func seed(comments: ArraySlice<SeedComment>) throws {
        let values = comments.map { comment -> SQL in
            let thread: SQL = comment.thread.map { id -> SQL in "\(id)" } ?? "NULL"
            return """
                (\(comment.id), \(comment.author), \(comment.host), 5, 1, 0, \(comment.id),
                    \(comment.published), \(comment.thread ?? comment.root), \(comment.root), \(thread),
                    \(comment.text), \(comment.replies), \(comment.rank.score))
                """
        }
        try insert(
            """
            INSERT INTO posts (id, author, host, form, state, audience, place, published, parent, root,
                thread, text, replies, score)
            """, values)
    }
}
