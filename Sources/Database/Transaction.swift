/// The way to the database inside a read or write closure. Never leaves it.
///
/// The first statement that an engine refuses dooms a write in both engines, as PostgreSQL has it: whatever
/// the closure does with the error, nothing is kept. Where a conflict is expected, say `ON CONFLICT`.
public final class Transaction {
    private let connection: any Connection
    private let count: QueryCount?
    private let isWrite: Bool
    /// Told to listeners once the transaction is kept.
    var notes: [Note] = []
    /// Why nothing of this write can be kept.
    private(set) var doom: DatabaseError?

    init(_ connection: any Connection, _ count: QueryCount?, isWrite: Bool) {
        (self.connection, self.count, self.isWrite) = (connection, count, isWrite)
    }

    /// Every row of the answer, made by `make`, in the answer's order. The statement must end in a LIMIT
    /// wherever people decide its length: all rows are held in memory.
    public func rows<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> [T] {
        var made: [T] = []
        try query(sql) { row in
            made.append(try make(row))
            return true
        }
        return made
    }

    /// The first row, or nil.
    public func row<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> T? {
        var made: T?
        try query(sql) { row in
            made = try make(row)
            return false
        }
        return made
    }

    /// The first row's first column; nil without a row or when it is NULL.
    public func value<T: SQLReadable>(_ sql: SQL, as: T.Type = T.self) throws -> T? {
        try row(sql) { row -> T? in row[0] } ?? nil
    }

    /// Runs a statement for what it does. Returns how many rows it inserted, updated or deleted itself; those
    /// changed by foreign keys and triggers are not counted.
    @discardableResult
    public func run(_ sql: SQL) throws -> Int { try query(sql) { _ in true } }

    /// Waits until no other transaction holds this number, and holds it to the end. For what is counted
    /// before it is added to: without it two that count at once would both find room. SQLite's one writer
    /// needs none. Only inside a write; not counted as a statement.
    public func lock(_ number: Int64) throws {
        precondition(isWrite, "only a write can lock: a read is in no transaction")
        try guarded { try connection.lock(number) }
    }

    /// Tells every listener of this topic, in every process, once this transaction is kept. Only inside a
    /// write.
    ///
    /// The topic is a plain word of the program's; the payload at most `Note.payloadBytesMax` bytes, without
    /// NUL. The same payload told twice in one transaction may arrive once.
    public func notify(_ topic: String, _ payload: String) throws {
        precondition(isWrite, "only a write can notify: a read is nothing that happened")
        precondition(1...Note.topicBytesMax ~= topic.utf8.count, "a topic is a short word")
        guard payload.utf8.count <= Note.payloadBytesMax else {
            throw DatabaseError.refused(
                message: "the payload is too long", statement: "notify \(topic)", code: "22023")
        }
        try guarded { try connection.notify(Note(topic: topic, payload: payload), in: self) }
    }

    @discardableResult
    private func query(_ sql: SQL, _ each: (Row) throws -> Bool) throws -> Int {
        try guarded {
            count?.add()
            return try connection.query(sql, each)
        }
    }

    private func guarded<T>(_ work: () throws -> T) throws -> T {
        if let doom { throw doom }
        do { return try work() } catch let error as DatabaseError {
            if isWrite, doom == nil, error.endsTransaction { doom = error }
            throw error
        }
    }
}

/// What listeners of a topic are told.
struct Note: Sendable {
    /// PostgreSQL takes names up to 63 bytes and payloads under 8,000.
    static let topicBytesMax = 63
    static let payloadBytesMax = 7_999

    let topic: String
    let payload: String
}
