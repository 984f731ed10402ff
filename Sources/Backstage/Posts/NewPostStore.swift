import Database
import Markup

/// A post as it is written, all judged.
struct NewPost: Sendable {
    let id: PostID
    let author: ChannelID
    var host: ChannelID
    var form = PostForm.note
    var audience: Audience
    let place: Place
    let now: Int64
    var parent: PostID?
    var root: PostID?
    var thread: PostID?
    var title = ""
    let text: String
    let language: String?
    var duration: Int64 = 0

    init(id: PostID, author: ChannelID, draft: Draft, text: String, place: Place, now: Int64) {
        (self.id, self.author, host, self.place, self.now) = (id, author, author, place, now)
        (audience, self.text, language) = (draft.audience, text, draft.language)
    }
}

extension Transaction {
    /// Writes the post, and its channel's counts and head.
    func insert(_ post: NewPost) throws {
        try run(
            """
            INSERT INTO posts (id, author, host, form, state, audience, place, published, parent, root, \
            thread,
                title, text, language, duration)
            VALUES (\(post.id), \(post.author), \(post.host), \(post.form), 1, \(post.audience), \
            \(post.place),
                \(post.now), \(post.parent), \(post.root), \(post.thread), \(post.title), \(post.text),
                \(post.language), \(post.duration))
            """)
        guard post.root == nil else { return }
        try setTags(Prose.tags(in: post.text), of: post.id, at: post.place)
        let isVideo = post.form == .video
        try run(
            """
            UPDATE channels
            SET posts = posts + \(!isVideo), videos = videos + \(isVideo), head = \(post.place)
            WHERE id = \(post.author)
            """)
        try tell(FollowingNews.tail(post.author))
    }

    /// The tags a post is found by, in place of those it had.
    func setTags(_ tags: [String], of post: PostID, at place: Place) throws {
        try run("DELETE FROM post_tags WHERE post = \(post)")
        for tag in tags {
            try run("INSERT INTO post_tags (tag, place, post) VALUES (\(tag), \(place), \(post))")
        }
    }

    /// Hangs uploaded photographs on a post. Refused when one is not the author's, or hangs somewhere
    /// already.
    func claim(_ photos: [DraftPhoto], for post: PostID, owner: ChannelID) throws {
        for (position, photo) in photos.enumerated() {
            let claimed = try run(
                """
                UPDATE attachments
                SET post = \(post), position = \(position), alt = \(photo.alt)
                WHERE id = \(photo.attachment) AND owner = \(owner) AND post IS NULL AND kind = 0
                """)
            guard claimed == 1 else { throw Refused(PublishRefusal.photoGone) }
        }
    }

    /// The options that say something, in their order.
    func insertPoll(_ poll: DraftPoll, of post: PostID) throws {
        try run(
            """
            INSERT INTO polls (post, closes, shows_at_close)
            VALUES (\(post), \(poll.closes), \(poll.showsAtClose))
            """)
        for (position, text) in poll.options.enumerated() {
            try run(
                """
                INSERT INTO poll_options (post, position, text)
                VALUES (\(post), \(position), \(text))
                """)
        }
    }
}
