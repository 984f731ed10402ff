import Testing

@testable import Database

@Suite("A write") struct TransactionTests {
    private struct Oops: Error {}

    @Test(arguments: Place.allCases) func isKeptWholeOrNotAtAll(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            await #expect(throws: Oops.self) {
                try await db.write { tx in
                    try tx.run("INSERT INTO t (id, name) VALUES (\(1), \("a"))")
                    throw Oops()
                }
            }
            #expect(try await count(db) == 0)
        }
    }

    /// All wait behind one that is held up, so that SQLite keeps them together.
    @Test(arguments: Place.allCases) func leavesItsNeighboursAlone(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            let gate = Gate()
            let first = Task { try await db.write { _ in gate.wait() } }
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for id in 0..<40 {
                    group.addTask {
                        do {
                            try await db.write { tx in
                                try tx.run("INSERT INTO t (id, name) VALUES (\(id), \("n\(id)"))")
                                if id % 4 == 1 { throw Oops() }
                                // Fails inside the engine, which is another way back.
                                if id % 4 == 2 {
                                    try tx.run("INSERT INTO t (id, name) VALUES (\(id), \("again"))")
                                }
                            }
                            return true
                        } catch { return false }
                    }
                }
                gate.open()
                try await first.value
                #expect(try await group.reduce(0) { $0 + ($1 ? 1 : 0) } == 20)
            }
            let ids: [Int] = try await db.read { tx in try tx.rows("SELECT id FROM t ORDER BY id") { $0[0] } }
            #expect(ids == (0..<40).filter { $0 % 4 != 1 && $0 % 4 != 2 })
        }
    }

    /// Found out only at the commit that all share.
    @Test(arguments: Place.allCases) func failsAloneAtTheCommit(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            try await db.write { tx in
                try tx.run(
                    """
                    CREATE TABLE child (
                        parent \(type: .int) NOT NULL REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED
                    )
                    """)
            }
            let gate = Gate()
            let first = Task { try await db.write { _ in gate.wait() } }
            let good = Task {
                try await db.write { tx in try tx.run("INSERT INTO t (id, name) VALUES (1, 'a')") }
            }
            let bad = Task {
                try await db.write { tx in try tx.run("INSERT INTO child (parent) VALUES (9)") }
            }
            gate.open()
            try await first.value
            #expect(try await good.value == 1)
            await #expect(throws: DatabaseError.self) { try await bad.value }
            #expect(try await count(db) == 1)
        }
    }

    @Test(arguments: Place.allCases) func isDoomedByAFailedStatement(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            let error = await #expect(throws: DatabaseError.self) {
                try await db.write { tx in
                    try tx.run("INSERT INTO t (id, name) VALUES (1, 'a')")
                    _ = try? tx.run("INSERT INTO t (id, name) VALUES (1, 'b')")
                    _ = try? tx.run("INSERT INTO t (id, name) VALUES (2, 'c')")
                }
            }
            #expect(error?.isUniqueViolation == true)
            #expect(try await count(db) == 0)
        }
    }

    @Test(arguments: Place.allCases) func knowsUniqueViolations(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            try await db.write { tx in try tx.run("INSERT INTO t (id, name) VALUES (1, 'a')") }
            for (sql, isUnique) in [
                ("INSERT INTO t (id, name) VALUES (1, 'b')", true),
                ("INSERT INTO t (id, name) VALUES (2, 'a')", true),
                ("INSERT INTO t (id, name) VALUES (3, NULL)", false),
                ("INSERT INTO nowhere (id) VALUES (1)", false),
            ] as [(SQL, Bool)] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await db.write { tx in try tx.run(sql) }
                }
                #expect(error?.isUniqueViolation == isUnique)
            }
        }
    }

    @Test(arguments: Place.allCases) func tellsStatementsWithoutValues(_ place: Place) async throws {
        try await place.run { db in
            let error = await #expect(throws: DatabaseError.self) {
                try await db.write { tx in try tx.run("INSERT INTO nowhere (id) VALUES (\("secret"))") }
            }
            #expect(error?.description.contains("INSERT INTO nowhere") == true)
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test(arguments: Place.allCases) func countsTheRowsItChanged(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            let counts = try await db.write { tx in
                [
                    try tx.run("INSERT INTO t (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')"),
                    try tx.run("INSERT INTO t (id, name) VALUES (1, 'a') ON CONFLICT DO NOTHING"),
                    try tx.run(
                        "INSERT INTO t (id, name) VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET hits = 5"),
                    try tx.run("UPDATE t SET hits = hits + 1"),
                    try tx.run("UPDATE t SET hits = 0 WHERE id = 9"),
                    try tx.run("SELECT id FROM t"), try tx.run("CREATE INDEX by_hits ON t (hits)"),
                    try tx.run("DELETE FROM t WHERE id < 3"),
                ]
            }
            #expect(counts == [3, 0, 1, 3, 0, 0, 0, 2])
        }
    }

    @Test(arguments: Place.allCases) func isDoneWholeWhenOneRowIsLookedAt(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            try await db.write { tx in
                try tx.run("INSERT INTO t (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')")
            }
            let first: Int? = try await db.write { tx in try tx.value("UPDATE t SET hits = 1 RETURNING id") }
            #expect(first == 1)
            let hits: Int? = try await db.read { tx in try tx.value("SELECT sum(hits) FROM t") }
            #expect(hits == 3)
        }
    }

    @Test(arguments: Place.allCases) func isRefusedInsideARead(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            await #expect(throws: DatabaseError.self) {
                try await db.read { tx in try tx.run("INSERT INTO t (id, name) VALUES (1, 'a')") }
            }
            #expect(try await count(db) == 0)
        }
    }

    @Test(arguments: Place.allCases) func isOneStatementAtATime(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            await #expect(throws: DatabaseError.self) {
                try await db.write { tx in try tx.run("DELETE FROM t; DELETE FROM t") }
            }
            try await db.write { tx in try tx.run("DELETE FROM t;\n") }
        }
    }

    @Test(arguments: Place.allCases) func heedsForeignKeys(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            try await db.write { tx in
                try tx.run("CREATE TABLE child (parent \(type: .int) REFERENCES t (id) ON DELETE CASCADE)")
                try tx.run("INSERT INTO t (id, name) VALUES (1, 'a')")
                try tx.run("INSERT INTO child (parent) VALUES (1), (1)")
            }
            await #expect(throws: DatabaseError.self) {
                try await db.write { tx in try tx.run("INSERT INTO child (parent) VALUES (2)") }
            }
            // Rows taken along are not counted.
            #expect(try await db.write { tx in try tx.run("DELETE FROM t") } == 1)
            #expect(try await db.read { tx in try tx.value("SELECT count(*) FROM child") } == 0)
        }
    }

    private func makeTable(_ db: Database) async throws {
        try await db.write { tx in
            try tx.run(
                """
                CREATE TABLE t (
                    id \(type: .id),
                    name \(type: .text) NOT NULL UNIQUE,
                    hits \(type: .int) NOT NULL DEFAULT 0
                )
                """)
        }
    }

    private func count(_ db: Database) async throws -> Int? {
        try await db.read { tx in try tx.value("SELECT count(*) FROM t") }
    }
}
