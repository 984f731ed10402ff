import Glibc

/// Time and chance as dealings with an object store need them; tests bring their own.
public struct BlobClock: Sendable {
    /// Seconds since 1970, for signatures.
    public var seconds: @Sendable () -> Int
    /// A time that only grows, for how long something has taken.
    public var uptime: @Sendable () -> Duration
    /// Waits; throws `CancellationError`.
    public var pause: @Sendable (Duration) async throws -> Void
    /// From 0 up to 1.
    public var chance: @Sendable () -> Double

    public init(
        seconds: @escaping @Sendable () -> Int,
        uptime: @escaping @Sendable () -> Duration,
        pause: @escaping @Sendable (Duration) async throws -> Void,
        chance: @escaping @Sendable () -> Double
    ) {
        self.seconds = seconds
        self.uptime = uptime
        self.pause = pause
        self.chance = chance
    }

    /// The machine's.
    public static let system: BlobClock = {
        let start = ContinuousClock.now
        return BlobClock(
            seconds: { time(nil) }, uptime: { ContinuousClock.now - start },
            pause: { try await Task.sleep(for: $0) }, chance: { Double.random(in: 0..<1) })
    }()
}
