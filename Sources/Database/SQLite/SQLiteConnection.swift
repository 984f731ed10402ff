import CSQLite

/// One SQLite connection with its prepared statements. Used by one thread at a time.
final class SQLiteConnection: Connection {
    /// More shapes of statement than the program has; beyond it the cache starts anew.
    private static let statementsMax = 400
    /// SQLite copies what it is given: our buffers end with the call.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private let handle: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]

    init(path: String, isWriter: Bool) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened else {
            let why = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw DatabaseError.unreachable("\(path): \(why)")
        }
        handle = opened
        sqlite3_busy_timeout(handle, 10_000)
        sqlite3_extended_result_codes(handle, 1)
        for pragma in [
            "PRAGMA journal_mode = WAL",
            // Nothing acknowledged may go when the plug is pulled; group commit pays for it.
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA cache_size = -8000",
            "PRAGMA mmap_size = 268435456",
        ] { try execute(pragma) }
        if !isWriter { try execute("PRAGMA query_only = ON") }
    }

    func close() {
        for statement in statements.values { sqlite3_finalize(statement) }
        statements = [:]
        sqlite3_close_v2(handle)
    }

    /// A statement without values, not kept.
    func execute(_ text: String) throws {
        guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw fault(text) }
    }

    @discardableResult
    func query(_ sql: SQL, _ each: (Row) throws -> Bool) throws -> Int {
        let text = sql.sqliteText
        let statement = try prepared(text)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        bind(sql, to: statement)
        let faults = Row.Faults()
        let row = Row(source: .sqlite(statement), faults: faults)
        let before = sqlite3_total_changes64(handle)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                let goesOn = try each(row)
                if let what = faults.first { throw DatabaseError.unreadable(what, statement: text) }
                if !goesOn, sqlite3_stmt_readonly(statement) != 0 { return 0 }
            case SQLITE_DONE: return Int(sqlite3_total_changes64(handle) - before)
            default: throw fault(text)
            }
        }
    }

    func notify(_ topic: String, _ payload: String, _ transaction: Transaction) {
        transaction.notes.append((topic, payload))
    }

    /// Whoever writes here writes alone.
    func lock(_ number: Int64) {}

    private func prepared(_ text: String) throws -> OpaquePointer {
        if let known = statements[text] { return known }
        var made: OpaquePointer?
        guard
            sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil) == SQLITE_OK,
            let made
        else { throw fault(text) }
        if statements.count >= Self.statementsMax {
            for statement in statements.values { sqlite3_finalize(statement) }
            statements = [:]
        }
        statements[text] = made
        return made
    }

    private func bind(_ sql: SQL, to statement: OpaquePointer) {
        var index: Int32 = 0
        for part in sql.parts {
            switch part {
            case .text, .type, .skipLocked: continue
            case .value(let value):
                index += 1
                bind(value, to: statement, index)
            case .list(let numbers):
                index += 1
                bind(.text("[" + numbers.map(String.init).joined(separator: ",") + "]"), to: statement, index)
            }
        }
    }

    private func bind(_ value: SQLValue, to statement: OpaquePointer, _ index: Int32) {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .real(let number): sqlite3_bind_double(statement, index, number)
        case .text(var text):
            text.withUTF8 { bytes in
                _ = bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(
                        statement, index, $0.baseAddress ?? Self.nothing, Int32($0.count), Self.transient)
                }
            }
        case .blob(let bytes):
            _ = bytes.withUnsafeBytes {
                sqlite3_bind_blob(
                    statement, index, $0.baseAddress ?? UnsafeRawPointer(Self.nothing), Int32($0.count),
                    Self.transient)
            }
        }
    }
    /// Where an empty text points to: a null pointer would bind NULL.
    nonisolated(unsafe) private static let nothing: UnsafePointer<CChar> = {
        let place = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        place.initialize(to: 0)
        return UnsafePointer(place)
    }()

    static func value(_ statement: OpaquePointer, _ column: Int32) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            guard let text = sqlite3_column_text(statement, column) else { return .text("") }
            let count = Int(sqlite3_column_bytes(statement, column))
            return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            guard let bytes = sqlite3_column_blob(statement, column) else { return .blob([]) }
            return .blob(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
        default: return .null
        }
    }

    private func fault(_ text: String) -> DatabaseError {
        .refused(
            message: String(cString: sqlite3_errmsg(handle)), statement: text,
            code: String(sqlite3_extended_errcode(handle)))
    }
}

extension SQL {
    var sqliteText: String {
        if parts.count == 1, case .text(let text) = parts[0] { return text }
        var out = ""
        out.reserveCapacity(256)
        for part in parts {
            switch part {
            case .text(let text): out += text
            case .value: out += "?"
            case .list: out += "(SELECT value FROM json_each(?))"
            case .type(let type): out += type.sqliteName
            case .skipLocked: continue
            }
        }
        return out
    }
}
