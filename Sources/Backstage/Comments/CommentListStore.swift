import Database

extension Transaction {
    /// The comments of a page, and one more if there are more: threads, or of a choice single comments. The
    /// pinned one stands above them, and not among them.
    ///
    /// Reads as many rows as it shows, however many there are: each order has its index.
    func commentHeads(
        under post: Post, _ asked: CommentsAsked, for viewer: ChannelID?
    ) throws -> [CommentHead] {
        try rows(.commentHeads(under: post, asked, for: viewer), CommentHead.init)
    }
}

extension SQL {
    static let commentHead: SQL = "p.id, p.score, p.place, p.replies"

    static func commentHeads(under post: Post, _ asked: CommentsAsked, for viewer: ChannelID?) -> SQL {
        """
        SELECT p.id, p.score, p.place, p.replies, p.waits
        FROM (
            SELECT \(commentHead), 0 AS waits
            FROM posts AS p
            WHERE p.root = \(post.id) AND \(among(asked.sort, of: post.author.id))
                AND NOT (p.state = 1 AND p.id = \(post.pinnedComment ?? PostID(0)))
                AND \(.visible(to: viewer, by: .address)) AND \(behind(asked))
            ORDER BY \(order(asked.sort))
            LIMIT \(Limits.commentPage + 1)) AS p
        \(asked.after == nil ? andWaitingComments(under: post.id, of: viewer) : "")
        """
    }

    /// What of the viewer's own waits for its clip, or is held, under this post, behind other heads.
    static func andWaitingComments(under root: PostID, of viewer: ChannelID?) -> SQL {
        guard let viewer else { return "" }
        return """
            UNION ALL
            SELECT p.id, p.score, p.place, p.replies, p.waits
            FROM (
                SELECT \(commentHead), 1 AS waits
                FROM posts AS p
                WHERE p.root = \(root) AND p.author = \(viewer) AND p.state IN (3, 5)
                ORDER BY p.place DESC
                LIMIT \(Limits.waitingCommentsShown)) AS p
            """
    }

    /// A comment that was deleted or is held keeps its place as long as replies to it stand.
    private static func among(_ sort: CommentSort, of host: ChannelID) -> SQL {
        switch sort {
        case .top, .new, .old: "p.thread IS NULL AND (p.state = 1 OR (p.state IN (3, 4) AND p.replies > 0))"
        case .creator: "p.author = \(host) AND p.state = 1"
        case .media: "p.has_media = 1 AND p.state = 1"
        }
    }

    /// What lies behind the last comment seen.
    private static func behind(_ asked: CommentsAsked) -> SQL {
        let place = asked.after?.place
        return switch asked.sort {
        case .top: "(p.score, p.place) < (\(asked.after?.score ?? .max), \(place ?? .newest))"
        case .old: "p.place > \(place ?? Place(0))"
        case .new, .creator, .media: "p.place < \(place ?? .newest)"
        }
    }

    private static func order(_ sort: CommentSort) -> SQL {
        switch sort {
        case .top: "p.score DESC, p.place DESC"
        case .old: "p.place"
        case .new, .creator, .media: "p.place DESC"
        }
    }
}

extension CommentHead {
    init(_ row: Row) {
        id = row[0]
        score = row[1]
        place = row[2]
        replies = row[3]
        isWaiting = row[4]
    }
}
