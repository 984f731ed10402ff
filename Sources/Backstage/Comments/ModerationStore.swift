import Database
import Markup

/// An action as the log has it.
struct ModerationAction: Sendable {
    let id: ModerationActionID
    let host: ChannelID
    let account: AccountID
    /// Nil for what a newer program did.
    let deed: ModerationDeed?
    let comment: PostID?
    let person: ChannelID?
    /// Of a removal its reason; of what is about a person, the number of how the host stood to them before.
    let why: String
    let at: Int64
    let undone: Int64?
}

/// How comments move between being published, held and removed: as in `PostStateStore`, whoever moves one
/// holds the post it hangs under first, and each change moves the counts it stands in.
extension Transaction {
    /// These comments as they stand, their posts held: what hangs under another channel's is left out.
    func judged(_ ids: [PostID], under host: ChannelID) throws -> [JudgedComment] {
        let roots: [PostID] = try rows(
            """
            SELECT DISTINCT p.root
            FROM posts AS p
            WHERE p.id IN \(list: ids) AND p.root IS NOT NULL AND p.host = \(host)
            ORDER BY p.root
            """
        ) { $0[0] }
        // Always in this order, so that no two wait for each other.
        for root in roots { try hold(root) }
        return try rows(
            """
            SELECT p.id, p.root, p.thread, p.author, p.state, p.held, p.text
            FROM posts AS p
            WHERE p.id IN \(list: ids) AND p.root IS NOT NULL AND p.host = \(host)
            ORDER BY p.id
            """, JudgedComment.init)
    }

    /// Of each person among those who wrote these, one comment. Throws `Missing` when one of them is under no
    /// post of this channel's.
    func oneOfEach(_ ids: [PostID], under host: ChannelID) throws -> [JudgedComment] {
        let found = try rows(
            """
            SELECT p.id, p.root, p.thread, p.author, p.state, p.held, p.text
            FROM posts AS p
            WHERE p.id IN \(list: ids) AND p.root IS NOT NULL AND p.host = \(host)
            ORDER BY p.id
            """, JudgedComment.init)
        guard found.count == Set(ids).count else { throw Missing() }
        var seen: Set<ChannelID> = []
        return found.filter { seen.insert($0.author).inserted }
    }

    /// Whether it is gone by its author's own hand.
    func isDeleted(_ comment: PostID) throws -> Bool { try !deletedByAuthor([comment]).isEmpty }

    func deletedByAuthor(_ ids: [PostID]) throws -> Set<PostID> {
        Set(
            try rows(
                "SELECT id FROM posts WHERE id IN \(list: ids) AND state = 4 AND removed_why IS NULL"
            ) { $0[0] as PostID })
    }

    /// Moves comments whose posts are held, and keeps what they were.
    func move(
        _ comments: [JudgedComment], to fate: CommentFate, in action: ModerationActionID, why: String,
        now: Int64
    ) throws {
        let ids = comments.map(\.id)
        try run(
            """
            INSERT INTO moderation_changes (action, comment, was, held, held_why)
            SELECT \(action), p.id, p.state, p.held, p.held_why
            FROM posts AS p
            WHERE p.id IN \(list: ids)
            """)
        try run(
            """
            UPDATE posts
            SET state = \(fate.state), held = \(fate.held), held_why = \(fate.why),
                removed_why = \(fate.state == .removed ? why : nil)
            WHERE id IN \(list: ids)
            """)
        let step = fate.state == .published ? 1 : 0
        try count(comments.map { ($0, step - ($0.state == .published ? 1 : 0)) }, now: now)
    }

