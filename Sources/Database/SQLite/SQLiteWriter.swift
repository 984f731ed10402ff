/// The one thread that writes, with group commit.
///
/// Writes that wait together run in one transaction, each in a savepoint of its own, and one wait for the
/// disk serves them all. One that fails is taken back to its savepoint and leaves its neighbours alone.
/// Nobody is told of success before the commit is on disk; when that fails, all are told so. Only where the
/// rows of one are the reason (a deferred foreign key), each is tried once more by itself, so that its
/// neighbours do not pay for it.
struct SQLiteWriter {
    private let connection: SQLiteConnection
    private let listeners: Listeners

    init(_ connection: SQLiteConnection, _ listeners: Listeners) {
        (self.connection, self.listeners) = (connection, listeners)
    }

    /// Returns when the queue is closed and empty.
    func serve(_ queue: WorkQueue<any Work>, togetherMax: Int) {
        while true {
            let works = queue.take(atMost: togetherMax)
            if works.isEmpty { return }
            do {
                try keep(works)
                works.forEach(finish)
            } catch let error as DatabaseError where works.count > 1 && error.isConstraintViolation {
                works.forEach(keepAndFinish)
            } catch {
                works.forEach { $0.refuse(error) }
            }
        }
    }

    private func keepAndFinish(_ work: any Work) {
        do { try keep([work]) } catch { return work.refuse(error) }
        finish(work)
    }

    private func finish(_ work: any Work) {
        if work.failure == nil { work.notes.forEach(listeners.tell) }
        work.finish()
    }

    /// Runs the works in one transaction. Throws when it could not begin or be kept, and then nothing is
    /// kept.
    private func keep(_ works: [any Work]) throws {
        try connection.command("BEGIN IMMEDIATE")
        do {
            if works.count == 1 { return try keepAlone(works[0]) }
            for work in works { try runInSavepoint(work) }
            try connection.command("COMMIT")
        } catch {
            connection.rollback()
            throw error
        }
    }

    /// The usual case on a quiet server, without the price of a savepoint.
    private func keepAlone(_ work: any Work) throws {
        work.run(on: connection, isWrite: true)
        if work.failure == nil { try connection.command("COMMIT") } else { connection.rollback() }
    }

    private func runInSavepoint(_ work: any Work) throws {
        try connection.command("SAVEPOINT one")
        work.run(on: connection, isWrite: true)
        // Some failures (a full disk) end the whole transaction inside SQLite: the neighbours' work is gone
        // too.
        if let failure = work.failure, !connection.isInTransaction { throw failure }
        if work.failure != nil { try connection.command("ROLLBACK TO one") }
        try connection.command("RELEASE one")
    }
}
