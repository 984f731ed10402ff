/// PostgreSQL behind threads, a connection each. A lost connection is made anew with the next piece of work.
final class PostgresBackend: Backend {
    private static let waitingMax = 4_096
    /// Deadlocks and serialization failures pass when tried again.
    private static let triesMax = 3

    private enum Task: Sendable {
        case read(Database.Work)
        case write(Database.Work)
    }

    private let queue = WorkQueue<Task>(most: waitingMax)
    private let listeners = Listeners()
    private let ears: PostgresEars

    init(url: String, connections: Int) throws {
        ears = PostgresEars(url: url, listeners: listeners)
        // The first is made here, so that an unreachable server is said at once; the others when they are
        // needed.
        let first = Owned(Optional(try PostgresConnection(url: url)))
        startThread { [queue] in Self.serve(queue, url, first.connection) }
        for _ in 1..<connections {
            startThread { [queue] in Self.serve(queue, url, nil) }
        }
    }

    func read(_ work: Database.Work) throws { try queue.add(.read(work)) }
    func write(_ work: Database.Work) throws { try queue.add(.write(work)) }

    func listen(_ topic: String) -> AsyncStream<String> {
        let stream = listeners.add(topic)
        ears.hear(topic)
        return stream
    }

    func close() {
        queue.close()
        ears.close()
        listeners.close()
    }

    private static func serve(_ queue: WorkQueue<Task>, _ url: String, _ first: PostgresConnection?) {
        var connection = first
        while let tasks = queue.take(atMost: 1) {
            for task in tasks {
                if connection?.isLost == true {
                    connection?.close()
                    connection = nil
                }
                do {
                    let open = try connection ?? PostgresConnection(url: url)
                    connection = open
                    switch task {
                    case .read(let work): read(work, open)
                    case .write(let work): write(work, open)
                    }
                } catch {
                    refuse(task, error)
                }
            }
        }
        connection?.close()
    }

    private static func refuse(_ task: Task, _ error: any Error) {
        let refusing = RefusingConnection(error: error)
        switch task {
        case .read(let work), .write(let work): work.run(refusing).tell(error)
        }
    }

    private static func read(_ work: Database.Work, _ connection: PostgresConnection) {
        work.run(connection).tell(nil)
    }

    private static func write(_ work: Database.Work, _ connection: PostgresConnection) {
        for attempt in 1... {
            do { try connection.execute("BEGIN") } catch { return refuse(.write(work), error) }
            let outcome = work.run(connection)
            if let error = outcome.error {
                try? connection.execute("ROLLBACK")
                guard attempt < triesMax, mayPass(error) else { return outcome.tell(nil) }
                continue
            }
            do {
                try connection.execute("COMMIT")
                return outcome.tell(nil)
            } catch {
                try? connection.execute("ROLLBACK")
                guard attempt < triesMax, mayPass(error) else { return outcome.tell(error) }
            }
        }
    }

    private static func mayPass(_ error: any Error) -> Bool {
        guard case DatabaseError.refused(_, _, let code) = error else { return false }
        return code == "40P01" || code == "40001"
    }
}
