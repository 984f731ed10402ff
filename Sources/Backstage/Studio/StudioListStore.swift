import Database

extension Transaction {
    /// How much waits: one query.
    func studioCounts(of channel: ChannelID) throws -> StudioCounts {
        let counts = try row(
            """
            SELECT (SELECT count(*) FROM posts AS p WHERE p.author = \(channel) AND p.state = 2),
                (SELECT count(*) FROM drafts AS d WHERE d.channel = \(channel)),
                \(.heldCount(of: channel))
            """
        ) { StudioCounts(scheduled: $0[0], drafts: $0[1], held: $0[2]) }
        return counts ?? StudioCounts(scheduled: 0, drafts: 0)
    }

    /// A page of one of the channel's lists: newest first, what is scheduled soonest first. One query, and
    /// one more for a search.
    func studioList(_ asked: StudioListAsked, of channel: ChannelID) throws -> StudioListed {
        if asked.list == .drafts { return try studioDrafts(asked, of: channel) }
        let end = try asked.isFiltered ? searchEnd(asked, of: channel) : nil
        let found = try studioPosts(Self.ids(asked, of: channel, downTo: end), asked.list.order)
        var listed = StudioListed(posts: Array(found.prefix(Limits.studioPage)))
        if found.count > Limits.studioPage, let last = listed.posts.last {
            listed.next = StudioKey(at: asked.list.key(of: last), id: last.id.raw)
        } else if let end {
            listed.next = StudioKey(at: end.raw, id: 0)
        }
        return listed
    }

    /// Those of these posts that are the channel's own and were not deleted, newest first. Nil when one of
    /// them never was the channel's.
    func ownStudioPosts(_ ids: [PostID], of channel: ChannelID) throws -> [StudioPost]? {
        let mine: SQL = """
            SELECT p.id FROM posts AS p
            WHERE p.id IN \(list: ids) AND p.author = \(channel) AND p.root IS NULL
            """
        let known: Int = try value("SELECT count(*) FROM (\(mine)) AS m") ?? 0
        guard known == Set(ids).count else { return nil }
        return try studioPosts("\(mine) AND p.state <> 4", StudioList.published.order)
    }

    /// Those of these drafts that are the channel's own.
    func ownDrafts(_ ids: [DraftID], of channel: ChannelID) throws -> [ListedDraft] {
        try drafts("d.channel = \(channel) AND d.id IN \(list: ids)", limit: Limits.bulkPosts)
    }

    /// Subscriptions made from a post's page, since they are counted.
    func subscribersFrom(_ post: PostID) throws -> Int64 {
        try value(
            """
            SELECT CAST(coalesce(sum(subscribers), 0) AS \(type: .int))
            FROM post_days
            WHERE post = \(post)
            """) ?? 0
    }

    /// The place below which this page of a search does not look; nil when it reaches the end. What is
    /// scheduled is never so much.
    private func searchEnd(_ asked: StudioListAsked, of channel: ChannelID) throws -> Place? {
        guard asked.list != .scheduled else { return nil }
        let state: SQL = asked.list == .published ? "p.state = 1" : "p.state = 6"
        return try value(
            """
            SELECT p.place
            FROM posts AS p
            WHERE p.author = \(channel) AND p.root IS NULL AND \(state) AND p.place < \(asked.place)
            ORDER BY p.place DESC
            LIMIT 1 OFFSET \(Limits.studioSearched - 1)
            """)
    }

    /// A page of ids and one more if there are more: from each state that stands in the list, as its index
    /// has them.
    private static func ids(_ asked: StudioListAsked, of channel: ChannelID, downTo end: Place?) -> SQL {
        let behind: SQL =
            switch asked.list {
            case .scheduled:
                "(p.due, p.id) > (\(asked.key?.at ?? 0), \(asked.key?.id ?? 0))"
            case .published, .archived, .drafts:
                "p.place < \(asked.place) AND p.place >= \(end ?? Place(0))"
            }
        let parts = asked.list.states.map { state -> SQL in
            """
            SELECT s.id
            FROM (
                SELECT p.id
                FROM posts AS p
                WHERE p.author = \(channel) AND p.root IS NULL AND \(state) AND \(behind)
                    AND \(filter(asked))
                ORDER BY \(asked.list.order)
                LIMIT \(Limits.studioPage + 1)
            ) AS s
            """
        }
        return parts.joined(separator: " UNION ALL ")
    }

    private func studioPosts(_ ids: SQL, _ order: SQL) throws -> [StudioPost] {
        try rows(
            """
            SELECT p.id, p.form, p.state, p.audience, p.place, p.title, p.text, p.published, p.due, p.zone,
                p.expires, p.seen, p.likes, p.comments, o.votes, o.answer IS NOT NULL, l.id IS NOT NULL,
                \(hasPhotos)
            FROM (\(ids)) AS k
            JOIN posts AS p ON p.id = k.id
            LEFT JOIN polls AS o ON o.post = p.id
            LEFT JOIN link_cards AS l ON l.id = p.link_card AND l.state = 1
            ORDER BY \(order)
            LIMIT \(Limits.bulkPosts)
            """, StudioPost.init)
    }

    // MARK: Drafts

