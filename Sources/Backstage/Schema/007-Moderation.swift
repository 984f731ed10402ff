import Database

extension Schema {
    /// What a channel lets others say under its posts, what of it waits for the channel's people, and what
    /// they did about it.
    static let moderation = Migration(7, "moderation", ruleColumns + heldColumns + heldIndices + caseTables)

    private static let ruleColumns: [SQL] = [
        // Who may comment: everybody, subscribers, nobody; and what is held: `CommentHolding`.
        "ALTER TABLE channels ADD COLUMN comments_who \(type: .int) NOT NULL DEFAULT 0",
        "ALTER TABLE channels ADD COLUMN comments_hold \(type: .int) NOT NULL DEFAULT 0",
        "ALTER TABLE channels ADD COLUMN hold_links \(type: .int) NOT NULL DEFAULT 0",
        "ALTER TABLE channels ADD COLUMN hold_media \(type: .int) NOT NULL DEFAULT 0",
        // One a line, as typed.
        "ALTER TABLE channels ADD COLUMN blocked_words \(type: .text) NOT NULL DEFAULT ''",
        // A post's own rule; NULL is its channel's.
        "ALTER TABLE posts ADD COLUMN comments_who \(type: .int)",
        "ALTER TABLE posts ADD COLUMN comments_hold \(type: .int)",
    ]

    private static let heldColumns: [SQL] = [
        // Of a held comment: for review, as spam, or for whose words it is (`HoldKind`), and its reasons.
        "ALTER TABLE posts ADD COLUMN held \(type: .int)",
        "ALTER TABLE posts ADD COLUMN held_why \(type: .text)",
        // What its author is told when the channel's people removed it; NULL when the author did.
        "ALTER TABLE posts ADD COLUMN removed_why \(type: .text)",
        // Of a comment's folded text: the same words have the same number. NULL for few words.
        "ALTER TABLE posts ADD COLUMN text_mark \(type: .int)",
    ]

    private static let heldIndices: [SQL] = [
        "CREATE INDEX comments_held ON posts (host, held, place) WHERE root IS NOT NULL AND state = 3",
        "CREATE INDEX comments_of_host ON posts (host, place) WHERE root IS NOT NULL AND state = 1",
        "CREATE INDEX comments_of_person ON posts (host, author, place) WHERE root IS NOT NULL",
        "CREATE INDEX comments_by_text ON posts (text_mark, place) WHERE text_mark IS NOT NULL",
        // How fast an account writes.
        "CREATE INDEX comments_of_writer ON posts (writer, place) WHERE root IS NOT NULL",
        // One's own that wait, for their clip or for a decision.
        "DROP INDEX comments_on_their_way",
        """
        CREATE INDEX comments_waiting ON posts (root, author, place)
            WHERE root IS NOT NULL AND state IN (3, 5)
        """,
    ]

    private static let caseTables: [SQL] = [
        // Whose comments a channel publishes without looking (1), and whose nobody else sees (2).
        """
        CREATE TABLE comment_people (
            host \(type: .int) NOT NULL REFERENCES channels (id),
            person \(type: .int) NOT NULL REFERENCES channels (id),
            standing \(type: .int) NOT NULL,
            since \(type: .int) NOT NULL,
            PRIMARY KEY (host, person)
        )
        """,
        // What a channel's people decided, by whom and why. One that was undone says when.
        """
        CREATE TABLE moderation_actions (
            id \(type: .id),
            host \(type: .int) NOT NULL REFERENCES channels (id),
            account \(type: .int) NOT NULL,
            action \(type: .text) NOT NULL,
            comment \(type: .int),
            person \(type: .int),
            why \(type: .text) NOT NULL DEFAULT '',
            at \(type: .int) NOT NULL,
            undone \(type: .int),
            undone_by \(type: .int)
        )
        """,
        "CREATE INDEX moderation_actions_of_host ON moderation_actions (host, id)",
        // Each comment an action changed, and what it was before.
        """
        CREATE TABLE moderation_changes (
            action \(type: .int) NOT NULL REFERENCES moderation_actions (id),
            comment \(type: .int) NOT NULL REFERENCES posts (id),
            was \(type: .int) NOT NULL,
            held \(type: .int),
            held_why \(type: .text),
            PRIMARY KEY (action, comment)
        )
        """,
    ]
}
