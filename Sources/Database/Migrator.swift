#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One step of the schema's history. A step that has landed is never changed.
public struct Migration: Sendable {
    let number: Int
    let name: String
    let statements: [SQL]

    /// Numbers count up from 1; the statements run in order, one statement each.
    public init(_ number: Int, _ name: String, _ statements: [SQL]) {
        (self.number, self.name, self.statements) = (number, name, statements)
    }
}

extension Database {
    /// Brings the schema up to date, each step in a transaction of its own, in order of their numbers. Steps
    /// that are done are passed over; processes that start together take turns.
    ///
    /// Throws `DatabaseError.newerThanProgram`, before anything is changed, when the database knows a step
    /// that this program does not. A step that fails leaves those before it in place and nothing of its own.
    public func migrate(_ migrations: [Migration]) async throws {
        let steps = migrations.sorted { $0.number < $1.number }
        let known = Set(steps.map(\.number))
        precondition(known.count == steps.count, "two migrations bear the same number")
        let engine = engine
        try await write { tx in
            try tx.takeTurn(engine)
            try tx.makeMigrationTable()
            try tx.refuseNewer(than: known)
        }
        for step in steps {
            try await write { tx in
                try tx.takeTurn(engine)
                try tx.refuseNewer(than: known)
                try tx.take(step)
            }
        }
    }
}

extension Transaction {
    /// "back" in ASCII: any number that nobody else locks will do.
    private static let migrationLock: Int64 = 0x6261_636B

    /// One writer at a time is SQLite's nature; PostgreSQL needs a lock, freed with the transaction. Waiting
    /// for it, and indexing a large table, may take longer than a page's statement may.
    fileprivate func takeTurn(_ engine: Engine) throws {
        guard engine == .postgres else { return }
        try run("SET LOCAL statement_timeout = 0")
        try lock(Self.migrationLock)
    }

    fileprivate func makeMigrationTable() throws {
        try run(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                number \(type: .id),
                name \(type: .text) NOT NULL,
                at \(type: .int) NOT NULL
            )
            """)
    }

    fileprivate func refuseNewer(than known: Set<Int>) throws {
        let found: [Int] = try rows("SELECT number FROM migrations ORDER BY number") { $0[0] }
        guard let newest = found.last(where: { !known.contains($0) }) else { return }
        throw DatabaseError.newerThanProgram(found: newest, known: known.max() ?? 0)
    }

    fileprivate func take(_ step: Migration) throws {
        let done: Int? = try value("SELECT number FROM migrations WHERE number = \(step.number)")
        guard done == nil else { return }
        for statement in step.statements { try run(statement) }
        try run(
            """
            INSERT INTO migrations (number, name, at)
            VALUES (\(step.number), \(step.name), \(millisecondsNow()))
            """)
    }
}

/// Milliseconds UTC. For the operator to read, so no test needs to choose it.
private func millisecondsNow() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
}
