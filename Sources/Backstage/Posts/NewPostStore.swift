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
    var shared: PostID?
    var video: PostID?
    var due: Int64?
    var zone: String?
    var expires: Int64?
    var hasCommentsOff = false
    var writer: AccountID?
    /// A photo or a clip hangs on this comment.
    var hasMedia = false
    /// A comment's second of its video, in milliseconds.
    var moment: Int64?

    /// Of a comment: what else says the same is known by it.
    fileprivate var textMark: Int64? { root == nil ? nil : Folding.mark(text) }
    /// When it is to be published.
    var appears: Int64 { due ?? now }
    /// Of a comment: where it begins among others.
    fileprivate var score: Int64 { root == nil ? 0 : CommentRank(published: appears).score }

    init(id: PostID, author: ChannelID, draft: Draft, text: String, place: Place, now: Int64) {
        (self.id, self.author, host, self.place, self.now) = (id, author, author, place, now)
        (audience, self.text, language) = (draft.audience, text, draft.language)
        if draft.shared != nil { form = .share }
        (video, hasCommentsOff, writer) = (draft.video, draft.hasCommentsOff, draft.writer)
        if let schedule = draft.schedule, let moment = schedule.moment {
            (state, due, zone) = (.scheduled, moment, schedule.zone)
        }
        expires = draft.expiresAfterHours.map { appears + $0 * 3_600_000 }
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
                title, text, language, duration, tags, category, shared, video, due, zone, expires,
                comments_off, writer, has_media, score, moment, text_mark)
            VALUES (\(post.id), \(post.author), \(post.host), \(post.form), \(post.state), \(post.audience),
                \(post.place), \(post.appears), \(post.parent), \(post.root), \(post.thread), \(post.title),
                \(post.text), \(post.language), \(post.duration), \(post.tags.joined(separator: ",")),
                \(post.category), \(post.shared), \(post.video), \(post.due), \(post.zone), \(post.expires),
                \(post.hasCommentsOff), \(post.writer), \(post.hasMedia), \(post.score), \(post.moment),
                \(post.textMark))
            """)
        guard post.root == nil, post.state == .published else { return }
        try appear(
            post.id, of: post.author, form: post.form, for: post.audience, at: post.place,
            tags: Prose.tags(in: post.text) + post.tags.map(NewPost.tagName))
    }

    /// The post stands in lists from now on.
    private func appear(
        _ post: PostID, of author: ChannelID, form: PostForm, for audience: Audience, at place: Place,
        tags: [String]
    ) throws {
        try setTags(tags, of: post, at: place)
        try run("UPDATE channels SET head = \(place) WHERE id = \(author)")
        if audience.isForAllSubscribers {
            try run("UPDATE channels SET open_head = \(place) WHERE id = \(author)")
        }
        if audience == .everyone { try count(form, of: author, by: 1) }
        try tell(FollowingNews.tail(author))
    }

    /// What everybody may see of a channel is counted; a count that tells of more would be a hint.
    func count(_ form: PostForm, of author: ChannelID, by step: Int) throws {
        let isVideo = form == .video
        try run(
            """
            UPDATE channels
            SET posts = posts + \(isVideo ? 0 : step), videos = videos + \(isVideo ? step : 0)
            WHERE id = \(author)
            """)
    }

    /// Publishes a post that waited in a state, as of now. Nil when it no longer does, or its time has not
    /// come.
    ///
    /// Times that were counted from its publishing move with it.
    func release(
        _ post: PostID, from state: PostState, at place: Place, now: Int64
    ) throws -> (author: ChannelID, text: String, expires: Int64?)? {
        try run(
            """
            UPDATE polls
            SET closes = closes + (SELECT \(now) - p.published FROM posts AS p WHERE p.id = \(post))
            WHERE post = \(post) AND closes < \(Poll.never) AND EXISTS (
                SELECT 1
                FROM posts AS p
                WHERE p.id = \(post) AND p.state = \(state) AND (p.due IS NULL OR p.due <= \(now)))
            """)
        let found = try row(
            """
            UPDATE posts
            SET state = 1, place = \(place), published = \(now), expires = expires + \(now) - published
            WHERE id = \(post) AND root IS NULL AND state = \(state) AND (due IS NULL OR due <= \(now))
            RETURNING author, form, text, tags, expires, audience
            """
        ) { row in
            let tags: String = row[3]
            return (
                author: row[0] as ChannelID, form: row[1] as PostForm, text: row[2] as String,
                tags: tags.split(separator: ",").map(String.init), expires: row[4] as Int64?,
                audience: row[5] as Audience
            )
        }
        guard let found else { return nil }
        try appear(
            post, of: found.author, form: found.form, for: found.audience, at: place,
            tags: Prose.tags(in: found.text) + found.tags.map(NewPost.tagName))
        return (found.author, found.text, found.expires)
    }

    /// Makes what has its film wait for its time, when that has not come. Returns the time.
    func scheduleOf(prepared post: PostID, now: Int64) throws -> Int64? {
        try value(
            "UPDATE posts SET state = 2 WHERE id = \(post) AND state = 5 AND due > \(now) RETURNING due")
    }

    func closing(of post: PostID) throws -> Int64? {
        try value("SELECT closes FROM polls WHERE post = \(post) AND closes < \(Poll.never)")
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

    /// A poll as cleaned, `later` milliseconds after what it says.
    func insertPoll(_ poll: DraftPoll, of post: PostID, later: Int64 = 0) throws {
        let closes = poll.isQuiz ? Poll.never : (poll.closes ?? 0) + later
        try run(
            """
            INSERT INTO polls (post, closes, shows_at_close, answer, explanation)
            VALUES (\(post), \(closes), \(poll.showsAtClose), \(poll.isQuiz ? poll.answer : nil),
                \(poll.isQuiz ? poll.explanation : ""))
            """)
        for (position, option) in poll.options.enumerated() {
            try run(
                """
                INSERT INTO poll_options (post, position, text, picture)
                VALUES (\(post), \(position), \(option.text), \(option.picture))
                """)
        }
    }

    /// Hangs the pictures of a poll's options on its post.
    func claimPictures(of poll: DraftPoll, for post: PostID, owner: ChannelID) throws {
        for (position, option) in poll.options.enumerated() {
            guard let picture = option.picture else { continue }
            let claimed = try run(
                """
                UPDATE attachments
                SET post = \(post), position = \(position), alt = \(option.text)
                WHERE id = \(picture) AND owner = \(owner) AND post IS NULL
                    AND kind = \(AttachmentKind.option)
                """)
            guard claimed == 1 else { throw Refused(PublishRefusal.optionPictureGone(position + 1)) }
        }
    }
}
