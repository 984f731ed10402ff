import Database
import Markup

/// A post as it is written, all judged.
struct NewPost: Sendable {
    let id: PostID
    let author: ChannelID
    var host: ChannelID
    var form = PostForm.note
    var state = PostState.published
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
    /// Beside those in its text.
    var tags: [String] = []
    var category = 0

    init(id: PostID, author: ChannelID, draft: Draft, text: String, place: Place, now: Int64) {
        (self.id, self.author, host, self.place, self.now) = (id, author, author, place, now)
        (audience, self.text, language) = (draft.audience, text, draft.language)
    }
}

extension NewPost {
    /// A tag typed by itself, as `#tags` in a text are found: small, in one piece.
    static func tagName(_ typed: String) -> String { typed.lowercased().filter { !$0.isWhitespace } }
}

extension Transaction {
    /// Writes the post, and if it is published, its channel's counts and head.
    func insert(_ post: NewPost) throws {
        try run(
            """
            INSERT INTO posts (id, author, host, form, state, audience, place, published, parent, root, \
            thread,
                title, text, language, duration, tags, category)
            VALUES (\(post.id), \(post.author), \(post.host), \(post.form), \(post.state), \(post.audience),
                \(post.place), \(post.now), \(post.parent), \(post.root), \(post.thread), \(post.title),
                \(post.text), \(post.language), \(post.duration), \(post.tags.joined(separator: ",")),
                \(post.category))
            """)
        guard post.root == nil, post.state == .published else { return }
        try appear(
            post.id, of: post.author, form: post.form, at: post.place,
            tags: Prose.tags(in: post.text) + post.tags.map(NewPost.tagName))
    }

    /// The post stands in lists from now on.
    private func appear(
        _ post: PostID, of author: ChannelID, form: PostForm, at place: Place, tags: [String]
    ) throws {
        try setTags(tags, of: post, at: place)
        let isVideo = form == .video
        try run(
            """
            UPDATE channels
            SET posts = posts + \(!isVideo), videos = videos + \(isVideo), head = \(place)
            WHERE id = \(author)
            """)
        try tell(FollowingNews.tail(author))
    }

    /// Publishes what waited for its film, as of now: its place is when it appears. Nil when it no longer
    /// waits.
    func publishPrepared(
        _ post: PostID, at place: Place, now: Int64
    ) throws -> (author: ChannelID, text: String)? {
        let found = try row(
            """
            UPDATE posts
            SET state = 1, place = \(place), published = \(now)
            WHERE id = \(post) AND state = 5
            RETURNING author, form, text, tags, root
            """
        ) { row in
            let tags: String = row[3]
            return (
                author: row[0] as ChannelID, form: row[1] as PostForm, text: row[2] as String,
                tags: tags.split(separator: ",").map(String.init), root: row[4] as PostID?
            )
        }
        guard let found else { return nil }
        if found.root == nil {
            try appear(
                post, of: found.author, form: found.form, at: place,
                tags: Prose.tags(in: found.text) + found.tags.map(NewPost.tagName))
        }
        return (found.author, found.text)
    }

    /// The tags a post is found by, in place of those it had.
    func setTags(_ tags: [String], of post: PostID, at place: Place) throws {
        try run("DELETE FROM post_tags WHERE post = \(post)")
        for tag in Set(tags).sorted() {
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
