/// Wakes a lane's runner: a job was queued, here or in another process, or one has become due.
final class Bells: Sendable {
    private let ends: [Lane: [AsyncStream<Void>.Continuation]]
    /// One for each that works in a lane. Rings that come while it works are one ring.
    let rings: [Lane: [AsyncStream<Void>]]

    /// `decoders` work in the lane of media, one in each of the others.
    init(decoders: Int) {
        var ends: [Lane: [AsyncStream<Void>.Continuation]] = [:]
        var rings: [Lane: [AsyncStream<Void>]] = [:]
        for lane in Lane.allCases {
            for _ in 0..<(lane == .media ? decoders : 1) {
                let made = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
                ends[lane, default: []].append(made.continuation)
                rings[lane, default: []].append(made.stream)
            }
        }
        self.ends = ends
        self.rings = rings
    }

    func ring(_ lane: Lane) { for end in ends[lane] ?? [] { end.yield() } }
}
