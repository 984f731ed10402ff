import Dispatch

/// Work that waits for the disk or counts through megabytes, away from Swift's own few threads.
enum Blocking {
    /// Runs `work` on a thread of the system's pool and waits for it without holding one.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result
    {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Swift.Result { try work() })
            }
        }
    }
}
