import CPostgres

/// One PostgreSQL connection with its prepared statements. Used by one thread at a time.
final class PostgresConnection: Connection {
    private static let statementsMax = 400
    private let handle: OpaquePointer
    /// Name on the server by text and by which values are NULL: those change how the server reads the types.
    private var statements: [String: String] = [:]

    init(url: String) throws {
        guard let opened = PQconnectdb(url) else { throw DatabaseError.unreachable("out of memory") }
        guard PQstatus(opened) == CONNECTION_OK else {
            let why = String(cString: PQerrorMessage(opened))
            PQfinish(opened)
            throw DatabaseError.unreachable(why.trimmedEnd)
        }
        handle = opened
        // A notice is nothing anybody acts on.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        for setting in [
            "SET application_name = 'backstage'", "SET statement_timeout = '30s'",
            "SET client_encoding = 'UTF8'",
            "SET idle_in_transaction_session_timeout = '60s'",
            // Planned once, not anew for each value: our statements find their rows by key whatever the
            // values.
            "SET plan_cache_mode = force_generic_plan",
            // A post is read with all that hangs on it: nine tables, one more than are ordered freely by default.
            "SET join_collapse_limit = 12", "SET from_collapse_limit = 12",
        ] { try execute(setting) }
    }

    func close() { PQfinish(handle) }

    var isLost: Bool { PQstatus(handle) != CONNECTION_OK }

    func execute(_ text: String) throws {
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        try check(result, text)
    }

    @discardableResult
    func query(_ sql: SQL, _ each: (Row) throws -> Bool) throws -> Int {
        let text = sql.postgresText
        let values = sql.postgresValues
        let name = try prepared(text, values)
        let result = values.withPointers { pointers, lengths, formats in
            PQexecPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 0)
        }
        guard let result else {
            throw DatabaseError.unreachable(String(cString: PQerrorMessage(handle)).trimmedEnd)
        }
        defer { PQclear(result) }
        try check(result, text)
        let faults = Row.Faults()
        for row in 0..<PQntuples(result) {
            let goesOn = try each(Row(source: .postgres(result, row), faults: faults))
            if let what = faults.first { throw DatabaseError.unreadable(what, statement: text) }
            if !goesOn { break }
        }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    func notify(_ topic: String, _ payload: String, _ transaction: Transaction) throws {
        try query("SELECT pg_notify(\(topic), \(payload))") { _ in true }
    }

    func lock(_ number: Int64) throws {
        try query("SELECT pg_advisory_xact_lock(\(number))") { _ in true }
    }

    private func prepared(_ text: String, _ values: [PostgresValue]) throws -> String {
        let key = values.contains { $0.isNull } ? text + String(values.map { $0.isNull ? "0" : "1" }) : text
        if let known = statements[key] { return known }
        if statements.count >= Self.statementsMax {
            try execute("DEALLOCATE ALL")
            statements = [:]
        }
        let name = "s\(statements.count)"
        let result = PQprepare(handle, name, text, Int32(values.count), values.map(\.type))
        defer { PQclear(result) }
        try check(result, text)
        statements[key] = name
        return name
    }

    private func check(_ result: OpaquePointer?, _ text: String) throws {
        guard let result else {
            throw DatabaseError.unreachable(String(cString: PQerrorMessage(handle)).trimmedEnd)
        }
        let status = PQresultStatus(result)
        guard status != PGRES_COMMAND_OK, status != PGRES_TUPLES_OK else { return }
        let code = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let message = PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
        if code.isEmpty { throw DatabaseError.unreachable(message.trimmedEnd) }
        throw DatabaseError.refused(message: message.trimmedEnd, statement: text, code: code)
    }

    // Object ids of the types we meet: pg_type.dat of PostgreSQL.
    static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32) -> SQLValue {
        if PQgetisnull(result, row, column) != 0 { return .null }
        guard let start = PQgetvalue(result, row, column) else { return .null }
        let count = Int(PQgetlength(result, row, column))
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        switch PQftype(result, column) {
        case 20, 21, 23: return .integer(integer(bytes))
        case 16: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case 700, 701, 1700:
            let text = String(decoding: bytes, as: UTF8.self)
            // A sum of whole numbers is numeric here, and whole.
            if let whole = Int64(text) { return .integer(whole) }
            return .real(Double(text) ?? 0)
        case 17: return .blob(blob(bytes))
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var number: Int64 = 0
        let isNegative = bytes.first == UInt8(ascii: "-")
        // Counted downwards, where there is room for the least number too.
        for byte in bytes.dropFirst(isNegative ? 1 : 0) { number = number * 10 - Int64(byte & 15) }
        return isNegative ? number : -number
    }

    /// `\x` and two digits a byte.
    private static func blob(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        let half = { (digit: UInt8) -> UInt8 in digit >= 97 ? digit - 87 : digit - 48 }
        var bytes = [UInt8]()
        bytes.reserveCapacity(text.count / 2)
        var index = 2
        while index + 1 < text.count {
            bytes.append(half(text[index]) << 4 | half(text[index + 1]))
            index += 2
        }
        return bytes
    }
}

/// A value as libpq sends it: text, or bytes as they are for blobs.
struct PostgresValue {
    let type: Oid
    let bytes: [CChar]?
    let isBinary: Bool
    var isNull: Bool { bytes == nil }

    init(_ value: SQLValue) {
        isBinary = if case .blob = value { true } else { false }
        switch value {
        case .null: (type, bytes) = (0, nil)
        case .integer(let number): (type, bytes) = (20, Array(String(number).utf8CString))
        case .real(let number): (type, bytes) = (701, Array("\(number)".utf8CString))
        case .text(let text): (type, bytes) = (25, Array(text.utf8CString))
        case .blob(let blob): (type, bytes) = (17, blob.map { CChar(bitPattern: $0) })
        }
    }

    init(list: [Int64]) {
        type = 1016
        bytes = Array(("{" + list.map(String.init).joined(separator: ",") + "}").utf8CString)
        isBinary = false
    }
}

extension [PostgresValue] {
    /// Calls libpq with everything in one piece of memory that lives as long as the call.
    func withPointers<T>(
        _ call: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
    ) -> T {
        let all: [CChar] = flatMap { $0.bytes ?? [] } + [0]
        var places: [Int?] = []
        var next = 0
        for value in self {
            places.append(value.bytes == nil ? nil : next)
            next += value.bytes?.count ?? 0
        }
        return all.withUnsafeBufferPointer { buffer in
            let base = buffer.baseAddress
            let pointers = places.map { place in place.flatMap { offset in base.map { $0 + offset } } }
            return call(pointers, map { Int32($0.bytes?.count ?? 0) }, map { $0.isBinary ? 1 : 0 })
        }
    }
}

extension SQL {
    var postgresText: String {
        var out = ""
        out.reserveCapacity(256)
        var number = 0
        for part in parts {
            switch part {
            case .text(let text): out += text
            case .value:
                number += 1
                out += "$\(number)"
            case .list:
                number += 1
                out += "(SELECT unnest($\(number)::bigint[]))"
            case .type(let type): out += type.postgresName
            case .skipLocked: out += " FOR UPDATE SKIP LOCKED"
            }
        }
        return out
    }

    var postgresValues: [PostgresValue] {
        parts.compactMap { part in
            switch part {
            case .value(let value): PostgresValue(value)
            case .list(let list): PostgresValue(list: list)
            case .text, .type, .skipLocked: nil
            }
        }
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
