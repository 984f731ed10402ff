import CSQLite

/// One SQLite connection with its prepared statements. Used by one thread at a time, and closed with its last
/// use.
final class SQLiteConnection: Connection {
    /// Another process may hold the file that long (a backup, a second server starting) before a write gives
    /// up.
    private static let busyMillisecondsMax: Int32 = 10_000

    private let handle: OpaquePointer
    private var statements = StatementCache<OpaquePointer>()
    /// Queries inside queries: a statement under way must not be finalized.
    private var depth = 0

    init(path: String, isWriter: Bool) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened else {
            let why = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw DatabaseError.unreachable("\(path): \(why)")
        }
        handle = opened
        sqlite3_busy_timeout(handle, Self.busyMillisecondsMax)
        sqlite3_extended_result_codes(handle, 1)
        try setUp(path, isWriter: isWriter)
    }

    deinit {
        for statement in statements.all { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// A statement of the driver's own: begins, ends and marks transactions.
    func command(_ text: StaticString) throws { try query(SQL(parts: [.text("\(text)")])) { _ in true } }

    /// Takes back the open transaction, unless SQLite has done so already.
    func rollback() {
        if isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }

    @discardableResult
    func query(_ sql: SQL, _ each: (Row) throws -> Bool) throws -> Int {
        let text = sql.text(for: .sqlite)
        let (statement, isKept) = try prepared(text)
        depth += 1
        defer {
            depth -= 1
            if isKept {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            } else {
                sqlite3_finalize(statement)
            }
        }
        try statement.bind(sql, text)
        return try step(statement, text, each)
    }

    func notify(_ note: Note, in transaction: Transaction) throws {
        // As PostgreSQL refuses it.
        try SQLValue.text(note.payload).checkKeepable("notify \(note.topic)")
        transaction.notes.append(note)
    }

    /// Whoever writes here writes alone.
    func lock(_ number: Int64) {}

    private func step(_ statement: OpaquePointer, _ text: String, _ each: (Row) throws -> Bool) throws -> Int
    {
        let faults = Row.Faults()
        let row = Row(source: .sqlite(statement), faults: faults)
        let before = sqlite3_total_changes64(handle)
        var goesOn = true
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW where goesOn:
                goesOn = try each(row)
                if let what = faults.first { throw DatabaseError.unreadable(what, statement: text) }
                if !goesOn, sqlite3_stmt_readonly(statement) != 0 { return 0 }
            case SQLITE_ROW: continue
            case SQLITE_DONE:
                // The last count stays from an earlier statement when this one changed nothing.
                return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
            default: throw refusal(text)
            }
        }
    }

    /// The statement for a text, and whether it is kept: a long one is not, nor a second use of one under
    /// way.
    private func prepared(_ text: String) throws -> (OpaquePointer, isKept: Bool) {
        if let known = statements.find(text) {
            if sqlite3_stmt_busy(known) == 0 { return (known, true) }
            return (try prepare(text, isKept: false), false)
        }
        let isKept = text.utf8.count <= StatementCache<OpaquePointer>.textBytesMax
        let made = try prepare(text, isKept: isKept)
        if isKept {
            if statements.isFull, depth == 0 {
                for old in statements.removeOldest() { sqlite3_finalize(old) }
            }
            statements.keep(made, for: text)
        }
        return (made, isKept)
    }

    private func prepare(_ text: String, isKept: Bool) throws -> OpaquePointer {
        var made: OpaquePointer?
        var isWhole = true
        let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let status = text.withCString { start in
            var rest: UnsafePointer<CChar>?
            let status = sqlite3_prepare_v3(handle, start, -1, flags, &made, &rest)
            // What follows the first statement would be left out without a word.
            while let byte = rest?.pointee, byte == 32 || byte == 10 || byte == 59 {
                rest = rest?.advanced(by: 1)
            }
            isWhole = (rest?.pointee ?? 0) == 0
            return status
        }
        guard status == SQLITE_OK else { throw refusal(text) }
        guard let made, isWhole else {
            sqlite3_finalize(made)
            throw DatabaseError.refused(message: "not one statement", statement: text, code: "42601")
        }
        return made
    }

    private func setUp(_ path: String, isWriter: Bool) throws {
        backstage_sqlite_plain_quotes(handle)
        if isWriter {
            let mode = try value("PRAGMA journal_mode = WAL")
            guard mode == .text("wal") else {
                throw DatabaseError.unreachable("\(path): this file system cannot hold a write-ahead log")
            }
        }
        for pragma in isWriter ? Self.writerPragmas : Self.readerPragmas { _ = try value(pragma) }
    }

    private static let readerPragmas: [SQL] = [
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -8000",
        // Pages that the system holds already are read in place, not copied.
        "PRAGMA mmap_size = 268435456",
        "PRAGMA query_only = ON",
    ]

    private static let writerPragmas: [SQL] = [
        // What was acknowledged stays when the plug is pulled; group commit pays for it.
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -8000",
        // The log shrinks again after a flood of writes.
        "PRAGMA journal_size_limit = 67108864",
    ]

    private func value(_ sql: SQL) throws -> SQLValue {
        var found = SQLValue.null
        try query(sql) { row in
            found = row.value(0)
            return false
        }
        return found
    }

    private func refusal(_ text: String) -> DatabaseError {
        .refused(
            message: String(cString: sqlite3_errmsg(handle)), statement: text,
            code: String(sqlite3_extended_errcode(handle)))
    }
}
