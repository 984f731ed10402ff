import Database

/// Where a comment will hang.
struct Answered: Sendable {
    let root: PostID
    let form: PostForm
    let host: ChannelID
    let audience: Audience
    /// The top comment of the thread the answer joins; nil when it answers the post itself.
    let thread: PostID?
    /// The comment to be answered was deleted, though its post still stands.
    let isGone: Bool
    /// The channel takes no comments on it.
    let isOff: Bool

    /// The page that shows the post and its comments.
    var page: Link { form == .video ? .watch(root) : .post(root) }
}

/// A thread's place in a list, before anything of it is loaded.
struct CommentHead: Sendable {
    let id: PostID
    let likes: Int64
    let place: Place
    let replies: Int64
    let isGone: Bool
}

extension Transaction {
    /// The post or comment that somebody answers, if they may see its post by its address.
    func answered(_ parent: PostID, by viewer: ChannelID?) throws -> Answered? {
        try row(
            """
            SELECT p.id, p.form, p.host, p.audience, q.root, q.thread, q.state, p.comments_off
            FROM posts AS q
            JOIN posts AS p ON p.id = coalesce(q.root, q.id)
            WHERE q.id = \(parent) AND q.state IN (1, 4) AND p.state = 1
                AND \(.visible(to: viewer, by: .address))
            """
        ) { row in
            let isComment = (row[4] as PostID?) != nil
            let thread: PostID? = row[5]
            let state: PostState = row[6]
            return Answered(
                root: row[0], form: row[1], host: row[2], audience: row[3],
                thread: isComment ? thread ?? parent : nil, isGone: state == .removed,
                isOff: row[7])
        }
    }

    /// One more comment under the post, and one more reply in its thread.
    func countComment(under answered: Answered, now: Int64) throws {
        try run("UPDATE posts SET comments = comments + 1 WHERE id = \(answered.root)")
        try count(.comments, 1, of: answered.root, at: now)
        guard let thread = answered.thread else { return }
        try run("UPDATE posts SET replies = replies + 1 WHERE id = \(thread)")
    }

    /// The threads of a page of comments, and one more if there are more. A deleted comment keeps its
    /// place as long as replies to it stand.
    func commentHeads(
        under root: PostID, _ asked: CommentsAsked, for viewer: ChannelID?
    ) throws -> [CommentHead] {
        try rows(
            """
            SELECT p.id, p.likes, p.place, p.replies, p.state
            FROM posts AS p
            WHERE p.root = \(root) AND p.thread IS NULL AND (p.state = 1 OR (p.state = 4 AND p.replies > 0))
                AND \(.visible(to: viewer, by: .address)) AND \(Self.behind(asked))
            ORDER BY \(Self.order(asked.sort))
            LIMIT \(Limits.commentPage + 1)
            """, CommentHead.init)
    }

    /// One thread of this post.
    func commentHead(_ thread: PostID, under root: PostID, for viewer: ChannelID?) throws -> CommentHead? {
        try row(
            """
            SELECT p.id, p.likes, p.place, p.replies, p.state
            FROM posts AS p
            WHERE p.id = \(thread) AND p.root = \(root) AND p.thread IS NULL AND p.state IN (1, 4)
                AND \(.visible(to: viewer, by: .address))
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
    func lastReplies(of thread: PostID, before: Place, for viewer: ChannelID?) throws -> [PostID] {
        try rows(
            """
            SELECT p.id
            FROM posts AS p
            WHERE p.thread = \(thread) AND p.state = 1 AND p.place < \(before)
                AND \(.visible(to: viewer, by: .address))
            ORDER BY p.place DESC
            LIMIT \(Limits.replyPage + 1)
            """
        ) { $0[0] }
    }

    /// What lies behind the last comment seen.
    private static func behind(_ asked: CommentsAsked) -> SQL {
        let place = asked.after?.place ?? .newest
        guard asked.sort == .top else { return "p.place < \(place)" }
        return "(p.likes, p.place) < (\(asked.after?.likes ?? .max), \(place))"
    }

    private static func order(_ sort: CommentSort) -> SQL {
        sort == .top ? "p.likes DESC, p.place DESC" : "p.place DESC"
    }
}

extension CommentHead {
    fileprivate init(_ row: Row) {
        id = row[0]
        likes = row[1]
        place = row[2]
        replies = row[3]
        let state: PostState = row[4]
        isGone = state == .removed
    }
}
