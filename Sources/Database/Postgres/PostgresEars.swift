import CPostgres
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Hears what any process tells a topic: one connection that only listens, on a thread of its own, begun
/// with the first listener. News told while the connection is lost is missed, never repeated.
final class PostgresEars: Sendable {
    private struct State {
        var topics: Set<String> = []
        var isRunning = false
        var isClosed = false
    }

    private let url: String
    private let listeners: Listeners
    private let state = Mutex(State())

    init(url: String, listeners: Listeners) {
        self.url = url
        self.listeners = listeners
    }

    func hear(_ topic: String) {
        let isFirst = state.withLock { state in
            state.topics.insert(topic)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if isFirst { startThread { [self] in run() } }
    }

    func close() { state.withLock { $0.isClosed = true } }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func run() {
        while !isClosed {
            listenUntilLost()
            if !isClosed { sleep(1) }
        }
    }

    private func listenUntilLost() {
        guard let handle = PQconnectdb(url) else { return }
        defer { PQfinish(handle) }
        var heard: Set<String> = []
        while PQstatus(handle) == CONNECTION_OK, !isClosed {
            for topic in state.withLock({ $0.topics }).subtracting(heard) {
                PQclear(PQexec(handle, "LISTEN \"\(topic.filter { $0.isLetter })\""))
                heard.insert(topic)
            }
            var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            // Short, so that a new topic and the end are noticed soon.
            poll(&descriptor, 1, 200)
            guard PQconsumeInput(handle) == 1 else { return }
            while let note = PQnotifies(handle) {
                listeners.tell(String(cString: note.pointee.relname), String(cString: note.pointee.extra))
                PQfreemem(note)
            }
        }
    }
}
