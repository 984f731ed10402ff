/// One thread's place at the server: a connection, made when it is needed and made anew when it was lost.
final class PostgresSeat {
    /// Deadlocks and serialization failures pass when tried again.
    private static let writesMax = 3

    private let url: String
    private let options: Database.Options
    private let listeners: Listeners
    private var connection: PostgresConnection?

    init(
        _ url: String, _ options: Database.Options, _ listeners: Listeners, _ connection: PostgresConnection?
    ) {
        (self.url, self.options, self.listeners, self.connection) = (url, options, listeners, connection)
    }

    /// Runs a read; once more when the connection turned out to be lost, which changes nothing.
    func read(_ work: any Work) {
        do {
            let first = try ready()
            work.run(on: first, isWrite: false)
            if work.failure != nil, first.isLost { work.run(on: try ready(), isWrite: false) }
            work.finish()
        } catch {
            work.refuse(error)
        }
    }

    /// Runs a write in a transaction; again after a deadlock, never when it may have been kept.
    func write(_ work: any Work) {
        do {
            for attempt in 1... {
                let connection = try begin()
                if try keep(work, connection) || attempt == Self.writesMax { break }
            }
            if work.failure == nil {
                // Before the caller goes on; the server tells all processes, this one too, a moment later.
                for note in work.notes { listeners.tellWatchers(note.topic, .told(note.payload)) }
            }
            work.finish()
        } catch {
            work.refuse(error)
        }
    }

    /// Runs the work and commits. False when it was taken back for a reason that may pass. Throws when
    /// keeping failed.
    private func keep(_ work: any Work, _ connection: PostgresConnection) throws -> Bool {
        work.run(on: connection, isWrite: true)
        guard work.failure == nil else {
            connection.rollback()
            return !work.mayPassIfRepeated
        }
        do { try connection.commit() } catch let error as DatabaseError where error.mayPassIfRepeated {
            connection.rollback()
            work.fail(error)
            return false
        } catch {
            connection.rollback()
            throw error
        }
        return true
    }

    /// Begins a transaction. A connection lost while it was idle is replaced: nothing had been sent on it.
    private func begin() throws -> PostgresConnection {
        let first = try ready()
        do { try first.begin() } catch {
            guard first.isLost else { throw error }
            let second = try ready()
            try second.begin()
            return second
        }
        return first
    }

    private func ready() throws -> PostgresConnection {
        if let connection, connection.isIdle { return connection }
        // Closed before the next is opened: the server counts them.
        connection = nil
        let made = try PostgresConnection(url: url, statementSecondsMax: options.statementSecondsMax)
        connection = made
        return made
    }
}
