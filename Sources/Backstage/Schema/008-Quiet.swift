import Database

extension Schema {
    /// Whom a channel has muted or blocked, and the words it wants to read nowhere.
    static let quiet = Migration(
        8, "quiet",
        [
            // A block is a mute that also stops what the other does towards this channel.
            """
            CREATE TABLE quiets (
                channel \(type: .int) NOT NULL REFERENCES channels (id),
                target \(type: .int) NOT NULL REFERENCES channels (id),
                is_block \(type: .int) NOT NULL,
                since \(type: .int) NOT NULL,
                PRIMARY KEY (channel, target)
            )
            """,
            // One a line, as typed. Beside the channel, so that a page's own query brings them along.
            "ALTER TABLE channels ADD COLUMN muted_words \(type: .text) NOT NULL DEFAULT ''",
        ])
}
