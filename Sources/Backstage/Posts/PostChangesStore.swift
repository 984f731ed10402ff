import Database
import Markup

extension Transaction {
    func changeText(of post: Post, to text: String, by writer: AccountID? = nil, now: Int64) throws {
        // The number makes the key unique when one post is changed twice within a millisecond.
        try run(
            """
            INSERT INTO post_versions (post, until, title, text, account)
            VALUES (\(post.id), \(max(now, (post.edited ?? 0) + 1)), \(post.title), \(post.text), \(writer))
            ON CONFLICT (post, until) DO NOTHING
            """)
        if post.root == nil { try setTags(Prose.tags(in: text), of: post.id, at: post.place) }
        let mark = post.root == nil ? nil : Folding.mark(text)
        try run(
            """
            UPDATE posts
            SET text = \(text), edited = \(now), text_mark = \(mark)
            WHERE id = \(post.id)
            """)
    }

    /// Other words for the pictures of a post; what does not hang on it stays as it is.
    func setAlts(_ alts: [AttachmentID: String], of post: PostID) throws {
        for (attachment, alt) in alts.sorted(by: { $0.key < $1.key }) {
            try run("UPDATE attachments SET alt = \(alt) WHERE id = \(attachment) AND post = \(post)")
        }
    }

    func setCommentsOff(_ isOff: Bool, on post: PostID) throws {
        try run("UPDATE posts SET comments_off = \(isOff) WHERE id = \(post)")
    }

    func setExplanation(_ text: String, of post: PostID) throws {
        try run("UPDATE polls SET explanation = \(text) WHERE post = \(post) AND answer IS NOT NULL")
    }

    /// Whom a post and its comments are for from now on: the rule reads one row, so each has it.
    func setAudience(_ audience: Audience, readers: [ChannelID], of post: Post) throws {
        for reader in try self.readers(of: post.id) { try tell(FollowingNews.followed(reader)) }
        try run("DELETE FROM post_readers WHERE post = \(post.id)")
        try name(readers, asReadersOf: post.id)
        // The post's row first: a comment under way holds it, and is there for the second statement.
        try run("UPDATE posts SET audience = \(audience) WHERE id = \(post.id)")
        try run("UPDATE posts SET audience = \(audience) WHERE root = \(post.id)")
        if post.state == .published, (audience == .everyone) != (post.audience == .everyone) {
            try count(post.form, of: post.author.id, by: audience == .everyone ? 1 : -1)
        }
        try tell(FollowingNews.tail(post.author.id))
    }

    /// What a post said before, newest first: at most `Limits.versionsShown`.
    func versions(of post: PostID) throws -> [PostVersion] {
        try rows(
            """
            SELECT until, title, text
            FROM post_versions
            WHERE post = \(post)
            ORDER BY until DESC
            LIMIT \(Limits.versionsShown)
            """
        ) { PostVersion(until: $0[0], title: $0[1], text: $0[2]) }
    }
}
