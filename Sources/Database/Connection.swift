/// One conversation with an engine, owned by one thread.
protocol Connection: AnyObject {
    /// Runs a statement; `each` returns false to stop. Returns how many rows were changed.
    @discardableResult
    func query(_ sql: SQL, _ each: (Row) throws -> Bool) throws -> Int
    func notify(_ topic: String, _ payload: String, _ transaction: Transaction) throws
    func lock(_ number: Int64) throws
    func close()
}

/// Stands in where no transaction could begin: every statement fails for the same reason.
final class RefusingConnection: Connection {
    let error: any Error
    init(error: any Error) { self.error = error }
    func query(_ sql: SQL, _ each: (Row) throws -> Bool) throws -> Int { throw error }
    func notify(_ topic: String, _ payload: String, _ transaction: Transaction) throws { throw error }
    func lock(_ number: Int64) throws { throw error }
    func close() {}
}

/// Hands a connection to the one thread that will own it.
///
/// Unchecked: it is made here, given to exactly one thread, and used by nobody else afterwards.
struct Owned<Value>: @unchecked Sendable {
    let connection: Value
    init(_ connection: Value) { self.connection = connection }
}
