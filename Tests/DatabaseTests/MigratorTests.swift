import Testing

@testable import Database

@Suite("Migrations") struct MigratorTests {
    private static let first = Migration(1, "one", ["CREATE TABLE one (id \(type: .id))"])
    private static let second = Migration(
        2, "two", ["CREATE TABLE two (id \(type: .id))", "INSERT INTO one (id) VALUES (7)"])

    @Test(arguments: Place.allCases) func runInOrderAndOnce(_ place: Place) async throws {
        try await place.run { db in
            try await db.migrate([Self.second, Self.first])
            try await db.migrate([Self.first, Self.second])
            #expect(try await steps(db) == ["1 one", "2 two"])
            #expect(try await db.read { tx in try tx.value("SELECT count(*) FROM one") } == 1)
            let at: Int = try await db.read { tx in try tx.value("SELECT min(at) FROM migrations") } ?? 0
            #expect(at > 1_700_000_000_000)
        }
    }

    @Test(arguments: Place.allCases) func leaveNothingOfAStepThatFails(_ place: Place) async throws {
        try await place.run { db in
            let broken = Migration(
                2, "two", ["CREATE TABLE two (id \(type: .id))", "INSERT INTO nowhere (id) VALUES (1)"])
            await #expect(throws: DatabaseError.self) { try await db.migrate([Self.first, broken]) }
            #expect(try await steps(db) == ["1 one"])
            try await db.migrate([Self.first, Self.second])
            #expect(try await steps(db) == ["1 one", "2 two"])
        }
    }

    @Test(arguments: Place.allCases) func refuseADatabaseFromTheFuture(_ place: Place) async throws {
        try await place.run { db in
            try await db.migrate([Self.first, Self.second])
            let error = await #expect(throws: DatabaseError.newerThanProgram(found: 2, known: 1)) {
                try await db.migrate([Self.first])
            }
            #expect(error?.description.contains("newer program") == true)
            #expect(try await steps(db) == ["1 one", "2 two"])
        }
    }

    @Test(arguments: Place.allCases) func takeTurnsBetweenProcesses(_ place: Place) async throws {
        try await place.runAt { location in
            let databases = try (0..<4).map { _ in try Database.open(location, options: Place.options) }
            defer { databases.forEach { $0.close() } }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for db in databases { group.addTask { try await db.migrate([Self.first, Self.second]) } }
                try await group.waitForAll()
            }
            #expect(try await steps(databases[0]) == ["1 one", "2 two"])
        }
    }

    private func steps(_ db: Database) async throws -> [String] {
        try await db.read { tx in
            try tx.rows("SELECT number, name FROM migrations ORDER BY number") {
                "\($0[0] as Int) \($0[1] as String)"
            }
        }
    }
}
