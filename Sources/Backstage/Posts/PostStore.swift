import Database

extension Transaction {
    /// The posts with these ids, in their order, complete: author, pictures, poll, link card, what a share
    /// shares, the viewer's marks.
    ///
    /// Three queries at most, whatever the number of posts and what hangs on them. What is not published is
    /// left out; whether the viewer may see the rest was settled where the ids came from. What a share
    /// shares is asked here. `andWaiting` brings also what of the viewer's own waits for its film or is held.
    ///
    /// What the viewer has made quiet is dropped, but for the posts of `opened`, whose page they opened.
    func posts(
        _ ids: [PostID], andWaiting: Bool = false, for viewer: ChannelID?, opened: ChannelID? = nil
    ) throws -> [Post] {
        try quietPosts(ids, andWaiting: andWaiting, for: viewer).filter { post in
            post.quiet == nil || (post.quiet?.kind != nil && post.author.id == opened)
        }
    }

    /// The same with what is quiet, which says so itself.
    func quietPosts(
        _ ids: [PostID], andWaiting: Bool = false, for viewer: ChannelID?
    ) throws -> [Post] {
        guard !ids.isEmpty else { return [] }
        let isThere: SQL =
            andWaiting
            ? "(p.state = 1 OR (p.state IN (3, 5) AND p.author = \(viewer ?? ChannelID(0))))" : "p.state = 1"
        return try complete(
            try found(
                "\(isThere) AND (p.id IN \(list: ids) OR \(Self.original(viewer)))", Self.withOriginals(ids),
                viewer), ids, viewer)
    }

    /// Comments under this channel's posts as its people see them: what they held or removed, too, but not
    /// what the site took down.
    func hostedComments(_ ids: [PostID], of host: ChannelID) throws -> [Post] {
        guard !ids.isEmpty else { return [] }
        let condition: SQL = """
            (p.state IN (1, 3) OR (p.state = 4 AND p.removed_why IS NOT NULL AND p.decision IS NULL))
                AND p.host = \(host) AND p.root IS NOT NULL
            """
        return try complete(
            try found(condition, "SELECT q.id FROM posts AS q WHERE q.id IN \(list: ids)", host), ids,
            host)
    }

    /// A post of this author's that others do not see yet, or no longer: it waits for its film or its time,
    /// or its time is over; a comment that is held.
    func waitingPost(_ id: PostID, of author: ChannelID) throws -> Post? {
        try own(id, "p.state IN (2, 3, 5, 6)", author)
    }

    /// A post of this author's in any state but deleted.
    func ownPost(_ id: PostID, of author: ChannelID) throws -> Post? {
        try own(
            id,
            """
            p.state IN (1, 2, 3, 5, 6)
                AND (p.root IS NULL OR EXISTS (SELECT 1 FROM posts AS t WHERE t.id = p.root AND t.state = 1))
            """, author)
    }

    private func own(_ id: PostID, _ condition: SQL, _ author: ChannelID) throws -> Post? {
        try one(id, "p.id = \(id) AND p.author = \(author) AND \(condition)", author)
    }

    /// The post of this condition, with what it shares: asked together, since one query finds both.
    private func one(_ id: PostID, _ condition: SQL, _ viewer: ChannelID?) throws -> Post? {
        let found = try found(
            "(\(condition)) OR (p.id <> \(id) AND p.state = 1 AND \(Self.original(viewer)))",
            Self.withOriginals([id]), viewer)
        return try complete(found, [id], viewer).first
    }

    /// These posts, and what they share.
    private static func withOriginals(_ ids: [PostID]) -> SQL {
        """
        SELECT q.id FROM posts AS q WHERE q.id IN \(list: ids)
        UNION
        SELECT q.shared FROM posts AS q WHERE q.id IN \(list: ids) AND q.shared IS NOT NULL
        """
    }

    private static func original(_ viewer: ChannelID?) -> SQL {
        "(p.root IS NULL AND \(.visible(to: viewer, by: .address)))"
    }

    private typealias Found = (post: Post, shared: PostID?, mutedWords: String?)

