import Synchronization

/// Who has a page open, and what happens that they want to see at once.
///
/// Holds at most `Limits.liveConnections` listeners. A listener that does not keep up misses news, never
/// memory: the page it then loads is true anyway.
final class LiveHub: Sendable {
    struct News: Sendable, Equatable {
        let name: String
        let data: String
    }

    private struct Listener {
        let channel: ChannelID
        let targets: Set<ChannelID>
        let stream: AsyncStream<News>.Continuation
    }
    private struct Room {
        var next = 0
        var listeners: [Int: Listener] = [:]
    }
    private let room = Mutex(Room())

    /// A stream of news for this channel and of the channels it follows; nil when the house is full.
    func listen(as channel: ChannelID, to targets: Set<ChannelID>) -> AsyncStream<News>? {
        let made = AsyncStream<News>.makeStream(bufferingPolicy: .bufferingNewest(Limits.liveBacklog))
        let number = room.withLock { room -> Int? in
            guard room.listeners.count < Limits.liveConnections else { return nil }
            room.next += 1
            room.listeners[room.next] = Listener(
                channel: channel, targets: targets, stream: made.continuation)
            return room.next
        }
        guard let number else { return nil }
        made.continuation.onTermination = { [weak self] _ in self?.leave(number) }
        return made.stream
    }

    /// To one channel's open pages.
    func tell(_ channel: ChannelID, _ news: News) {
        for listener in listeners(where: { $0.channel == channel }) { listener.stream.yield(news) }
    }

    /// To all who follow this channel and have a page open.
    func tellFollowers(of channel: ChannelID, _ news: News) {
        for listener in listeners(where: { $0.targets.contains(channel) }) { listener.stream.yield(news) }
    }

    var count: Int { room.withLock { $0.listeners.count } }

    /// Ends every stream, so that a stopping server waits for nobody.
    func close() {
        for listener in listeners(where: { _ in true }) { listener.stream.finish() }
    }

    private func listeners(where isMeant: (Listener) -> Bool) -> [Listener] {
        room.withLock { $0.listeners.values.filter(isMeant) }
    }

    private func leave(_ number: Int) { room.withLock { _ = $0.listeners.removeValue(forKey: number) } }
}

/// What crosses between processes for open pages, on the database's topic. `LiveNews` reads it.
enum LiveTopic {
    static let name = "live"
    static func video(of channel: ChannelID, _ progress: String) -> String { "video \(channel) \(progress)" }
}
