import Database
import Synchronization
import Wire

/// What the server has done since it started, for `/metrics`.
final class Counts: Sendable {
    struct Totals {
        var requests: [Int: Int64] = [:]
        var nanoseconds: Int64 = 0
        /// Answers at most as slow as each bound, in milliseconds.
        var atMost: [Int64] = Array(repeating: 0, count: Counts.bounds.count)
        var slower: Int64 = 0
    }

    static let bounds: [Int64] = [1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000]
    private let totals = Mutex(Totals())

    func record(status: Int, nanoseconds: Int64) {
        totals.withLock { totals in
            totals.requests[status, default: 0] += 1
            totals.nanoseconds += nanoseconds
            let milliseconds = nanoseconds / 1_000_000
            if let bucket = Self.bounds.firstIndex(where: { milliseconds < $0 }) {
                totals.atMost[bucket] += 1
            } else {
                totals.slower += 1
            }
        }
    }

    var now: Totals { totals.withLock { $0 } }
}

/// Counts the queries behind one answer, when the operator wants to see them.
struct QueryCounter {
    private let count: QueryCount?

    init(isOn: Bool) { count = isOn ? QueryCount() : nil }

    func counting<T>(_ work: () async -> T) async -> T {
        guard let count else { return await work() }
        return await QueryCount.$current.withValue(count, operation: work)
    }

    var value: Int? { count?.value }
}
