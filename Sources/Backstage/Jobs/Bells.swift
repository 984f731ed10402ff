/// Wakes a lane's runner: a job was queued, here or in another process, or one has become due.
final class Bells: Sendable {
    private let ends: [Lane: AsyncStream<Void>.Continuation]
    /// One listener a lane. Rings that come while it works are one ring.
    let rings: [Lane: AsyncStream<Void>]

    init() {
        var ends: [Lane: AsyncStream<Void>.Continuation] = [:]
        var rings: [Lane: AsyncStream<Void>] = [:]
        for lane in Lane.allCases {
            let made = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            ends[lane] = made.continuation
            rings[lane] = made.stream
        }
        self.ends = ends
        self.rings = rings
    }

    func ring(_ lane: Lane) { ends[lane]?.yield() }
}
