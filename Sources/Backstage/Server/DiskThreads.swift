import NIOPosix

/// A few threads for calls that wait on the disk, away from the pool that answers requests.
struct DiskThreads: Sendable {
    let pool: NIOThreadPool

    init(threads: Int) {
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await pool.runIfActive(work)
    }

    func stop() async throws { try await pool.shutdownGracefully() }
}
