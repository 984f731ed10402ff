/// Where everything is kept: SQLite in one file, or PostgreSQL.
///
/// Closures are synchronous and run on dedicated threads, never on Swift's own pool: a transaction cannot
/// await. A caller whose task is cancelled still gets its result: what was begun is kept or refused, never
/// left open. A one-row read by key from SQLite costs 13 to 24 µs of processor time, most of it waking the
/// two threads.
public final class Database: Sendable {
    /// A file's path (a real file: each connection opens it anew), or `postgresql://user:word@host/name`.
    public enum Location: Sendable {
        case sqlite(String)
        case postgres(String)
    }

    /// Limits, each with what it protects.
    public struct Options: Sendable {
        /// SQLite's connections that read, a thread each: reads rarely wait for the disk, so a few are
        /// enough.
        public var readers = 4
        /// PostgreSQL's connections, a thread each, made when they are first needed.
        public var connections = 8
        /// Work that may wait, for reads and for writes: beyond it people would wait for longer than they
        /// stay.
        public var waitingMax = 4_096
        /// Writes that SQLite keeps together: a commit, and the wait of all in it, stays short.
        public var togetherMax = 128
        /// A statement that takes longer is stopped by PostgreSQL: it holds a connection others wait for.
        public var statementSecondsMax = 30

        public init() {}
    }

    public let engine: Engine
    private let backend: any Backend

    private init(engine: Engine, backend: any Backend) {
        self.engine = engine
        self.backend = backend
    }

    deinit { backend.shut() }

    /// Opens or makes the database; blocks until the first connection stands. Throws
    /// `DatabaseError.unreachable`.
    public static func open(_ location: Location, options: Options = Options()) throws -> Database {
        switch location {
        case .sqlite(let path):
            Database(engine: .sqlite, backend: try SQLiteBackend(path: path, options: options))
        case .postgres(let url):
            Database(engine: .postgres, backend: try PostgresBackend(url: url, options: options))
        }
    }

    /// Reads, outside a transaction: each statement sees its own moment, always one that was kept. The
    /// closure must not write, which both engines refuse. It may run twice, when PostgreSQL's connection was
    /// lost.
    public func read<T: Sendable>(_ work: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await submit(work, to: backend.read)
    }

    /// Writes, in one transaction, kept whole or not at all; on disk when this returns.
    ///
    /// SQLite runs writes one after the other. PostgreSQL runs them side by side (READ COMMITTED), so a
    /// number is raised by `SET n = n + 1`, not by reading it first. The closure may run up to three times
    /// (after a deadlock), so it must touch nothing else. When the connection is lost while keeping, it is
    /// not known whether the write was kept, and it is not repeated.
    @discardableResult
    public func write<T: Sendable>(_ work: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await submit(work, to: backend.write)
    }

    /// Payloads told to this topic from now on, by any process. The newest 256 wait; older ones are dropped.
    ///
    /// SQLite delivers inside this process. PostgreSQL hears all processes, a moment after the first call and
    /// never what was told while its connection was lost: news is a hint to look, not the record.
    public func listen(_ topic: String) -> AsyncStream<String> { backend.listen(topic) }

    /// Calls `heard` with what is told to this topic: before the write that told it returns in this process,
    /// and as soon as it arrives from others. For what is kept in memory and must not outlive a change.
    ///
    /// `heard` is called on the database's threads and must be quick. It lasts until the database is closed.
    public func watch(_ topic: String, _ heard: @escaping @Sendable (WatchedNews) -> Void) {
        backend.watch(topic, heard)
    }

    /// Finishes the work under way and waiting, ends all threads and streams, and returns when that is done;
    /// later calls throw `DatabaseError.closed`. Calling it again does nothing more.
    public func close() {
        backend.shut()
        backend.wait()
    }

    private func submit<T: Sendable>(
        _ work: @escaping @Sendable (Transaction) throws -> T,
        to add: (any Work) throws(DatabaseError) -> Void
    ) async throws -> T {
        let count = QueryCount.current
        return try await withCheckedThrowingContinuation { caller in
            let errand = Errand(work, count, caller)
            do { try add(errand) } catch { errand.refuse(error) }
        }
    }
}

/// What a watcher of a topic hears.
public enum WatchedNews: Sendable, Equatable {
    case told(String)
    /// From now on everything told is heard. What was told before may have been missed.
    case listening
    /// From now on what other processes tell may be missed.
    case lost
}

/// An engine behind a `Database`.
protocol Backend: Sendable {
    func read(_ work: any Work) throws(DatabaseError)
    func write(_ work: any Work) throws(DatabaseError)
    func listen(_ topic: String) -> AsyncStream<String>
    func watch(_ topic: String, _ heard: @escaping @Sendable (WatchedNews) -> Void)
    /// Takes no more work; the threads end after what waits. Returns at once.
    func shut()
    /// Returns when all threads have ended.
    func wait()
}
