import CPostgres

/// One PostgreSQL connection with its prepared statements. Used by one thread at a time, and closed with its
/// last use.
final class PostgresConnection: Connection {
    /// A transaction of ours never waits for anything but this server: one that does was forgotten.
    private static let idleSecondsMax = 60

    private let handle: OpaquePointer
    /// The names of statements the server has prepared, by text and kinds of values.
    private var statements = StatementCache<String>()
    private var preparedCount = 0

    init(url: String, statementSecondsMax: Int) throws {
        handle = try Self.open(url)
        // Planned once, not anew for each value: our statements find their rows by key whatever the values.
        // Joined in the order written, as SQLite's CROSS JOIN is: with generic plans the server guesses that
        // everybody follows as few channels as most do, and walks whole tables for who follows many. By key,
        // row by row: merge and hash joins read one side whole, which here is a million channels.
        // The default refuses writes outside `begin`: a read is a read, as in SQLite.
        try execute(
            """
            SET statement_timeout = '\(statementSecondsMax)s';
            SET idle_in_transaction_session_timeout = '\(Self.idleSecondsMax)s';
            SET plan_cache_mode = force_generic_plan;
            SET join_collapse_limit = 1;
            SET enable_mergejoin = off;
            SET enable_hashjoin = off;
            SET default_transaction_read_only = on
            """)
    }

    deinit { PQfinish(handle) }

    var isLost: Bool { PQstatus(handle) != CONNECTION_OK }
    /// Ready for the next piece of work: there, and in no transaction.
    var isIdle: Bool { !isLost && PQtransactionStatus(handle) == PQTRANS_IDLE }

    func begin() throws { try execute("BEGIN READ WRITE") }

    func commit() throws {
        guard try execute("COMMIT") == "COMMIT" else {
            // The server answers so, without an error, when a statement had failed before.
            throw DatabaseError.refused(
                message: "the transaction was taken back", statement: "COMMIT", code: "25P02")
        }
    }

    /// A connection that cannot take back is not idle afterwards, and is replaced.
    func rollback() { PQclear(PQexec(handle, "ROLLBACK")) }

    /// Statements of the driver's own, without values. Returns what the server says of the last.
    @discardableResult
    func execute(_ text: String) throws -> String {
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        return String(cString: PQcmdStatus(try checked(result, text)))
    }

    @discardableResult
    func query(_ sql: SQL, _ each: (Row) throws -> Bool) throws -> Int {
        let text = sql.text(for: .postgres)
        let values = try PostgresValues(sql, text)
        let result = try run(text, values)
        defer { PQclear(result) }
        let answer = try checked(result, text)
        let faults = Row.Faults()
        for row in 0..<PQntuples(answer) {
            let goesOn = try each(Row(source: .postgres(answer, row), faults: faults))
            if let what = faults.first { throw DatabaseError.unreadable(what, statement: text) }
            if !goesOn { break }
        }
        return Self.changes(answer)
    }

    func notify(_ note: Note, in transaction: Transaction) throws {
        try query("SELECT pg_notify(\(note.topic), \(note.payload))") { _ in true }
        transaction.notes.append(note)
    }

    func lock(_ number: Int64) throws {
        try query("SELECT pg_advisory_xact_lock(\(number))") { _ in true }
    }

    private func run(_ text: String, _ values: PostgresValues) throws -> OpaquePointer? {
        guard text.utf8.count <= StatementCache<String>.textBytesMax else {
            return values.withPointers { count, types, pointers, lengths, formats in
                PQexecParams(handle, text, count, types, pointers, lengths, formats, 1)
            }
        }
        let key = text + values.signature
        let name = try prepared(key, text, values)
        let result = values.withPointers { count, _, pointers, lengths, formats in
            PQexecPrepared(handle, name, count, pointers, lengths, formats, 1)
        }
        // 0A000: its tables have changed. 26000: a pooler gave us another server connection. Prepared anew
        // next time.
        if ["0A000", "26000"].contains(code(result)), let old = statements.forget(key) { drop([old]) }
        return result
    }

    private func prepared(_ key: String, _ text: String, _ values: PostgresValues) throws -> String {
        if let known = statements.find(key) { return known }
        if statements.isFull { drop(statements.removeOldest()) }
        preparedCount += 1
        let name = "s\(preparedCount)"
        let result = values.withPointers { count, types, _, _, _ in
            PQprepare(handle, name, text, count, types)
        }
        defer { PQclear(result) }
        _ = try checked(result, text)
        statements.keep(name, for: key)
        return name
    }

    /// In one trip. Refused inside a failed transaction: then the server keeps them until the connection
    /// ends.
    private func drop(_ names: [String]) {
        PQclear(PQexec(handle, names.map { "DEALLOCATE \($0)" }.joined(separator: ";")))
    }

    /// Rows inserted, updated or deleted: the server gives a number for SELECT too.
    private static func changes(_ result: OpaquePointer) -> Int {
        guard let status = PQcmdStatus(result), status.pointee != CChar(UInt8(ascii: "S")) else { return 0 }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    private func code(_ result: OpaquePointer?) -> String {
        PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
    }

    private func checked(_ result: OpaquePointer?, _ text: String) throws(DatabaseError) -> OpaquePointer {
        if let result,
            [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(PQresultStatus(result))
        {
            return result
        }
        let primary = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
        let message = primary ?? String(cString: PQerrorMessage(handle)).trimmedEnd
        if isLost { throw .unreachable(message) }
        throw .refused(message: message, statement: text, code: code(result))
    }
}
