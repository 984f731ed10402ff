/// PostgreSQL behind threads, a connection each.
final class PostgresBackend: Backend {
    private enum Errand: Sendable {
        case read(any Work)
        case write(any Work)
    }

    private let queue: WorkQueue<Errand>
    private let listeners = Listeners()
    private let ears: PostgresEars
    private let crew = Crew()

    init(url: String, options: Database.Options) throws {
        queue = WorkQueue(waitingMax: options.waitingMax)
        ears = try PostgresEars(url: url, listeners: listeners, crew: crew)
        // The first is made here, so that an unreachable server is said at once; the others when they are
        // needed.
        let first = Handed(try PostgresConnection(url: url, statementSecondsMax: options.statementSecondsMax))
        for number in 0..<options.connections {
            crew.start { [queue, listeners] in
                let seat = PostgresSeat(url, options, listeners, number == 0 ? first.value : nil)
                while let errand = queue.take() {
                    switch errand {
                    case .read(let work): seat.read(work)
                    case .write(let work): seat.write(work)
                    }
                }
            }
        }
    }

    func read(_ work: any Work) throws(DatabaseError) { try queue.add(.read(work)) }
    func write(_ work: any Work) throws(DatabaseError) { try queue.add(.write(work)) }

    func listen(_ topic: String) -> AsyncStream<String> {
        let stream = listeners.add(topic)
        ears.hear(topic)
        return stream
    }

    func watch(_ topic: String, _ heard: @escaping @Sendable (WatchedNews) -> Void) {
        listeners.watch(topic, heard)
        ears.hear(topic)
    }

    func shut() {
        queue.close()
        ears.close()
        listeners.close()
    }

    func wait() { crew.wait() }
}
