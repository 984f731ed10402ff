import CPostgres
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Hears what any process tells a topic: one connection that only listens, on a thread of its own, begun with
/// the first listener. What is told while the connection is lost is missed, never repeated.
final class PostgresEars: Sendable {
    /// Between attempts to reach a server that is gone.
    private static let pauseMilliseconds: Int32 = 1_000

    private struct State {
        var topics: Set<String> = []
        var isRunning = false
        var isClosed = false
    }

    private let url: String
    private let listeners: Listeners
    private let crew: Crew
    private let state = Mutex(State())
    private let bell: Bell

    init(url: String, listeners: Listeners, crew: Crew) throws(DatabaseError) {
        (self.url, self.listeners, self.crew) = (url, listeners, crew)
        bell = try Bell()
    }

    func hear(_ topic: String) {
        let isFirst = state.withLock { state in
            guard !state.isClosed else { return false }
            state.topics.insert(topic)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if isFirst { crew.start { [self] in run() } } else { bell.ring() }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        bell.ring()
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func run() {
        while !isClosed {
            listenUntilLost()
            if !isClosed { bell.wait(milliseconds: Self.pauseMilliseconds) }
        }
    }

    private func listenUntilLost() {
        guard let handle = try? PostgresConnection.open(url) else { return }
        var heard: Set<String> = []
        defer {
            PQfinish(handle)
            for topic in heard { listeners.tellWatchers(topic, .lost) }
        }
        while PQstatus(handle) == CONNECTION_OK, !isClosed {
            for topic in state.withLock({ $0.topics }).subtracting(heard) {
                guard listen(handle, topic) else { return }
                heard.insert(topic)
                listeners.tellWatchers(topic, .listening)
            }
            tellArrived(handle)
            bell.wait(milliseconds: -1, or: PQsocket(handle))
            guard PQconsumeInput(handle) == 1 else { return }
        }
    }

    private func listen(_ handle: OpaquePointer, _ topic: String) -> Bool {
        let name = PQescapeIdentifier(handle, topic, topic.utf8.count)
        defer { PQfreemem(name) }
        guard let name else { return false }
        let answer = PQexec(handle, "LISTEN \(String(cString: name))")
        defer { PQclear(answer) }
        return PQresultStatus(answer) == PGRES_COMMAND_OK
    }

    private func tellArrived(_ handle: OpaquePointer) {
        while let note = PQnotifies(handle) {
            defer { PQfreemem(note) }
            let topic = String(cString: note.pointee.relname)
            listeners.tell(Note(topic: topic, payload: String(cString: note.pointee.extra)))
        }
    }
}

/// Wakes a thread that waits for a socket: a pipe to itself.
private final class Bell: Sendable {
    private let reads: Int32
    private let writes: Int32

    init() throws(DatabaseError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .unreachable("the system gives no more pipes") }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            // Not for the children that look after pictures and videos.
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (reads, writes) = (ends[0], ends[1])
    }

    deinit {
        close(reads)
        close(writes)
    }

    /// A full pipe rings too.
    func ring() {
        var one: UInt8 = 1
        _ = write(writes, &one, 1)
    }

    /// Until the bell rings, the socket has something, or the time is over (-1: never).
    func wait(milliseconds: Int32, or socket: Int32 = -1) {
        var waited = [reads, socket].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&waited, nfds_t(waited.count), milliseconds)
        var rung = [UInt8](repeating: 0, count: 64)
        while read(reads, &rung, rung.count) > 0 {}
    }
}
