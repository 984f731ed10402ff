import Database

extension Transaction {
    /// A number that tells this process's ids from those of others on the same database.
    func nextProcessNumber() throws -> Int64 {
        let next: String? = try value(
            """
            INSERT INTO settings (name, value)
            VALUES ('process', '1')
            ON CONFLICT (name) DO UPDATE
            SET value = CAST((CAST(settings.value AS INTEGER) + 1) % 1024 AS TEXT)
            RETURNING value
            """)
        return next.flatMap { Int64($0) } ?? 0
    }
}
