import Database

extension Schema {
    /// A comment on a video may belong to a second of it.
    static let moments = Migration(
        6, "moments",
        [
            // Milliseconds from the film's beginning.
            "ALTER TABLE posts ADD COLUMN moment \(type: .int)",
            // A video's list of moments is read in its order, however many comments have none.
            """
            CREATE INDEX moments_of_video ON posts (root, moment, id)
                WHERE moment IS NOT NULL AND state = 1
            """,
        ])
}