    private func studioDrafts(_ asked: StudioListAsked, of channel: ChannelID) throws -> StudioListed {
        var conditions: [SQL] = ["d.channel = \(channel)"]
        if let key = asked.key { conditions.append("(d.saved, d.id) < (\(key.at), \(key.id))") }
        if let kind = asked.kind { conditions.append("d.kind = \(kind.rawValue)") }
        if !asked.words.isEmpty { conditions.append("(\(contains(asked.words, in: "d.text")))") }
        let found = try drafts(conditions.joined(separator: " AND "), limit: Limits.studioPage + 1)
        var listed = StudioListed(drafts: Array(found.prefix(Limits.studioPage)))
        if found.count > Limits.studioPage, let last = listed.drafts.last {
            listed.next = StudioKey(at: last.saved, id: last.id.raw)
        }
        return listed
    }

    private func drafts(_ condition: SQL, limit: Int) throws -> [ListedDraft] {
        try rows(
            """
            SELECT d.id, d.kind, d.text, d.saved
            FROM drafts AS d
            WHERE \(condition)
            ORDER BY d.saved DESC, d.id DESC
            LIMIT \(limit)
            """
        ) { row in
            let kind: String = row[1]
            return ListedDraft(id: row[0], kind: ListedKind(name: kind) ?? .text, text: row[2], saved: row[3])
        }
    }
}

// MARK: - Filters

private let hasPhotos: SQL = """
    EXISTS (SELECT 1 FROM attachments AS a WHERE a.post = p.id AND a.kind = \(AttachmentKind.photo))
    """
private let hasPoll: SQL = "EXISTS (SELECT 1 FROM polls AS q WHERE q.post = p.id)"
private let hasLink: SQL = "EXISTS (SELECT 1 FROM link_cards AS c WHERE c.id = p.link_card AND c.state = 1)"

private func filter(_ asked: StudioListAsked) -> SQL {
    var conditions: [SQL] = ["1 = 1"]
    if let kind = asked.kind { conditions.append(kind.condition) }
    if let audience = asked.audience { conditions.append("p.audience = \(audience)") }
    if !asked.words.isEmpty {
        conditions.append(
            "(\(contains(asked.words, in: "p.text")) OR \(contains(asked.words, in: "p.title")))")
    }
    return conditions.joined(separator: " AND ")
}

/// Large or small, as far as the engine knows letters: SQLite's `lower` knows those of English alone, so what
/// was typed is looked for as it is too.
func contains(_ words: String, in column: SQL) -> SQL {
    let escaped = words.map { "!%_".contains($0) ? "!\($0)" : String($0) }.joined()
    return """
        lower(\(column)) LIKE \("%\(escaped.lowercased())%") ESCAPE '!' \
        OR \(column) LIKE \("%\(escaped)%") ESCAPE '!'
        """
}

extension ListedKind {
    /// The same order of precedence as in `StudioPost.init`.
    fileprivate var condition: SQL {
        switch self {
        case .video: "p.form = 2"
        case .clip: "p.form = 1"
        case .share: "p.form = 3"
        case .poll:
            "p.form = 0 AND EXISTS (SELECT 1 FROM polls AS q WHERE q.post = p.id AND q.answer IS NULL)"
        case .quiz:
            "p.form = 0 AND EXISTS (SELECT 1 FROM polls AS q WHERE q.post = p.id AND q.answer IS NOT NULL)"
        case .photos: "p.form = 0 AND \(hasPhotos) AND NOT \(hasPoll)"
        case .link: "p.form = 0 AND \(hasLink) AND NOT \(hasPhotos) AND NOT \(hasPoll)"
        case .text: "p.form = 0 AND NOT \(hasLink) AND NOT \(hasPhotos) AND NOT \(hasPoll)"
        }
    }
}

extension StudioList {
    fileprivate var states: [SQL] {
        switch self {
        case .published: ["p.state = 1", "p.state IN (3, 5)"]
        case .scheduled: ["p.state = 2"]
        case .archived: ["p.state = 6"]
        case .drafts: []
        }
    }

    fileprivate var order: SQL { self == .scheduled ? "p.due, p.id" : "p.place DESC" }

    fileprivate func key(of post: StudioPost) -> Int64 {
        self == .scheduled ? post.due ?? post.published : post.place.raw
    }
}

extension StudioListAsked {
    fileprivate var place: Place { key.map { Place($0.at) } ?? .newest }
}

extension StudioPost {
    fileprivate init(_ row: Row) {
        id = row[0]
        form = row[1]
        state = row[2]
        audience = row[3]
        place = row[4]
        title = row[5]
        text = row[6]
        published = row[7]
        due = row[8]
        zone = row[9]
        expires = row[10]
        seen = row[11]
        likes = row[12]
        comments = row[13]
        votes = row[14]
        let isQuiz: Bool = row[15]
        let hasLink: Bool = row[16]
        let hasPhotos: Bool = row[17]
        kind =
            switch form {
            case .video: .video
            case .clip: .clip
            case .share: .share
            case .note, .story, .comment:
                votes != nil ? (isQuiz ? .quiz : .poll) : hasPhotos ? .photos : hasLink ? .link : .text
            }
    }
}