    private func found(_ condition: SQL, _ ids: SQL, _ viewer: ChannelID?) throws -> [Found] {
        try rows(Self.postQuery(condition, of: ids, viewer)) { (Post($0), $0[49], $0[61]) }
    }

    private func complete(_ found: [Found], _ ids: [PostID], _ viewer: ChannelID?) throws -> [Post] {
        var posts: [PostID: Post] = [:]
        for (post, _, _) in found { posts[post.id] = post }
        try attach(to: &posts)
        if let words = MutedWords(found.first?.mutedWords) {
            for (id, post) in posts where post.quiet == nil && post.author.id != viewer {
                posts[id]?.quiet = words.found(in: post.texts).map { .word($0) }
            }
        }
        let complete = posts
        for (post, original, _) in found {
            guard let original else { continue }
            // A share of a share shows no third level: it was led to the first when it was written.
            posts[post.id]?.shared = complete[original].map { $0.quiet == nil ? .post($0) : .quiet } ?? .gone
        }
        return ids.compactMap { posts[$0] }
    }

    func post(_ id: PostID, for viewer: ChannelID?) throws -> Post? { try posts([id], for: viewer).first }

    /// The post if this viewer may see it by its address, else nil: what is hidden does not exist. A comment
    /// goes with the post it hangs under.
    func visiblePost(_ id: PostID, for viewer: ChannelID?) throws -> Post? {
        let asked: SQL = """
            p.id = \(id) AND p.state = 1 AND \(.visible(to: viewer, by: .address))
                AND (p.root IS NULL OR EXISTS (SELECT 1 FROM posts AS t WHERE t.id = p.root AND t.state = 1))
            """
        return try one(id, asked, viewer)
    }

    private func attach(to posts: inout [PostID: Post]) throws {
        try attachMedia(to: &posts)
        let polls = posts.values.compactMap { $0.poll?.post }
        guard !polls.isEmpty else { return }
        let options = try rows(
            """
            SELECT o.post, o.position, o.text, o.votes,
                a.folder, a.widths, a.width, a.height, a.tone, a.alt, a.duration
            FROM poll_options AS o
            LEFT JOIN attachments AS a ON a.id = o.picture
            WHERE o.post IN \(list: polls)
            ORDER BY o.post, o.position
            """
        ) { row in
            let option = Poll.Option(
                position: row[1], text: row[2], votes: row[3], picture: Picture(row, at: 4))
            return (post: row[0] as PostID, option: option)
        }
        for (post, option) in options { posts[post]?.poll?.options.append(option) }
    }

    /// Pictures and films, and of each clip how it is played: one query.
    private func attachMedia(to posts: inout [PostID: Post]) throws {
        // A video plays on its own page alone.
        let playing = posts.values.filter { $0.form != .video }.map(\.id)
        let media = try rows(
            """
            SELECT a.id, a.post, a.kind, a.folder, a.widths, a.width, a.height, a.tone, a.alt, a.duration,
                \(Rendition.columns)
            FROM attachments AS a
            LEFT JOIN renditions AS r ON r.attachment = a.id AND a.kind = \(AttachmentKind.video)
                AND a.post IN \(list: playing)
            WHERE a.post IN \(list: Array(posts.keys))
            ORDER BY a.post, a.position, a.id
            """
        ) { row in
            let film: AttachmentID? = row[10]
            return (attachment: Attachment(row), film: try film.map { _ in try Rendition(row, at: 10) })
        }
        for (attachment, film) in media {
            guard let post = attachment.post else { continue }
            posts[post]?.attachments.append(attachment)
            if let film { posts[post]?.film = film }
        }
    }

