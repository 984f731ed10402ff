import Synchronization

/// Where everything is kept: SQLite in one file, or PostgreSQL.
///
/// Closures are synchronous and run on dedicated threads: a transaction cannot await. A read sees each
/// statement's own moment; a write is one transaction, kept whole or not at all. A cancelled caller still
/// gets its result.
public final class Database: Sendable {
    public enum Location: Sendable {
        case sqlite(String)
        case postgres(String)
    }

    /// What waits for a thread: given a connection, does its work and tells its caller.
    struct Work: Sendable {
        /// Runs inside a transaction; the returned closure tells the caller once it is known how that ended.
        let run: @Sendable (any Connection) -> Outcome
    }
    /// How one piece of work went, before the transaction around it is kept.
    struct Outcome {
        let error: (any Error)?
        let notes: [(topic: String, payload: String)]
        /// Tells the caller; with an error when keeping the transaction failed.
        let tell: ((any Error)?) -> Void
    }

    public let engine: Engine
    private let backend: any Backend

    init(engine: Engine, backend: any Backend) {
        self.engine = engine
        self.backend = backend
    }

    /// Opens or makes the database. Throws `DatabaseError.unreachable` with the reason.
    public static func open(_ location: Location) throws -> Database {
        switch location {
        case .sqlite(let path):
            return Database(engine: .sqlite, backend: try SQLiteBackend(path: path, readers: 4))
        case .postgres(let url):
            return Database(engine: .postgres, backend: try PostgresBackend(url: url, connections: 8))
        }
    }

    /// Reads. The closure must not write.
    public func read<T: Sendable>(_ work: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await submit(work) { try backend.read($0) }
    }

    /// Writes, all or nothing. The closure may run more than once (after a deadlock), so it touches
    /// nothing else.
    @discardableResult
    public func write<T: Sendable>(_ work: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await submit(work) { try backend.write($0) }
    }

    /// Payloads told to this topic from now on, by any process. The newest 256 wait; older ones are dropped.
    public func listen(_ topic: String) -> AsyncStream<String> { backend.listen(topic) }

    /// Ends the threads once their work is done. Later calls throw `DatabaseError.closed`.
    public func close() { backend.close() }

    private func submit<T: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> T, to add: (Work) throws -> Void
    ) async throws -> T {
        let count = QueryCount.current
        return try await withCheckedThrowingContinuation { continuation in
            let piece = Work { connection in
                let transaction = Transaction(connection, count)
                do {
                    let value = try work(transaction)
                    return Outcome(error: nil, notes: transaction.notes) { failure in
                        if let failure {
                            continuation.resume(throwing: failure)
                        } else {
                            continuation.resume(returning: value)
                        }
                    }
                } catch {
                    return Outcome(error: error, notes: []) { _ in continuation.resume(throwing: error) }
                }
            }
            do { try add(piece) } catch { continuation.resume(throwing: error) }
        }
    }
}

/// An engine behind a `Database`.
protocol Backend: Sendable {
    func read(_ work: Database.Work) throws
    func write(_ work: Database.Work) throws
    func listen(_ topic: String) -> AsyncStream<String>
    func close()
}

/// Who listens to what, in this process.
final class Listeners: Sendable {
    private struct State {
        var next = 0
        var streams: [Int: (topic: String, stream: AsyncStream<String>.Continuation)] = [:]
    }
    private let state = Mutex(State())

    func add(_ topic: String) -> AsyncStream<String> {
        let made = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(256))
        let number = state.withLock { state in
            state.next += 1
            state.streams[state.next] = (topic, made.continuation)
            return state.next
        }
        made.continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.streams.removeValue(forKey: number) }
        }
        return made.stream
    }

    func tell(_ topic: String, _ payload: String) {
        let streams = state.withLock { $0.streams.values.filter { $0.topic == topic }.map(\.stream) }
        for stream in streams { stream.yield(payload) }
    }

    var topics: Set<String> { Set(state.withLock { $0.streams.values.map(\.topic) }) }

    func close() {
        for (_, stream) in state.withLock({ Array($0.streams.values) }) { stream.finish() }
    }
}
