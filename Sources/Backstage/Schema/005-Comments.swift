import Database

extension Schema {
    /// Comments as a host and its readers weigh them: hearts, dislikes, one pinned, and an order of merit.
    static let comments = Migration(5, "comments", weightColumns + backfill + commentIndices)

    private static let weightColumns: [SQL] = [
        // Set by hand for one comment under the post.
        "ALTER TABLE posts ADD COLUMN pinned_comment \(type: .int)",
        "ALTER TABLE posts ADD COLUMN hearted \(type: .int) NOT NULL DEFAULT 0",
        "ALTER TABLE posts ADD COLUMN dislikes \(type: .int) NOT NULL DEFAULT 0",
        // A photo or a clip hangs on it.
        "ALTER TABLE posts ADD COLUMN has_media \(type: .int) NOT NULL DEFAULT 0",
        // Of a comment alone: greater stands above, in "top" (docs/decisions/0013-comment-order.md).
        "ALTER TABLE posts ADD COLUMN score \(type: .int) NOT NULL DEFAULT 0",
    ]

    private static let backfill: [SQL] = [
        """
        UPDATE posts
        SET score = published / 86400 + (
            SELECT CASE \(doublings.joined(separator: " ")) ELSE 24000 END
            FROM (SELECT posts.likes + posts.replies + 1 AS m) AS w)
        WHERE root IS NOT NULL
        """,
        """
        UPDATE posts
        SET has_media = 1
        WHERE root IS NOT NULL AND EXISTS (SELECT 1 FROM attachments AS a WHERE a.post = posts.id)
        """,
    ]

    /// A thousand for each doubling of `m`, in straight lines between the powers of two, as
    /// `CommentRank.score` has it.
    private static let doublings: [SQL] = (0..<24).map { power in
        let (low, high) = (1 << power, 2 << power)
        return "WHEN m < \(high) THEN \(1_000 * power) + (m - \(low)) * 1000 / \(low)"
    }

    private static let commentIndices: [SQL] = [
        "DROP INDEX comments_top",
        """
        CREATE INDEX comments_top ON posts (root, score, place) WHERE root IS NOT NULL AND thread IS NULL
        """,
        // Of one author and with media, at either level.
        """
        CREATE INDEX comments_of_author ON posts (root, author, place)
            WHERE root IS NOT NULL AND state = 1
        """,
        """
        CREATE INDEX comments_with_media ON posts (root, place)
            WHERE root IS NOT NULL AND state = 1 AND has_media = 1
        """,
        // A comment waits for its clip: its author finds it under the post.
        "CREATE INDEX comments_on_their_way ON posts (root, author) WHERE root IS NOT NULL AND state = 5",
        // Like and dislike exclude each other.
        "CREATE UNIQUE INDEX reactions_opinion ON reactions (post, channel) WHERE kind IN (0, 2)",
    ]
}
