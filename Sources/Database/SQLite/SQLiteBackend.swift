/// SQLite behind threads: a few that read, one that writes.
///
/// Any process may have the file open, but listeners hear only their own.
final class SQLiteBackend: Backend {
    private let reads: WorkQueue<any Work>
    private let writes: WorkQueue<any Work>
    private let listeners = Listeners()
    private let crew = Crew()

    init(path: String, options: Database.Options) throws {
        guard !path.isEmpty, path != ":memory:" else {
            throw DatabaseError.unreachable("SQLite needs a file: each connection opens it anew")
        }
        reads = WorkQueue(waitingMax: options.waitingMax)
        writes = WorkQueue(waitingMax: options.waitingMax)
        // The writer first: it makes the file and turns on the write-ahead log.
        let writer = Handed(try SQLiteConnection(path: path, isWriter: true))
        let readers = try (0..<options.readers).map { _ in
            Handed(try SQLiteConnection(path: path, isWriter: false))
        }
        let togetherMax = options.togetherMax
        crew.start { [writes, listeners] in
            SQLiteWriter(writer.value, listeners).serve(writes, togetherMax: togetherMax)
        }
        for reader in readers {
            crew.start { [reads] in Self.serve(reads, reader.value) }
        }
    }

    func read(_ work: any Work) throws(DatabaseError) { try reads.add(work) }
    func write(_ work: any Work) throws(DatabaseError) { try writes.add(work) }
    func listen(_ topic: String) -> AsyncStream<String> { listeners.add(topic) }

    func watch(_ topic: String, _ heard: @escaping @Sendable (WatchedNews) -> Void) {
        listeners.watch(topic, heard)
        heard(.listening)
    }

    func shut() {
        reads.close()
        writes.close()
        listeners.close()
    }

    func wait() { crew.wait() }

    private static func serve(_ queue: WorkQueue<any Work>, _ connection: SQLiteConnection) {
        while let work = queue.take() {
            work.run(on: connection, isWrite: false)
            work.finish()
        }
    }
}
