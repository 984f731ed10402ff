import Database
import Markup

extension Transaction {
    /// True when it was not liked before.
    func addLike(of post: PostID, by channel: ChannelID, now: Int64) throws -> Bool {
        let added = try run(
            """
            INSERT INTO reactions (post, channel, kind, at)
            VALUES (\(post), \(channel), 0, \(now))
            ON CONFLICT (post, channel, kind) DO NOTHING
            """)
        if added == 1 { try run("UPDATE posts SET likes = likes + 1 WHERE id = \(post)") }
        return added == 1
    }

    func removeLike(of post: PostID, by channel: ChannelID) throws {
        let removed = try run(
            "DELETE FROM reactions WHERE post = \(post) AND channel = \(channel) AND kind = 0")
        if removed == 1 { try run("UPDATE posts SET likes = likes - 1 WHERE id = \(post)") }
    }

    func changeText(of post: Post, to text: String, now: Int64) throws {
        // The number makes the key unique when one post is changed twice within a millisecond.
        try run(
            """
            INSERT INTO post_versions (post, until, text)
            VALUES (\(post.id), \(max(now, (post.edited ?? 0) + 1)), \(post.text))
            ON CONFLICT (post, until) DO NOTHING
            """)
        if post.root == nil { try setTags(Prose.tags(in: text), of: post.id, at: post.place) }
        try run("UPDATE posts SET text = \(text), edited = \(now) WHERE id = \(post.id)")
    }

    func isRemoved(_ post: PostID) throws -> Bool {
        let state: PostState? = try value("SELECT state FROM posts WHERE id = \(post)")
        return state == .removed
    }

    /// Marks a post removed and takes it out of the counts it stood in. Doing it twice is doing it once.
    func remove(_ post: Post) throws {
        // One that waits for its film stands in no count yet.
        if try run("UPDATE posts SET state = 4 WHERE id = \(post.id) AND state = 5") == 1 { return }
        guard try run("UPDATE posts SET state = 4 WHERE id = \(post.id) AND state = 1") == 1 else { return }
        guard let root = post.root else {
            let isVideo = post.form == .video
            try run(
                """
                UPDATE channels
                SET posts = posts - \(!isVideo), videos = videos - \(isVideo)
                WHERE id = \(post.author.id)
                """)
            return try tell(FollowingNews.tail(post.author.id))
        }
        try run("UPDATE posts SET comments = comments - 1 WHERE id = \(root)")
        if let thread = post.thread { try run("UPDATE posts SET replies = replies - 1 WHERE id = \(thread)") }
    }
}
