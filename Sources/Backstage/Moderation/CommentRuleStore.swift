import Database

extension Transaction {
    /// What is known of these comments, each as of its own place and in no order. The live judgement and the
    /// rehearsal both ask here, so that they agree.
    ///
    /// Two queries, however many comments. Who stands how to the channel is as of now.
    func facts(of comments: [PostID]) throws -> [CommentFacts] {
        guard !comments.isEmpty else { return [] }
        var others: [PostID: [String]] = [:]
        let words = try rows(Self.otherWords(of: comments)) { (post: $0[0] as PostID, text: $0[1] as String) }
        for (post, text) in words { others[post, default: []].append(text) }
        return try rows(Self.factsQuery(of: comments)) { row in
            let comment: PostID = row[0]
            return CommentFacts(
                comment: comment, text: row[1], otherWords: (others[comment] ?? []).sorted(),
                hasMedia: row[2], isOfChannel: row[3], standing: row[4], age: row[5], hadMedia: row[6],
                sameTexts: row[7], holding: row[8],
                author: CommentFacts.Author(handle: row[9], name: row[10]))
        }
    }

    private static func factsQuery(of comments: [PostID]) -> SQL {
        """
        SELECT p.id, p.text, p.has_media,
            (p.author = p.host OR EXISTS (
                SELECT 1
                FROM channel_people AS o
                WHERE o.channel = p.host AND (o.account = p.writer OR (p.writer IS NULL AND o.account IN (
                    SELECT w.account FROM channel_people AS w WHERE w.channel = p.author))))),
            coalesce(s.standing, 0), p.published - a.created,
            (p.has_media = 1 AND EXISTS (
                SELECT 1
                FROM posts AS q
                WHERE q.host = p.host AND q.author = p.author AND q.root IS NOT NULL
                    AND q.place < p.place AND q.has_media = 1
                    AND (q.state = 1 OR (q.state = 4 AND q.was = 1 AND q.removed_why IS NULL)))),
            (SELECT count(*)
            FROM (
                SELECT 1 AS one
                FROM posts AS q
                WHERE q.text_mark = p.text_mark AND q.place < p.place
                    AND q.place > p.place - \(IdMaker.aDay) AND q.root <> p.root
                LIMIT \(Limits.sameTextsCounted)) AS n),
            r.comments_hold, a.handle, a.name
        FROM posts AS p
        JOIN posts AS r ON r.id = p.root
        JOIN channels AS a ON a.id = p.author
        LEFT JOIN comment_people AS s ON s.host = p.host AND s.person = p.author
        WHERE p.id IN \(list: comments)
        """
    }

    private static func otherWords(of comments: [PostID]) -> SQL {
        """
        SELECT o.post, o.text
        FROM poll_options AS o
        WHERE o.post IN \(list: comments)
        UNION ALL
        SELECT a.post, a.alt
        FROM attachments AS a
        WHERE a.post IN \(list: comments) AND a.alt <> ''
        """
    }

    // MARK: Judging

    /// What its host's rule says of a comment that stands in the table: nil lets it pass. The post it hangs
    /// under is held by whoever asks. Three queries.
    func judgement(of comment: PostID) throws -> Hold? {
        let host: SQL = "(SELECT host FROM posts WHERE id = \(comment) AND root IS NOT NULL)"
        guard let rule = try settings(of: host)?.rule else { return nil }
        return try facts(of: [comment]).first.flatMap(rule.judge)
    }

    /// Its counts are the caller's to move.
    func setHeld(_ hold: Hold, _ comment: PostID) throws {
        try run(
            """
            UPDATE posts
            SET state = 3, held = \(hold.kind), held_why = \(HoldReason.lines(hold.reasons))
            WHERE id = \(comment)
            """)
    }

    /// For what a comment is held; nil when it is not.
    func hold(of comment: PostID) throws -> Hold? {
        try row("SELECT held, held_why FROM posts WHERE id = \(comment) AND state = 3") { row in
            Hold(kind: row[0], reasons: HoldReason.reasons((row[1] as String?) ?? ""))
        }
    }

    /// The last comments under a channel's posts that stand or are held, newest first.
    func lastComments(under host: ChannelID, limit: Int) throws -> [PostID] {
        let held = HoldKind.allCases.map { kind -> SQL in
            """
            UNION ALL
            SELECT h.id, h.place
            FROM (
                SELECT p.id, p.place
                FROM posts AS p
                WHERE p.host = \(host) AND p.held = \(kind) AND p.root IS NOT NULL AND p.state = 3
                ORDER BY p.place DESC
                LIMIT \(limit)) AS h
            """
        }
        return try rows(
            """
            SELECT k.id, k.place
            FROM (
                SELECT c.id, c.place
                FROM (
                    SELECT p.id, p.place
                    FROM posts AS p
                    WHERE p.host = \(host) AND p.root IS NOT NULL AND p.state = 1
                    ORDER BY p.place DESC
                    LIMIT \(limit)) AS c
                \(held.joined(separator: " "))) AS k
            ORDER BY k.place DESC
            LIMIT \(limit)
            """
        ) { $0[0] }
    }

    // MARK: Settings

    /// How a channel takes comments.
    func settings(ofCommentsUnder host: ChannelID) throws -> CommentSettings? {
        try settings(of: "\(host)")
    }

    private func settings(of host: SQL) throws -> CommentSettings? {
        try row(
            """
            SELECT comments_who, comments_hold, hold_links, hold_media, blocked_words
            FROM channels
            WHERE id = \(host)
            """
        ) {
            CommentSettings(
                door: $0[0], holding: $0[1], holdsLinks: $0[2], holdsFirstMedia: $0[3], words: $0[4])
        }
    }

    func save(_ settings: CommentSettings, ofCommentsUnder host: ChannelID) throws {
        try run(
            """
            UPDATE channels
            SET comments_who = \(settings.door), comments_hold = \(settings.holding),
                hold_links = \(settings.holdsLinks), hold_media = \(settings.holdsFirstMedia),
                blocked_words = \(settings.words)
            WHERE id = \(host)
            """)
    }

    /// What a post says of its own comments; nil leaves it to its channel.
    func postRule(of post: PostID) throws -> PostCommentRule? {
        try row("SELECT comments_who, comments_hold, comments_off FROM posts WHERE id = \(post)") { row in
            PostCommentRule(door: (row[2] as Bool) ? .nobody : row[0], holding: row[1])
        }
    }

    func save(_ rule: PostCommentRule, ofCommentsUnder post: PostID) throws {
        let isOff = rule.door == .nobody
        try run(
            """
            UPDATE posts
            SET comments_who = \(isOff ? nil : rule.door), comments_hold = \(rule.holding),
                comments_off = \(isOff)
            WHERE id = \(post)
            """)
    }
}
