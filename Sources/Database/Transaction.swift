/// The way to the database inside a read or write closure. Never leaves it.
public final class Transaction {
    private let connection: any Connection
    private let count: QueryCount?
    /// Told to listeners once the transaction is kept.
    var notes: [(topic: String, payload: String)] = []

    init(_ connection: any Connection, _ count: QueryCount?) {
        self.connection = connection
        self.count = count
    }

    /// Every row of the answer, made by `make`. The statement must end in a LIMIT wherever people decide
    /// its length.
    public func rows<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> [T] {
        count?.add()
        var made: [T] = []
        try connection.query(sql) { row in
            made.append(try make(row))
            return true
        }
        return made
    }

    /// The first row, or nil.
    public func row<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> T? {
        count?.add()
        var made: T?
        try connection.query(sql) { row in
            made = try make(row)
            return false
        }
        return made
    }

    /// The first row's first column; nil without a row or when it is NULL.
    public func value<T: SQLReadable>(_ sql: SQL, as: T.Type = T.self) throws -> T? {
        try row(sql) { row -> T? in row[0] } ?? nil
    }

    /// How many rows were changed.
    @discardableResult
    public func run(_ sql: SQL) throws -> Int {
        count?.add()
        return try connection.query(sql) { _ in true }
    }

    /// Waits until no other transaction holds this number, and holds it to the end. For what is counted before it
    /// is added to: without it two that count at once would both find room. SQLite's one writer needs none.
    public func lock(_ number: Int64) throws { try connection.lock(number) }

    /// Tells every listener of this topic, in every process, once this transaction is kept.
    public func notify(_ topic: String, _ payload: String) throws {
        try connection.notify(topic, payload, self)
    }
}