    /// One row a post, with all that hangs on it once. The right answer of a quiz stays in the database
    /// until the viewer has answered.
    private static func postQuery(_ condition: SQL, of ids: SQL, _ viewer: ChannelID?) -> SQL {
        let me = viewer ?? ChannelID(0)
        let opens: SQL = "(v.choice IS NOT NULL OR p.author = \(me))"
        return """
            SELECT p.id, p.form, p.audience, p.place, p.published, p.edited, p.parent, p.root, p.thread,
                p.title, p.text, p.language, p.likes, p.comments, p.replies, p.views,
                c.id, c.handle, c.name, c.is_person,
                av.folder, av.widths, av.width, av.height, av.tone, av.alt, av.duration,
                r.kind,
                o.closes, o.shows_at_close, o.votes, v.choice,
                l.id, l.url, l.title, l.description,
                lp.folder, lp.widths, lp.width, lp.height, lp.tone, lp.alt, lp.duration,
                p.state, p.due, p.zone, p.expires, p.comments_off, p.seen, p.shared, w.id, w.title,
                o.answer IS NOT NULL, CASE WHEN \(opens) THEN o.answer END,
                CASE WHEN \(opens) THEN o.explanation END, p.hearted, p.pinned_comment, p.moment,
                p.held, coalesce(p.comments_who, c.comments_who),
                \(.quiet(of: viewer, "p.author")), \(.mutedWords(of: viewer))
            FROM (\(ids)) AS k
            JOIN posts AS p ON p.id = k.id
            JOIN channels AS c ON c.id = p.author
            LEFT JOIN attachments AS av ON av.id = c.avatar
            LEFT JOIN reactions AS r ON r.post = p.id AND r.channel = \(me)
                AND r.kind IN (0, 2)
            LEFT JOIN polls AS o ON o.post = p.id
            LEFT JOIN poll_votes AS v ON v.post = p.id AND v.channel = \(me)
            LEFT JOIN link_cards AS l ON l.id = p.link_card AND l.state = 1
            LEFT JOIN attachments AS lp ON lp.id = l.picture
            LEFT JOIN posts AS w ON w.id = p.video AND w.state = 1
                AND \(.visible(to: viewer, by: .list, table: "w"))
            WHERE \(condition)
            """
    }
}

extension Post {
    fileprivate init(_ row: Row) {
        id = row[0]
        form = row[1]
        audience = row[2]
        place = row[3]
        published = row[4]
        edited = row[5]
        parent = row[6]
        root = row[7]
        thread = row[8]
        title = row[9]
        text = row[10]
        language = row[11]
        likes = row[12]
        comments = row[13]
        replies = row[14]
        views = row[15]
        author = Face(
            id: row[16], handle: row[17], name: row[18], avatar: Picture(row, at: 20), isPerson: row[19])
        let opinion: Reaction? = row[27]
        isLiked = opinion == .like
        isDisliked = opinion == .dislike
        if let closes: Int64 = row[28] {
            poll = Poll(
                post: row[0], closes: closes, showsAtClose: row[29], votes: row[30], mine: row[31],
                isQuiz: row[52], answer: row[53], explanation: row[54] ?? "")
        }
        if let card: LinkCardID = row[32] {
            linkCard = LinkCard(
                id: card, url: row[33], title: row[34], description: row[35], picture: Picture(row, at: 36))
        }
        state = row[43]
        due = row[44]
        zone = row[45]
        expires = row[46]
        hasCommentsOff = row[47]
        seen = row[48]
        isHearted = row[55]
        pinnedComment = row[56]
        moment = row[57]
        held = row[58]
        door = row[59]
        if let kind: QuietKind = row[60] { quiet = .channel(kind) }
        if let video: PostID = row[50] { stage = PostLink(id: video, title: row[51]) }
    }
}

extension Attachment {
    init(_ row: Row) {
        id = row[0]
        post = row[1]
        kind = row[2]
        picture = Picture(
            folder: row[3], files: row[4], width: row[5], height: row[6], tone: row[7],
            alt: row[8], duration: row[9])
    }
}

extension Picture {
    /// Seven columns from `first` on: folder, widths, width, height, tone, alt, duration. Nil without a
    /// picture.
    init?(_ row: Row, at first: Int) {
        guard let folder: String = row[first] else { return nil }
        self.init(
            folder: folder, files: row[first + 1], width: row[first + 2],
            height: row[first + 3],
            tone: row[first + 4], alt: row[first + 5], duration: row[first + 6])
    }
}
