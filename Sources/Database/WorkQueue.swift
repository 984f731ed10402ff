/// Work waiting for dedicated threads: in order, bounded. Blocking calls never run on Swift's own pool, which
/// has a thread a core and would stand still with them.
final class WorkQueue<Item: Sendable>: Sendable {
    /// Two stacks are a line: new items go on one, the other is that one turned over when it ran out.
    private struct Line {
        var arrived: [Item] = []
        var leaving: [Item] = []
        var isClosed = false

        var count: Int { arrived.count + leaving.count }

        mutating func next() -> Item? {
            if leaving.isEmpty {
                leaving = arrived.reversed()
                arrived.removeAll(keepingCapacity: true)
            }
            return leaving.popLast()
        }
    }

    private let line = Monitor(Line())
    private let waitingMax: Int

    init(waitingMax: Int) { self.waitingMax = waitingMax }

    /// Throws `overloaded` when full, `closed` after `close`.
    func add(_ item: Item) throws(DatabaseError) {
        try line.withLock { (line) throws(DatabaseError) in
            guard !line.isClosed else { throw .closed }
            guard line.count < waitingMax else { throw .overloaded }
            line.arrived.append(item)
        }
        line.signal()
    }

    /// The next items in order, at most `count`; waits for the first. None once closed and empty.
    func take(atMost count: Int) -> [Item] {
        line.wait { line -> [Item]? in
            guard let first = line.next() else { return line.isClosed ? [] : nil }
            var taken = [first]
            while taken.count < count, let item = line.next() { taken.append(item) }
            return taken
        }
    }

    /// The next item; waits for it. Nil once closed and empty.
    func take() -> Item? {
        line.wait { line -> Item?? in
            guard let item = line.next() else { return line.isClosed ? .some(nil) : nil }
            return item
        }
    }

    func close() {
        line.withLock { $0.isClosed = true }
        line.signalAll()
    }
}
