/// SQLite behind threads: a few that read, one that writes.
///
/// Writes that wait together are kept together (group commit): one wait for the disk serves them all,
/// each in a savepoint of its own, so that one that fails leaves its neighbours alone.
final class SQLiteBackend: Backend {
    /// Beyond this many waiting, people wait for minutes: better to say so.
    private static let waitingMax = 4_096
    /// Kept together at most: a commit stays short.
    private static let togetherMax = 128

    private let reads = WorkQueue<Database.Work>(most: waitingMax)
    private let writes = WorkQueue<Database.Work>(most: waitingMax)
    private let listeners = Listeners()

    init(path: String, readers: Int) throws {
        // The writer first: it makes the file and turns on the write-ahead log.
        let writer = Owned(try SQLiteConnection(path: path, isWriter: true))
        let others = try (0..<readers).map { _ in Owned(try SQLiteConnection(path: path, isWriter: false)) }
        startThread { [writes, listeners] in Self.serveWrites(writer.connection, writes, listeners) }
        for reader in others {
            startThread { [reads] in Self.serveReads(reader.connection, reads) }
        }
    }

    func read(_ work: Database.Work) throws { try reads.add(work) }
    func write(_ work: Database.Work) throws { try writes.add(work) }
    func listen(_ topic: String) -> AsyncStream<String> { listeners.add(topic) }

    func close() {
        reads.close()
        writes.close()
        listeners.close()
    }

    private static func serveReads(_ connection: SQLiteConnection, _ queue: WorkQueue<Database.Work>) {
        while let works = queue.take(atMost: 1) {
            for work in works { work.run(connection).tell(nil) }
        }
        connection.close()
    }

    private static func serveWrites(
        _ connection: SQLiteConnection, _ queue: WorkQueue<Database.Work>, _ listeners: Listeners
    ) {
        while let works = queue.take(atMost: togetherMax) {
            let (outcomes, failure) = keep(works, connection)
            for outcome in outcomes {
                if failure == nil, outcome.error == nil {
                    for note in outcome.notes { listeners.tell(note.topic, note.payload) }
                }
                outcome.tell(failure)
            }
        }
        connection.close()
    }

    /// Runs the works in one transaction. The failure, if any, is that of beginning or keeping it.
    private static func keep(
        _ works: [Database.Work], _ connection: SQLiteConnection
    ) -> (outcomes: [Database.Outcome], failure: (any Error)?) {
        do { try connection.execute("BEGIN IMMEDIATE") } catch {
            return (works.map { $0.run(RefusingConnection(error: error)) }, error)
        }
        var outcomes: [Database.Outcome] = []
        do {
            for work in works {
                try connection.execute("SAVEPOINT one")
                let outcome = work.run(connection)
                outcomes.append(outcome)
                if outcome.error != nil { try connection.execute("ROLLBACK TO one") }
                try connection.execute("RELEASE one")
            }
            try connection.execute("COMMIT")
            return (outcomes, nil)
        } catch {
            try? connection.execute("ROLLBACK")
            let rest = works.dropFirst(outcomes.count).map { $0.run(RefusingConnection(error: error)) }
            return (outcomes + rest, error)
        }
    }
}
