import Testing

@testable import Database

@Suite("A lost connection", .timeLimit(.minutes(1))) struct LostConnectionTests {
    @Test func isReplacedForReadsAndWrites() async throws {
        try await Place.postgres.runAt { location in
            let db = try Database.open(location, options: Place.options)
            let other = try Database.open(location, options: Place.options)
            defer { [db, other].forEach { $0.close() } }
            try await db.write { tx in try tx.run("CREATE TABLE t (id \(type: .id))") }
            try await warm(db)
            try await cut(other)
            // Every connection is dead: each of these meets one.
            for id in 0..<20 {
                _ = try await db.read { tx in try tx.value("SELECT count(*) FROM t", as: Int.self) }
                try await db.write { tx in try tx.run("INSERT INTO t (id) VALUES (\(id))") }
            }
            #expect(try await db.read { tx in try tx.value("SELECT count(*) FROM t") } == 20)
        }
    }

    @Test func duringAWriteIsNotRepeated() async throws {
        try await Place.postgres.runAt { location in
            let db = try Database.open(location, options: Place.options)
            let other = try Database.open(location, options: Place.options)
            defer { [db, other].forEach { $0.close() } }
            try await db.write { tx in try tx.run("CREATE TABLE t (id \(type: .id))") }
            let runs = QueryCount()
            let error = await #expect(throws: DatabaseError.self) {
                try await QueryCount.$current.withValue(runs) {
                    try await db.write { tx in try tx.run("SELECT pg_terminate_backend(pg_backend_pid())") }
                }
            }
            guard case .unreachable = error else { return #expect(Bool(false), "\(error as Any)") }
            #expect(runs.value == 1)
            try await db.write { tx in try tx.run("INSERT INTO t (id) VALUES (1)") }
        }
    }

    /// All connections have been used.
    private func warm(_ db: Database) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask { _ = try await db.read { tx in try tx.run("SELECT pg_sleep(0.01)") } }
            }
            try await group.waitForAll()
        }
    }

    private func cut(_ other: Database) async throws {
        _ = try await other.read { tx in
            try tx.run(
                """
                SELECT pg_terminate_backend(pid)
                FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()
                """)
        }
    }
}
