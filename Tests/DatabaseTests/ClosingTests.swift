import Testing

@testable import Database

@Suite("A closed database") struct ClosingTests {
    @Test(arguments: Place.allCases) func refusesWork(_ place: Place) async throws {
        try await place.run { db in
            db.close()
            db.close()
            await #expect(throws: DatabaseError.closed) { try await db.read { _ in } }
            await #expect(throws: DatabaseError.closed) { try await db.write { _ in } }
        }
    }

    @Test(arguments: Place.allCases) func hasFinishedWhatWaited(_ place: Place) async throws {
        try await place.runAt { location in
            let db = try Database.open(location, options: Place.options)
            try await db.write { tx in try tx.run("CREATE TABLE t (id \(type: .id))") }
            let gate = Gate()
            let first = Task { try await db.write { _ in gate.wait() } }
            let rest = (0..<20).map { id in
                Task { try await db.write { tx in try tx.run("INSERT INTO t (id) VALUES (\(id))") } }
            }
            gate.open()
            try await first.value
            db.close()
            var kept = 0
            for task in rest {
                do { kept += try await task.value } catch { #expect(error as? DatabaseError == .closed) }
            }
            let again = try Database.open(location, options: Place.options)
            defer { again.close() }
            #expect(try await again.read { tx in try tx.value("SELECT count(*) FROM t") } == kept)
        }
    }

    @Test(arguments: Place.allCases) func mayCloseItselfFromInside(_ place: Place) async throws {
        try await place.run { db in
            let answer = try await db.read { _ in
                db.close()
                return 1
            }
            #expect(answer == 1)
        }
    }

    @Test func thatCannotBeOpenedSaysWhy() async {
        for path in ["/nowhere/at/all.sqlite", "", ":memory:"] {
            #expect(throws: DatabaseError.self) { try Database.open(.sqlite(path)) }
        }
        let error = #expect(throws: DatabaseError.self) {
            try Database.open(.postgres("postgresql://ada:secret@127.0.0.1:1/db"))
        }
        #expect(error?.description.contains("refused") == true)
        for address in ["postgresql://ada:secret@%zz/db", "host=ada password=secret", "secret"] {
            let error = #expect(throws: DatabaseError.self) { try Database.open(.postgres(address)) }
            #expect(error?.description.contains("secret") == false)
        }
    }
}

@Suite("Query counts") struct QueryCountTests {
    @Test(arguments: Place.allCases) func countTheTasksStatements(_ place: Place) async throws {
        try await place.run { db in
            let count = QueryCount()
            try await QueryCount.$current.withValue(count) {
                try await db.write { tx in
                    try tx.run("CREATE TABLE t (id \(type: .id))")
                    try tx.run("INSERT INTO t (id) VALUES (1)")
                    try tx.notify("news", "x")
                }
                try await db.read { tx in
                    _ = try tx.rows("SELECT id FROM t") { $0[0] as Int }
                    _ = try tx.row("SELECT id FROM t") { $0[0] as Int }
                    _ = try tx.value("SELECT id FROM t", as: Int.self)
                }
            }
            _ = try await db.read { tx in try tx.value("SELECT 1", as: Int.self) }
            #expect(count.value == 5)
        }
    }
}
