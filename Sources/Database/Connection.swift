/// One conversation with an engine, owned by one thread.
protocol Connection: AnyObject {
    /// Runs one statement to its end; `each` sees its rows until it returns false. Returns how many rows were
    /// changed.
    @discardableResult
    func query(_ sql: SQL, _ each: (Row) throws -> Bool) throws -> Int

    /// Has listeners told once the transaction is kept.
    func notify(_ note: Note, in transaction: Transaction) throws

    /// Waits until no other transaction holds this number, and holds it to the end of this one.
    func lock(_ number: Int64) throws
}

/// Hands a connection to the one thread that will own it.
///
/// Unchecked: it is made by the opener, given to exactly one thread, and used by nobody else afterwards;
/// starting the thread orders the two.
struct Handed<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
