import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Work waiting for dedicated threads: bounded, in order. Blocking database calls never run on Swift's
/// own pool, which has a thread a core and would stand still with them.
final class WorkQueue<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let signal = Signal()
    private let most: Int

    init(most: Int) { self.most = most }

    func add(_ item: Item) throws(DatabaseError) {
        let refusal = state.withLock { state -> DatabaseError? in
            if state.isClosed { return .closed }
            guard state.items.count < most else { return .overloaded }
            state.items.append(item)
            return nil
        }
        if let refusal { throw refusal }
        signal.post()
    }

    /// The next items in order, at most `count`; waits for the first. Nil once closed and empty.
    func take(atMost count: Int) -> [Item]? {
        while true {
            signal.wait()
            let taken = state.withLock { state -> [Item]? in
                guard !state.items.isEmpty else { return state.isClosed ? nil : [] }
                let taken = Array(state.items.prefix(count))
                state.items.removeFirst(taken.count)
                return taken
            }
            guard let taken else {
                signal.post()
                return nil
            }
            if !taken.isEmpty {
                // One post came with each item: those of the items taken along are spent here.
                for _ in 1..<max(1, taken.count) { signal.waitIfPosted() }
                return taken
            }
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        signal.post()
    }
}

/// A counting semaphore of the system's.
///
/// Unchecked: the pointer never changes, and POSIX semaphores are made for use from many threads.
private final class Signal: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }
    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }
    func post() { sem_post(semaphore) }
    func wait() { while sem_wait(semaphore) != 0 {} }
    func waitIfPosted() { _ = sem_trywait(semaphore) }
}

/// Starts a thread of its own for `work`. It ends when `work` returns.
func startThread(_ work: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(ThreadWork(work))
    var thread = pthread_t()
    let started = pthread_create(
        &thread, nil,
        { context in
            guard let context else { return nil }
            Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().work()
            return nil
        }, box.toOpaque())
    precondition(started == 0, "the system gives no more threads")
    pthread_detach(thread)
}

private final class ThreadWork {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}
