import Database
import Markup

extension Transaction {
    /// A page of the queue, newest first: at most five queries, whatever it holds.
    func commentQueue(_ asked: QueueAsked, of host: ChannelID) throws -> QueueListed {
        guard let shelf = asked.tab.shelf else { return QueueListed() }
        let end = try asked.isFiltered ? queueEnd(shelf, asked, of: host) : nil
        let found = try rows(Self.queued(shelf, asked, of: host, downTo: end), QueuedFacts.init)
        let shown = Array(found.prefix(Limits.queuePage))
        var posts: [PostID: Post] = [:]
        for post in try hostedComments(shown.map(\.id), of: host) { posts[post.id] = post }
        var listed = QueueListed()
        listed.comments = shown.compactMap { facts in posts[facts.id].map { facts.with($0) } }
        if found.count > shown.count, let last = shown.last {
            listed.next = last.place
        } else if let end {
            listed.next = end
        }
        return listed
    }

    /// Where this page of a search stops looking; nil when it reaches the end.
    private func queueEnd(_ shelf: CommentShelf, _ asked: QueueAsked, of host: ChannelID) throws -> Place? {
        try value(
            """
            SELECT p.place
            FROM posts AS p
            WHERE p.host = \(host) AND p.root IS NOT NULL AND \(shelf.condition)
                AND p.place < \(asked.from ?? .newest)
            ORDER BY p.place DESC
            LIMIT 1 OFFSET \(Limits.studioSearched - 1)
            """)
    }

    private static func queued(
        _ shelf: CommentShelf, _ asked: QueueAsked, of host: ChannelID, downTo end: Place?
    ) -> SQL {
        """
        SELECT p.id, p.place, p.held_why, t.form, t.title, t.text, coalesce(s.standing, 0)
        FROM posts AS p
        JOIN posts AS t ON t.id = p.root AND t.state = 1
        LEFT JOIN comment_people AS s ON s.host = p.host AND s.person = p.author
        WHERE p.host = \(host) AND p.root IS NOT NULL AND \(shelf.condition)
            AND p.place < \(asked.from ?? .newest) AND p.place >= \(end ?? Place(0)) AND \(asked.condition)
        ORDER BY p.place DESC
        LIMIT \(Limits.queuePage + 1)
        """
    }

    /// What was decided, newest first, and one line more if there are more.
    func moderationLog(of host: ChannelID, before: Place) throws -> [LoggedAction] {
        try rows(
            """
            SELECT a.id, a.action, a.comment, coalesce(p.text, ''), coalesce(w.name, ''), a.why, a.at,
                a.undone IS NOT NULL,
                (SELECT count(*) FROM moderation_changes AS m WHERE m.action = a.id), u.name, \(.faceColumns)
            FROM moderation_actions AS a
            JOIN channels AS c ON c.id = \(.ownChannel(of: "a.account"))
            LEFT JOIN attachments AS av ON av.id = c.avatar
            LEFT JOIN posts AS p ON p.id = a.comment
            LEFT JOIN channels AS u ON u.id = \(.ownChannel(of: "a.undone_by"))
            LEFT JOIN channels AS w ON w.id = coalesce(a.person, p.author)
            WHERE a.host = \(host) AND a.id < \(before.raw)
            ORDER BY a.id DESC
            LIMIT \(Limits.moderationLogPage + 1)
            """
        ) { row in
            let deed: String = row[1]
            return LoggedAction(
                id: row[0], deed: ModerationDeed(rawValue: deed) ?? .hold, actor: Face(row, at: 10),
                comment: row[2], words: Prose.excerpt(row[3], characters: Limits.studioExcerptCharacters),
                person: row[4], count: row[8], why: row[5], at: row[6], isUndone: row[7], undoer: row[9])
        }
    }
}

extension SQL {
    /// How many wait for the channel's people, as far as they are counted.
    static func heldCount(of host: ChannelID) -> SQL {
        """
        (SELECT count(*) FROM (
            SELECT h.id
            FROM posts AS h
            JOIN posts AS t ON t.id = h.root AND t.state = 1
            WHERE h.host = \(host) AND h.root IS NOT NULL AND h.state = 3 AND h.held = 0
            LIMIT \(Limits.heldCounted)) AS w)
        """
    }
}

extension CommentShelf {
    fileprivate var condition: SQL {
        switch self {
        case .held: "p.state = 3 AND p.held = 0"
        case .spam: "p.state = 3 AND p.held = 1"
        case .hidden: "p.state = 3 AND p.held = 2"
        // What the channel itself says is not in question.
        case .published: "p.state = 1 AND p.author <> p.host"
        case .removed: "p.state = 4"
        }
    }
}

extension QueueAsked {
    fileprivate var condition: SQL {
        var conditions: [SQL] = ["1 = 1"]
        if !words.isEmpty { conditions.append("(\(contains(words, in: "p.text")))") }
        if !person.isEmpty {
            let handle = Folding.handle(person.hasPrefix("@") ? String(person.dropFirst()) : person)
            conditions.append("p.author = (SELECT f.id FROM channels AS f WHERE f.handle_folded = \(handle))")
        }
        switch content {
        case .media: conditions.append("p.has_media = 1")
        case .link: conditions.append("lower(p.text) LIKE '%http%://%'")
        case nil: break
        }
        if let reason {
            // A line of its own; that of a word goes on with the word.
            let end = reason.key == HoldReason.word("").key ? " " : "\n"
            conditions.append(
                "(\("\n") || p.held_why || \("\n")) LIKE \("%\n\(reason.key)\(end)%")")
        }
        return conditions.joined(separator: " AND ")
    }
}

/// What the queue knows of a comment beside the comment.
private struct QueuedFacts {
    let id: PostID
    let place: Place
    let reasons: [HoldReason]
    let rootForm: PostForm
    let rootWords: String
    let standing: PersonStanding

    init(_ row: Row) {
        id = row[0]
        place = row[1]
        let lines: String? = row[2]
        reasons = HoldReason.reasons(lines ?? "")
        rootForm = row[3]
        let title: String = row[4]
        let text: String = row[5]
        rootWords = Prose.excerpt(title.isEmpty ? text : title, characters: 60)
        standing = row[6]
    }

    func with(_ post: Post) -> QueuedComment {
        QueuedComment(
            post: post, reasons: reasons, rootForm: rootForm, rootWords: rootWords, standing: standing)
    }
}
