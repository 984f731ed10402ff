import Database

extension Transaction {
    /// A like or a dislike; the other of the two gives way. True when it was not there before.
    func add(_ opinion: Reaction, to post: PostID, by channel: ChannelID, now: Int64) throws -> Bool {
        let other: Reaction = opinion == .like ? .dislike : .like
        if try insert(opinion, of: post, by: channel, now: now) {
            try count(opinion, 1, of: post, now: now)
            return true
        }
        let turned = try run(
            """
            UPDATE reactions
            SET kind = \(opinion), at = \(now)
            WHERE post = \(post) AND channel = \(channel) AND kind = \(other)
            """)
        guard turned == 1 else { return false }
        try count(opinion, 1, of: post, now: now)
        try count(other, -1, of: post, now: now)
        return true
    }

    func remove(_ opinion: Reaction, of post: PostID, by channel: ChannelID, now: Int64) throws {
        guard try delete(opinion, of: post, by: channel) else { return }
        try count(opinion, -1, of: post, now: now)
    }

    /// The host's heart: one a comment. True when it was not there before.
    func addHeart(to comment: PostID, by host: ChannelID, now: Int64) throws -> Bool {
        guard try insert(.heart, of: comment, by: host, now: now) else { return false }
        try move("hearted = 1", of: comment)
        return true
    }

    func removeHeart(of comment: PostID, by host: ChannelID) throws {
        guard try delete(.heart, of: comment, by: host) else { return }
        try move("hearted = 0", of: comment)
    }

    /// Changes numbers of a post. A comment then stands where they put it: its row is held until the
    /// transaction ends, so that no other change comes in between.
    func move(_ numbers: SQL, of post: PostID) throws {
        let rank = try row(
            """
            UPDATE posts
            SET \(numbers)
            WHERE id = \(post)
            RETURNING root, likes, dislikes, replies, hearted, published
            """
        ) { row -> CommentRank? in
            guard (row[0] as PostID?) != nil else { return nil }
            return CommentRank(
                likes: row[1], dislikes: row[2], replies: row[3], isHearted: row[4], published: row[5])
        }
        guard let rank = rank ?? nil else { return }
        try run("UPDATE posts SET score = \(rank.score) WHERE id = \(post)")
    }

    private func count(_ opinion: Reaction, _ step: Int, of post: PostID, now: Int64) throws {
        guard opinion == .like else { return try move("dislikes = dislikes + \(step)", of: post) }
        try move("likes = likes + \(step)", of: post)
        try count(.likes, step, of: post, at: now)
    }

    private func insert(
        _ reaction: Reaction, of post: PostID, by channel: ChannelID, now: Int64
    ) throws -> Bool {
        // Without a named target: two indices may say that it, or its contrary, is there.
        let added = try run(
            """
            INSERT INTO reactions (post, channel, kind, at)
            VALUES (\(post), \(channel), \(reaction), \(now))
            ON CONFLICT DO NOTHING
            """)
        return added == 1
    }

    private func delete(_ reaction: Reaction, of post: PostID, by channel: ChannelID) throws -> Bool {
        let removed = try run(
            "DELETE FROM reactions WHERE post = \(post) AND channel = \(channel) AND kind = \(reaction)")
        return removed == 1
    }
}