    /// Puts comments whose posts are held back to what they were before an action.
    func putBack(_ comments: [JudgedComment], from action: ModerationActionID, now: Int64) throws {
        guard !comments.isEmpty else { return }
        let ids = comments.map(\.id)
        let published: Set<PostID> = Set(
            try rows(
                """
                SELECT comment
                FROM moderation_changes
                WHERE action = \(action) AND comment IN \(list: ids) AND was = 1
                """
            ) { $0[0] as PostID })
        let column = { (name: SQL) -> SQL in
            """
            (SELECT c.\(name) FROM moderation_changes AS c
                WHERE c.action = \(action) AND c.comment = posts.id)
            """
        }
        try run(
            """
            UPDATE posts
            SET state = \(column("was")), held = \(column("held")), held_why = \(column("held_why")),
                removed_why = NULL
            WHERE id IN \(list: ids)
            """)
        let steps = comments.map { comment in
            let (was, will) = (comment.state == .published ? 1 : 0, published.contains(comment.id) ? 1 : 0)
            return (comment, will - was)
        }
        try count(steps, now: now)
    }

    /// The counts that comments stand in: of their posts, of those posts' days, and of their threads.
    private func count(_ steps: [(comment: JudgedComment, step: Int)], now: Int64) throws {
        var (roots, threads): ([PostID: Int], [PostID: Int]) = ([:], [:])
        for (comment, step) in steps where step != 0 {
            roots[comment.root, default: 0] += step
            if let thread = comment.thread { threads[thread, default: 0] += step }
        }
        for (root, step) in roots.sorted(by: { $0.key < $1.key }) where step != 0 {
            try run("UPDATE posts SET comments = comments + \(step) WHERE id = \(root)")
            try count(.comments, step, of: root, at: now)
        }
        for (thread, step) in threads.sorted(by: { $0.key < $1.key }) where step != 0 {
            try move("replies = replies + \(step)", of: thread)
        }
    }

    /// Those of these that nobody but their author and the channel's people ever saw.
    func neverPublished(_ ids: [PostID], by host: ChannelID) throws -> [PostID] {
        guard let first = ids.min() else { return [] }
        // Nothing was decided about a comment before it was written: numbers sort by time.
        let known: [PostID] = try rows(
            """
            SELECT DISTINCT c.comment
            FROM moderation_actions AS a
            JOIN moderation_changes AS c ON c.action = a.id AND c.comment IN \(list: ids)
            WHERE a.host = \(host) AND a.id > \(first.raw)
                AND (c.was = 1 OR (a.undone IS NULL AND a.action IN ('approve', 'always-approve')))
            """
        ) { $0[0] }
        let seen = Set(known)
        return ids.filter { !seen.contains($0) }
    }

    /// Those of these comments whose authors the site has suspended, with what hides them.
    func suspended(_ ids: [PostID]) throws -> [(comment: PostID, decision: DecisionID, why: String)] {
        try rows(
            """
            SELECT p.id, d.id, d.why
            FROM posts AS p
            JOIN channels AS c ON c.id = p.author
            JOIN site_decisions AS d ON d.id = c.suspended
            WHERE p.id IN \(list: ids)
            ORDER BY p.id
            """
        ) { (comment: $0[0], decision: $0[1], why: $0[2]) }
    }

    // MARK: For pages

    func rootFacts(of root: PostID) throws -> RootFacts {
        let found = try row("SELECT id, form, title, text FROM posts WHERE id = \(root)") { row in
            let (title, text) = (row[2] as String, row[3] as String)
            return RootFacts(
                id: row[0], form: row[1],
                words: Prose.excerpt(title.isEmpty ? text : title, characters: 60))
        }
        guard let found else { throw Missing() }
        return found
    }

    /// A comment of this author's that the channel's people removed; what the site took down is told
    /// elsewhere.
    func removedComment(_ id: PostID, of author: ChannelID) throws -> RemovedComment? {
        try row(
            """
            SELECT p.id, p.text, p.removed_why, c.name, c.handle
            FROM posts AS p
            JOIN channels AS c ON c.id = p.host
            WHERE p.id = \(id) AND p.author = \(author) AND p.root IS NOT NULL AND p.state = 4
                AND p.removed_why IS NOT NULL AND p.decision IS NULL
            """
        ) { row in
            RemovedComment(
                id: row[0], text: row[1], reason: RemovalReason(lines: row[2]), host: row[3],
                handle: row[4])
        }
    }
}

extension JudgedComment {
    init(_ row: Row) {
        id = row[0]
        root = row[1]
        thread = row[2]
        author = row[3]
        state = row[4]
        held = row[5]
        text = row[6]
    }
}
