#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A lock with something to wait for. Waiting blocks the thread: never on Swift's own pool.
///
/// Unchecked: `state` is touched only between locking and unlocking the mutex, and the pointers never change.
final class Monitor<State>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state: State

    init(_ state: sending State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func withLock<Result, Failure: Error>(
        _ body: (inout State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    /// Waits until `body` answers; it is asked again after each signal.
    func wait<Result>(until body: (inout State) -> sending Result?) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&state) { return result }
            pthread_cond_wait(condition, mutex)
        }
    }

    /// Wakes one that waits. Costs a system call only when somebody does.
    func signal() { pthread_cond_signal(condition) }
    func signalAll() { pthread_cond_broadcast(condition) }
}

/// Threads that begin and end together.
final class Crew: Sendable {
    private let alive = Monitor<[pthread_t]>([])

    /// Starts a thread of its own for `work`. It ends when `work` returns.
    func start(_ work: @escaping @Sendable () -> Void) {
        let shift = Shift { [self] in
            work()
            alive.withLock { $0.removeAll { pthread_equal($0, pthread_self()) != 0 } }
            alive.signalAll()
        }
        var thread = pthread_t()
        // Counted under the lock, so that a thread cannot leave before it was counted.
        let failure = alive.withLock { alive in
            let failure = pthread_create(&thread, nil, runShift, Unmanaged.passRetained(shift).toOpaque())
            if failure == 0 { alive.append(thread) }
            return failure
        }
        precondition(failure == 0, "the system gives no more threads")
        pthread_detach(thread)
    }

    /// Returns when all have ended; at once when one of them asks, which could wait for ever for itself.
    func wait() {
        alive.wait { alive -> Void? in
            alive.contains { pthread_equal($0, pthread_self()) != 0 } || alive.isEmpty ? () : nil
        }
    }
}

/// What a new thread is given to do.
private final class Shift: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}

private func runShift(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<Shift>.fromOpaque(context).takeRetainedValue().work()
    return nil
}
