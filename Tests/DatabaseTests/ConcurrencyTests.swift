import Testing

@testable import Database

@Suite("Many at once", .timeLimit(.minutes(2))) struct ConcurrencyTests {
    @Test(arguments: Place.allCases) func loseNoIncrement(_ place: Place) async throws {
        try await place.run { db in
            try await makeCounters(db)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<64 {
                    group.addTask {
                        for _ in 0..<100 {
                            try await db.write { tx in
                                try tx.run("UPDATE counters SET n = n + 1 WHERE id = \(writer % 4)")
                            }
                        }
                    }
                }
                for _ in 0..<8 {
                    group.addTask {
                        var last = 0
                        for _ in 0..<50 {
                            let sum: Int =
                                try await db.read { tx in try tx.value("SELECT sum(n) FROM counters") } ?? 0
                            #expect(sum >= last)
                            last = sum
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sums: [Int] = try await db.read { tx in
                try tx.rows("SELECT n FROM counters ORDER BY id") { $0[0] }
            }
            #expect(sums == [1_600, 1_600, 1_600, 1_600])
        }
    }

    /// Two writes take two rows in opposite order. One is chosen to wait; nobody notices.
    @Test(arguments: Place.allCases) func passDeadlocks(_ place: Place) async throws {
        try await place.run { db in
            try await makeCounters(db)
            let tries = QueryCount()
            let meeting = Meeting()
            try await QueryCount.$current.withValue(tries) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for pair in [(0, 1), (1, 0)] {
                        group.addTask {
                            try await db.write { tx in
                                try tx.run("UPDATE counters SET n = n + 1 WHERE id = \(pair.0)")
                                // With one writer nobody would ever come.
                                if db.engine == .postgres { meeting.wait(for: 2) }
                                try tx.run("UPDATE counters SET n = n + 1 WHERE id = \(pair.1)")
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let sum: Int? = try await db.read { tx in try tx.value("SELECT sum(n) FROM counters") }
            #expect(sum == 4)
            if db.engine == .postgres { #expect(tries.value > 4, "there was no deadlock to pass") }
        }
    }

    @Test(arguments: Place.allCases) func keepACountedLimit(_ place: Place) async throws {
        try await place.run { db in
            try await db.write { tx in try tx.run("CREATE TABLE t (id \(type: .id))") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 0..<60 {
                    group.addTask {
                        try await db.write { tx in
                            try tx.lock(7)
                            let count: Int = try tx.value("SELECT count(*) FROM t") ?? 0
                            if count < 5 { try tx.run("INSERT INTO t (id) VALUES (\(id))") }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await db.read { tx in try tx.value("SELECT count(*) FROM t") } == 5)
        }
    }

    @Test(arguments: Place.allCases) func areRefusedBeyondTheLimit(_ place: Place) async throws {
        var options = Database.Options()
        options.waitingMax = 3
        options.readers = 1
        options.connections = 1
        try await place.run(options) { db in
            let gate = Gate()
            let begun = Gate()
            let first = Task {
                try await db.read { _ in
                    begun.open()
                    gate.wait()
                }
            }
            try await db.waitFor(begun)
            let refusals = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        do { try await db.read { _ in } } catch {
                            return error as? DatabaseError == .overloaded
                        }
                        return false
                    }
                }
                var refused = 0
                for await isRefused in group {
                    refused += isRefused ? 1 : 0
                    if refused == 7 { gate.open() }
                }
                return refused
            }
            #expect(refusals == 7)
            try await first.value
        }
    }

    @Test(arguments: Place.allCases) func getTheirResultThoughCancelled(_ place: Place) async throws {
        try await place.run { db in
            try await makeCounters(db)
            let task = Task {
                try await db.write { tx in try tx.run("UPDATE counters SET n = n + 1 WHERE id = 0") }
            }
            task.cancel()
            #expect(try await task.value == 1)
        }
    }

    private func makeCounters(_ db: Database) async throws {
        try await db.write { tx in
            try tx.run("CREATE TABLE counters (id \(type: .id), n \(type: .int) NOT NULL)")
            try tx.run("INSERT INTO counters (id, n) VALUES (0, 0), (1, 0), (2, 0), (3, 0)")
        }
    }
}

extension Database {
    /// Until a closure elsewhere has opened the gate.
    fileprivate func waitFor(_ gate: Gate) async throws {
        await withCheckedContinuation { continuation in
            Crew().start {
                gate.wait()
                continuation.resume()
            }
        }
    }
}
