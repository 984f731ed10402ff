import Database

/// How a post comes and goes: each change moves the counts it stands in, and doing it twice is doing it once.
extension Transaction {
    /// By its author. What its host or the site took down may be given back at any time.
    func isRemoved(_ post: PostID) throws -> Bool {
        let found: PostID? = try value(
            """
            SELECT id
            FROM posts
            WHERE id = \(post) AND state = 4 AND removed_why IS NULL AND decision IS NULL
            """)
        return found != nil
    }

    func isRemoved(_ post: PostID, of author: ChannelID) throws -> Bool {
        let found: PostID? = try value(
            """
            SELECT id
            FROM posts
            WHERE id = \(post) AND author = \(author) AND state = 4 AND decision IS NULL
            """)
        return found != nil
    }

    /// Marks a post removed. It can be taken back for a while: it remembers what it was.
    func remove(_ post: Post, now: Int64) throws {
        if let root = post.root { try hold(root) }
        let was: PostState? = try value(
            """
            UPDATE posts
            SET was = state, state = 4, removed = \(now)
            WHERE id = \(post.id) AND state IN (1, 2, 3, 5, 6)
            RETURNING was
            """)
        // One that waits or is held, or whose time is over, stands in no count.
        if was == .published { try count(post, by: -1, now: now) }
    }

    /// Whoever adds or takes away a comment holds the post it hangs under first, so that no two wait for each
    /// other. An update that changes nothing takes the row's lock on both engines.
    func hold(_ post: PostID) throws { try run("UPDATE posts SET comments = comments WHERE id = \(post)") }

    /// What was removed since then, as it was. Nil when it is not there, or too late.
    func restore(
        _ id: PostID, of author: ChannelID, removedAfter time: Int64, now: Int64
    ) throws -> Post? {
        let root: PostID? = try value("SELECT root FROM posts WHERE id = \(id)")
        if let root { try hold(root) }
        let found = try run(
            """
            UPDATE posts
            SET state = was, was = NULL, removed = NULL
            WHERE id = \(id) AND author = \(author) AND state = 4 AND removed > \(time)
                AND decision IS NULL
            """)
        guard found == 1, let post = try ownPost(id, of: author) else { return nil }
        if post.state == .published { try count(post, by: 1, now: now) }
        return post
    }

    /// Takes a published post away when its time is over.
    func archive(_ id: PostID, now: Int64) throws {
        let author: ChannelID? = try value(
            """
            UPDATE posts
            SET state = 6
            WHERE id = \(id) AND state = 1 AND expires <= \(now)
            RETURNING author
            """)
        guard let author, let post = try ownPost(id, of: author) else { return }
        try count(post, by: -1, now: now)
    }

    /// Moves a scheduled post to another time, and with it what is counted from then.
    func setDue(_ moment: Int64, zone: String?, of post: PostID) throws {
        try run(
            """
            UPDATE polls
            SET closes = closes + (SELECT \(moment) - p.published FROM posts AS p WHERE p.id = \(post))
            WHERE post = \(post) AND closes < \(Poll.never)
            """)
        try run(
            """
            UPDATE posts
            SET due = \(moment), zone = \(zone), expires = expires + \(moment) - published,
                published = \(moment)
            WHERE id = \(post) AND state = 2
            """)
    }

    func pin(_ post: PostID?, of channel: ChannelID) throws {
        try run("UPDATE channels SET pinned = \(post) WHERE id = \(channel)")
    }

    /// Whether a post that this viewer could see stood here until its time was over.
    func isOver(_ post: PostID, for viewer: ChannelID?) throws -> Bool {
        let found: PostID? = try value(
            """
            SELECT p.id
            FROM posts AS p
            WHERE p.id = \(post) AND p.state = 6 AND \(.visible(to: viewer, by: .address))
            """)
        return found != nil
    }

    /// A comment that was changed is judged like a new one. One that is held stays so: somebody is to look
    /// at it, and finds all the reasons.
    func judgeAgain(_ comment: Post, now: Int64) throws {
        guard let found = try judgement(of: comment.id) else { return }
        if let standing = try hold(of: comment.id) {
            let more = found.reasons.filter { !standing.reasons.contains($0) }
            guard !more.isEmpty else { return }
            return try setHeld(Hold(kind: standing.kind, reasons: standing.reasons + more), comment.id)
        }
        guard comment.state == .published else { return }
        try setHeld(found, comment.id)
        try count(comment, by: -1, now: now)
    }

    /// The counts a published post stands in.
    private func count(_ post: Post, by step: Int, now: Int64) throws {
        let counted = CountedPost(
            id: post.id, author: post.author.id, root: post.root, thread: post.thread, form: post.form,
            audience: post.audience)
        try count(counted, by: step, now: now)
    }

    func count(_ post: CountedPost, by step: Int, now: Int64) throws {
        guard let root = post.root else {
            if post.audience == .everyone { try count(post.form, of: post.author, by: step) }
            return try tell(FollowingNews.tail(post.author))
        }
        try run("UPDATE posts SET comments = comments + \(step) WHERE id = \(root)")
        try count(.comments, step, of: root, at: now)
        guard let thread = post.thread else { return }
        try move("replies = replies + \(step)", of: thread)
    }
}

/// As much of a post as its counts need.
struct CountedPost: Sendable {
    let id: PostID
    let author: ChannelID
    let root: PostID?
    let thread: PostID?
    let form: PostForm
    let audience: Audience
}
