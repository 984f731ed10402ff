import Synchronization

/// Counts the statements run on behalf of one task, so that tests can hold a page to its budget.
public final class QueryCount: Sendable {
    @TaskLocal public static var current: QueryCount?
    private let count = Atomic<Int>(0)

    public init() {}
    public var value: Int { count.load(ordering: .relaxed) }
    func add() { count.wrappingAdd(1, ordering: .relaxed) }
}
