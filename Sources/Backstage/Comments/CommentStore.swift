import Database

/// Where a comment will hang.
struct Answered: Sendable {
    let root: PostID
    let form: PostForm
    let host: ChannelID
    let audience: Audience
    /// The top comment of the thread the answer joins; nil when it answers the post itself.
    let thread: PostID?
    /// The channel takes no comments on it.
    let isOff: Bool
    /// It takes only those of its subscribers and its own people, and who answers is none.
    let isForOthers: Bool
    /// The host, or whom it answers, has blocked who asks.
    let isBlocked: Bool

    /// Whoever asks may not comment here.
    var isShut: Bool { isOff || isForOthers || isBlocked }

    /// The page that shows the post and its comments.
    var page: Link { form == .video ? .watch(root) : .post(root) }
}

/// A thread's place in a list, before anything of it is loaded.
struct CommentHead: Sendable {
    let id: PostID
    let score: Int64
    let place: Place
    let replies: Int64
    /// The viewer's own: its clip is on its way, or it is held. Nobody else sees it.
    let isWaiting: Bool
}

extension Limits {
    /// A minute of a good camera beside the photos and the words; it comes with the form, in one piece.
    static let commentFormBytes = photosAComment * photoBytes + (512 << 20) + formBytes
    /// Of one's own, while their clips are prepared or somebody is to look at them: shown above the others.
    static let waitingCommentsShown = 20
}

extension Transaction {
    /// The post or comment that somebody answers, if they may see its post by its address. A comment that was
    /// deleted while it was being answered keeps its place, and the answer stands under that.
    func answered(_ parent: PostID, by viewer: ChannelID?) throws -> Answered? {
        try row(
            """
            SELECT p.id, p.form, p.host, p.audience, q.root, q.thread,
                p.comments_off = 1 OR coalesce(p.comments_who, h.comments_who) = 2,
                coalesce(p.comments_who, h.comments_who) = 1 AND NOT \(.isInside(viewer, host: "p.host")),
                \(.isBlocked(viewer, byAny: "p.host, q.author, coalesce(t.author, 0)"))
            FROM posts AS q
            JOIN posts AS p ON p.id = coalesce(q.root, q.id)
            JOIN channels AS h ON h.id = p.host
            LEFT JOIN posts AS t ON t.id = q.thread
            WHERE q.id = \(parent) AND (q.state IN (1, 3) OR (q.state = 4 AND q.was IN (1, 3)))
                AND p.state = 1
                AND \(.visible(to: viewer, by: .address))
            """
        ) { row in
            let isComment = (row[4] as PostID?) != nil
            let thread: PostID? = row[5]
            return Answered(
                root: row[0], form: row[1], host: row[2], audience: row[3],
                thread: isComment ? thread ?? parent : nil, isOff: row[6], isForOthers: row[7],
                isBlocked: row[8])
        }
    }

    /// One more comment under the post, and one more reply in its thread.
    func countComment(under root: PostID, in thread: PostID?, now: Int64) throws {
        try run("UPDATE posts SET comments = comments + 1 WHERE id = \(root)")
        try count(.comments, 1, of: root, at: now)
        guard let thread else { return }
        try move("replies = replies + 1", of: thread)
    }

    /// Publishes and counts a comment that waited for its clip, as of now, if its host's rule lets it pass
    /// and its author may still comment there. Nil when it was held, or no longer waits.
    func releaseComment(
        _ comment: PostID, at place: Place, now: Int64
    ) throws -> (author: ChannelID, text: String)? {
        let root: PostID? = try value("SELECT root FROM posts WHERE id = \(comment) AND state = 5")
        guard let root else { return nil }
        try hold(root)
        let found = try row(
            """
            UPDATE posts
            SET state = 1, place = \(place), published = \(now),
                score = \(CommentRank(published: now).score)
            WHERE id = \(comment) AND state = 5
            RETURNING author, text, thread, parent
            """
        ) {
            (
                author: $0[0] as ChannelID, text: $0[1] as String, thread: $0[2] as PostID?,
                to: $0[3] as PostID?
            )
        }
        guard let found else { return nil }
        var hold = try judgement(of: comment)
        if try found.to.flatMap({ try answered($0, by: found.author) })?.isShut == true {
            hold = Hold(kind: hold?.kind ?? .review, reasons: (hold?.reasons ?? []) + [.shut])
        }
        if let hold {
            try setHeld(hold, comment)
            return nil
        }
        try countComment(under: root, in: found.thread, now: now)
        return (found.author, found.text)
    }

