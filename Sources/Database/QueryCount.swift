import Synchronization

/// Counts the statements run on behalf of one task, so that tests can hold a page to its budget.
///
/// Taken from the task when `read` or `write` is called. What begins and ends transactions and what tells
/// listeners is not counted; a closure that runs again counts again.
public final class QueryCount: Sendable {
    @TaskLocal public static var current: QueryCount?

    private let count = Atomic<Int>(0)

    public init() {}

    public var value: Int { count.load(ordering: .relaxed) }

    func add() { count.wrappingAdd(1, ordering: .relaxed) }
}
