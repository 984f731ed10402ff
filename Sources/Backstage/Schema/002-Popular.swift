import Database

extension Schema {
    /// The list of popular videos is read from its index alone. SQLite 3.40 looks even at columns whose value
    /// the index's condition fixes, so they are in it: a byte each.
    static let popular = Migration(
        2, "popular",
        [
            "DROP INDEX videos_popular",
            """
            CREATE INDEX videos_popular ON posts (views, place, author, form, root, state, audience)
                WHERE form = 2 AND root IS NULL AND state = 1 AND audience = 0
            """,
        ])
}