    /// Whether a channel's comments for subscribers alone are for this viewer too.
    func isInside(_ viewer: ChannelID, host: ChannelID) throws -> Bool {
        let found: ChannelID? = try value(
            "SELECT c.id FROM channels AS c WHERE c.id = \(host) AND \(.isInside(viewer, host: "c.id"))")
        return found != nil
    }

    /// The channel whose post this comment hangs under.
    func host(of comment: PostID) throws -> ChannelID? {
        try value("SELECT host FROM posts WHERE id = \(comment)")
    }

    func pin(_ comment: PostID, above root: PostID) throws {
        try run("UPDATE posts SET pinned_comment = \(comment) WHERE id = \(root)")
    }

    /// Another that was pinned meanwhile stays.
    func unpin(_ comment: PostID, above root: PostID) throws {
        try run(
            "UPDATE posts SET pinned_comment = NULL WHERE id = \(root) AND pinned_comment = \(comment)")
    }

    /// One thread of this post, if it is one, and after it what of the viewer's own waits under the post.
    func commentHead(_ thread: PostID, under root: PostID, for viewer: ChannelID?) throws -> [CommentHead] {
        try rows(
            """
            SELECT \(.commentHead), 0 AS waits
            FROM posts AS p
            WHERE p.id = \(thread) AND p.root = \(root) AND p.thread IS NULL
                AND (p.state IN (1, 4) OR (p.state = 3 AND p.replies > 0))
                AND \(.visible(to: viewer, by: .address))
            \(.andWaitingComments(under: root, of: viewer))
            """, CommentHead.init)
    }

    /// The first replies of each of these threads, oldest first: `Limits.repliesShown` at most.
    ///
    /// Reads no more than it returns, however long a thread is: where each thread's share ends is looked
    /// up first. (Numbering all replies by `row_number()` costs 200 times as much when one thread has
    /// thousands.)
    func firstReplies(of threads: [PostID], for viewer: ChannelID?) throws -> [PostID: [PostID]] {
        guard !threads.isEmpty else { return [:] }
        let found = try rows(
            """
            WITH ends AS MATERIALIZED (
                SELECT t.id AS thread, (
                    SELECT q.place
                    FROM posts AS q
                    WHERE q.thread = t.id AND q.state = 1
                    ORDER BY q.place
                    LIMIT 1 OFFSET \(Limits.repliesShown - 1)) AS place
                FROM posts AS t
                WHERE t.id IN \(list: threads))
            SELECT p.id, p.thread
            FROM ends AS e
            CROSS JOIN posts AS p
            WHERE p.thread = e.thread AND p.state = 1 AND p.place <= coalesce(e.place, \(Place.newest))
                AND \(.visible(to: viewer, by: .address))
            ORDER BY p.thread, p.place
            """
        ) { row in (id: row[0] as PostID, thread: row[1] as PostID) }
        return Dictionary(grouping: found, by: \.thread).mapValues { $0.map(\.id) }
    }

    /// The last replies of one thread before a place, newest first, and one more if there are more.
    func lastReplies(
        of thread: PostID, before: Place, for viewer: ChannelID?
    ) throws -> [(id: PostID, place: Place)] {
        try rows(
            """
            SELECT p.id, p.place
            FROM posts AS p
            WHERE p.thread = \(thread) AND p.state = 1 AND p.place < \(before)
                AND \(.visible(to: viewer, by: .address))
            ORDER BY p.place DESC
            LIMIT \(Limits.replyPage + 1)
            """
        ) { (id: $0[0], place: $0[1]) }
    }
}

extension SQL {
    /// The host itself, one of its people, or a subscriber.
    fileprivate static func isInside(_ viewer: ChannelID?, host: SQL) -> SQL {
        let me = viewer ?? ChannelID(0)
        return """
            (\(host) = \(me)
            OR EXISTS (SELECT 1 FROM subscriptions AS s WHERE s.channel = \(me) AND s.target = \(host))
            OR EXISTS (
                SELECT 1
                FROM channel_people AS w
                JOIN channel_people AS o ON o.account = w.account
                WHERE w.channel = \(me) AND o.channel = \(host)))
            """
    }
}
