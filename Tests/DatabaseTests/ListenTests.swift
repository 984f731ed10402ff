import Synchronization
import Testing

@testable import Database

@Suite("Listeners", .timeLimit(.minutes(1))) struct ListenTests {
    private struct Oops: Error {}

    @Test(arguments: Place.allCases) func hearWhatIsKept(_ place: Place) async throws {
        try await place.run { db in
            var heard = db.listen("my \"news\"").makeAsyncIterator()
            try await tellUntilHeard(db, "my \"news\"", &heard)
            _ = try? await db.write { tx in
                try tx.notify("my \"news\"", "not kept")
                throw Oops()
            }
            try await db.write { tx in try tx.notify("another", "not for us") }
            try await db.write { tx in
                try tx.notify("my \"news\"", "one 👋")
                try tx.notify("my \"news\"", "two")
            }
            #expect(await next(&heard) == "one 👋")
            #expect(await next(&heard) == "two")
        }
    }

    @Test(arguments: Place.allCases) func areAllTold(_ place: Place) async throws {
        try await place.run { db in
            var first = db.listen("news").makeAsyncIterator()
            var second = db.listen("news").makeAsyncIterator()
            var third = db.listen("later").makeAsyncIterator()
            try await tellUntilHeard(db, "news", &first)
            try await tellUntilHeard(db, "later", &third)
            try await db.write { tx in try tx.notify("news", "x") }
            #expect(await next(&first) == "x")
            #expect(await next(&second) == "x")
        }
    }

    @Test(arguments: Place.allCases) func endWhenTheDatabaseCloses(_ place: Place) async throws {
        try await place.run { db in
            var heard = db.listen("news").makeAsyncIterator()
            db.close()
            #expect(await heard.next() == nil)
            var late = db.listen("news").makeAsyncIterator()
            #expect(await late.next() == nil)
        }
    }

    @Test(arguments: Place.allCases) func areSparedLongPayloads(_ place: Place) async throws {
        try await place.run { db in
            await #expect(throws: DatabaseError.self) {
                try await db.write { tx in try tx.notify("news", String(repeating: "x", count: 8_000)) }
            }
        }
    }

    @Test func hearOtherProcessesThroughPostgres() async throws {
        try await Place.postgres.runAt { location in
            let here = try Database.open(location, options: Place.options)
            let there = try Database.open(location, options: Place.options)
            defer { [here, there].forEach { $0.close() } }
            var heard = here.listen("news").makeAsyncIterator()
            try await tellUntilHeard(there, "news", &heard)
            // The connection that listens is cut off; the next one listens again.
            _ = try await there.read { tx in
                try tx.run(
                    """
                    SELECT pg_terminate_backend(pid)
                    FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE 'LISTEN%'
                    """)
            }
            try await tellUntilHeard(there, "news", &heard)
        }
    }

    @Test(arguments: Place.allCases) func aWatcherHearsBeforeTheWriteReturns(_ place: Place) async throws {
        try await place.run { db in
            let heard = Heard()
            db.watch("news") { heard.add($0) }
            try await heard.wait(for: .listening)
            for number in 0..<20 {
                try await db.write { tx in try tx.notify("news", "\(number)") }
                #expect(heard.all.contains(.told("\(number)")))
            }
            _ = try? await db.write { tx in
                try tx.notify("news", "undone")
                throw Oops()
            }
            #expect(!heard.all.contains(.told("undone")))
        }
    }

    @Test func aWatcherIsToldWhenItMayMissSomething() async throws {
        try await Place.postgres.runAt { location in
            let db = try Database.open(location, options: Place.options)
            defer { db.close() }
            let heard = Heard()
            db.watch("news") { heard.add($0) }
            try await heard.wait(for: .listening)
            _ = try await db.read { tx in
                try tx.run(
                    """
                    SELECT pg_terminate_backend(pid)
                    FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE 'LISTEN%'
                    """)
            }
            try await heard.wait(for: .lost)
            #expect(heard.all == [.listening, .lost] || heard.all == [.listening, .lost, .listening])
            try await heard.wait(for: .listening, times: 2)
        }
    }

    /// PostgreSQL hears a moment after `listen`: calls until there is an answer.
    private func tellUntilHeard(
        _ db: Database, _ topic: String, _ heard: inout AsyncStream<String>.Iterator
    ) async throws {
        let calls = Task {
            while !Task.isCancelled {
                try await db.write { tx in try tx.notify(topic, "hello") }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        #expect(await heard.next() == "hello")
        calls.cancel()
        _ = try? await calls.value
    }

    /// The next that is not a call still on its way.
    private func next(_ heard: inout AsyncStream<String>.Iterator) async -> String? {
        while let payload = await heard.next() {
            if payload != "hello" { return payload }
        }
        return nil
    }
}

/// What a watcher heard, in order.
private final class Heard: Sendable {
    private let news = Mutex<[WatchedNews]>([])

    var all: [WatchedNews] { news.withLock { $0 } }
    func add(_ item: WatchedNews) { news.withLock { $0.append(item) } }

    /// Another thread says it: looked for until it has.
    func wait(for item: WatchedNews, times: Int = 1) async throws {
        for _ in 0..<500 where all.count(where: { $0 == item }) < times {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(all.count { $0 == item } >= times)
    }
}
