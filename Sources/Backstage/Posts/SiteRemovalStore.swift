import Database

/// What the site takes down and gives back. A post remembers which decision took it and what it was, so that
/// a reversal puts it where it stood, in every count it stood in.
extension Transaction {
    /// Takes a post or comment down, whatever its state but removed. False when there was nothing to take.
    @discardableResult
    func take(_ id: PostID, for decision: DecisionID, why: String, now: Int64) throws -> Bool {
        let root: PostID? = try value("SELECT root FROM posts WHERE id = \(id)")
        if let root { try hold(root) }
        let taken = try row(
            """
            UPDATE posts
            SET was = state, state = 4, removed = \(now), removed_why = \(why), decision = \(decision)
            WHERE id = \(id) AND state IN (1, 2, 3, 5, 6)
            RETURNING id, author, root, thread, form, audience, was
            """
        ) { (post: CountedPost($0), was: $0[6] as PostState) }
        guard let taken else { return false }
        // What was held, waited or was over stands in no count.
        if taken.was == .published { try count(taken.post, by: -1, now: now) }
        return true
    }

    /// Gives back what a decision took. Of a channel that is suspended meanwhile, the suspension takes it
    /// over. False when this decision has not taken it.
    @discardableResult
    func giveBack(_ id: PostID, from decision: DecisionID, now: Int64, _ app: App) throws -> Bool {
        let root: PostID? = try value("SELECT root FROM posts WHERE id = \(id)")
        if let root { try hold(root) }
        let kept = try run(
            """
            UPDATE posts
            SET decision = (SELECT c.suspended FROM channels AS c WHERE c.id = posts.author)
            WHERE id = \(id) AND state = 4 AND decision = \(decision) AND EXISTS (
                SELECT 1
                FROM channels AS c
                WHERE c.id = posts.author AND c.suspended IS NOT NULL AND c.suspended <> \(decision))
            """)
        guard kept == 0 else { return true }
        let given = try row(
            """
            UPDATE posts
            SET state = was, was = NULL, removed = NULL, removed_why = NULL, decision = NULL
            WHERE id = \(id) AND state = 4 AND decision = \(decision)
            RETURNING id, author, root, thread, form, audience, state, due, expires
            """
        ) {
            (
                post: CountedPost($0), state: $0[6] as PostState, due: $0[7] as Int64?,
                expires: $0[8] as Int64?
            )
        }
        guard let given else { return false }
        if given.state == .published { try count(given.post, by: 1, now: now) }
        try resume(given.post, given.state, due: given.due, expires: given.expires, app)
        return true
    }

    /// What was due while it was down had nothing to do then.
    private func resume(
        _ post: CountedPost, _ state: PostState, due: Int64?, expires: Int64?, _ app: App
    ) throws {
        if state == .scheduled, let due { try queue(PublishScheduled(post: post.id), app, due: due) }
        if state == .published, let expires { try queue(ExpirePost(post: post.id), app, due: expires) }
        let film = try row(
            """
            SELECT a.id, r.state IN (0, 1), r.mp4 IS NOT NULL
            FROM attachments AS a
            JOIN renditions AS r ON r.attachment = a.id
            WHERE a.post = \(post.id) AND a.kind = \(AttachmentKind.video)
            """
        ) { (id: $0[0] as AttachmentID, isUnfinished: $0[1] as Bool, isPlayable: $0[2] as Bool) }
        guard let film else { return }
        if film.isUnfinished { try queue(PrepareVideo(attachment: film.id), app) }
        if state == .processing, film.isPlayable {
            try record(FilmPlayable(post: post.id, owner: post.author), app)
        }
    }

    /// The channels that a decision hides: as many as one account may have.
    func channels(hiddenBy decision: DecisionID) throws -> [ChannelID] {
        try rows("SELECT id FROM channels WHERE suspended = \(decision) ORDER BY id LIMIT 1000") { $0[0] }
    }

    /// Everything of a channel after `last`, whatever its state, in the order of ids: at most `limit`.
    func everything(of channel: ChannelID, after last: PostID, limit: Int) throws -> [TakenPost] {
        try rows(
            """
            SELECT id, root
            FROM posts
            WHERE author = \(channel) AND id > \(last)
            ORDER BY id
            LIMIT \(limit)
            """
        ) { TakenPost(id: $0[0], root: $0[1]) }
    }

    /// What a decision has taken: at most `limit`.
    func taken(by decision: DecisionID, limit: Int) throws -> [TakenPost] {
        try rows(
            """
            SELECT id, root
            FROM posts
            WHERE decision = \(decision)
            ORDER BY id
            LIMIT \(limit)
            """
        ) { TakenPost(id: $0[0], root: $0[1]) }
    }

    /// Until when whoever wrote this post may say nothing; nil when they may.
    func limit(ofWriterOf post: PostID, now: Int64) throws -> (until: Int64, zone: String?)? {
        try row(
            """
            SELECT a.limited_until, p.zone
            FROM posts AS p
            JOIN accounts AS a ON a.id = coalesce(p.writer, \(SQL.firstOwner(of: "p.author")))
            WHERE p.id = \(post) AND p.state = 2 AND a.limited_until > \(now)
            """
        ) { (until: $0[0], zone: $0[1]) }
    }
}

/// A post that is taken or given back, and the one it hangs under.
struct TakenPost: Sendable {
    let id: PostID
    let root: PostID?
}

extension [TakenPost] {
    /// Comments by the post they hang under, so that two who take at once hold those in one order.
    var inOrder: [PostID] { sorted { ($0.root ?? $0.id, $0.id) < ($1.root ?? $1.id, $1.id) }.map(\.id) }
}

extension CountedPost {
    /// The first six columns: id, author, root, thread, form, audience.
    fileprivate init(_ row: Row) {
        self.init(
            id: row[0], author: row[1], root: row[2], thread: row[3], form: row[4], audience: row[5])
    }
}
