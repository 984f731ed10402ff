import Synchronization

/// Who listens to what, in this process.
final class Listeners: Sendable {
    /// Waiting payloads of one listener: news is a hint to look, and the newest says the same as the older.
    private static let waitingMax = 256

    private struct State {
        var next = 0
        var watchers: [String: [@Sendable (WatchedNews) -> Void]] = [:]
        var byTopic: [String: [Int: AsyncStream<String>.Continuation]] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// A stream of what is told from now on; an ended one after `close`.
    func add(_ topic: String) -> AsyncStream<String> {
        let (stream, listener) = AsyncStream<String>.makeStream(
            bufferingPolicy: .bufferingNewest(Self.waitingMax))
        let number = state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            state.next += 1
            state.byTopic[topic, default: [:]][state.next] = listener
            return state.next
        }
        guard let number else {
            listener.finish()
            return stream
        }
        listener.onTermination = { [weak self] _ in self?.remove(number, topic) }
        return stream
    }

    /// Watchers stay as long as the database is open.
    func watch(_ topic: String, _ heard: @escaping @Sendable (WatchedNews) -> Void) {
        state.withLock { $0.watchers[topic, default: []].append(heard) }
    }

    func tellWatchers(_ topic: String, _ news: WatchedNews) {
        let watchers = state.withLock { $0.watchers[topic] ?? [] }
        for heard in watchers { heard(news) }
    }

    func tell(_ note: Note) {
        tellWatchers(note.topic, .told(note.payload))
        let listeners = state.withLock { $0.byTopic[note.topic].map { Array($0.values) } ?? [] }
        for listener in listeners { listener.yield(note.payload) }
    }

    func close() {
        let all = state.withLock { state in
            state.isClosed = true
            defer { state.byTopic = [:] }
            return state.byTopic.values.flatMap(\.values)
        }
        for listener in all { listener.finish() }
    }

    private func remove(_ number: Int, _ topic: String) {
        state.withLock { state in
            state.byTopic[topic]?[number] = nil
            if state.byTopic[topic]?.isEmpty == true { state.byTopic[topic] = nil }
        }
    }
}
