import CPostgres

extension PostgresConnection {
    /// Ours first, the operator's after: what the address says wins.
    private static let settings: [(String, String)] = [
        ("client_encoding", "UTF8"),
        ("fallback_application_name", "backstage"),
        ("connect_timeout", "5"),
        // A server that vanished without a word is noticed within a minute.
        ("keepalives_idle", "30"),
        ("keepalives_interval", "5"),
        ("keepalives_count", "4"),
        ("tcp_user_timeout", "45000"),
    ]

    /// A new connection. Throws `DatabaseError.unreachable` with what the system said.
    static func open(_ url: String) throws(DatabaseError) -> OpaquePointer {
        guard isAddress(url) else {
            throw .unreachable("the address is not of the form postgresql://user@host/database")
        }
        let opened = connect(settings + [("dbname", url)])
        guard let opened else { throw .unreachable("out of memory") }
        guard PQstatus(opened) == CONNECTION_OK else {
            let why = String(cString: PQerrorMessage(opened)).trimmedEnd
            PQfinish(opened)
            throw .unreachable(why)
        }
        // A notice is nothing anybody acts on.
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        return opened
    }

    /// Asked first, because libpq's own complaint repeats the address, and with it the password.
    private static func isAddress(_ url: String) -> Bool {
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") else { return false }
        var complaint: UnsafeMutablePointer<CChar>?
        guard let parsed = PQconninfoParse(url, &complaint) else {
            PQfreemem(complaint)
            return false
        }
        PQconninfoFree(parsed)
        return true
    }

    private static func connect(_ settings: [(String, String)]) -> OpaquePointer? {
        // Each name and value ends in NUL, both lists in a null pointer.
        let names = settings.map { Array($0.0.utf8CString) }
        let values = settings.map { Array($0.1.utf8CString) }
        return withPointers(to: names) { names in
            withPointers(to: values) { values in PQconnectdbParams(names, values, 1) }
        }
    }

    private static func withPointers<T>(
        to strings: [[CChar]], _ body: ([UnsafePointer<CChar>?]) -> T
    ) -> T {
        let all = strings.flatMap { $0 }
        return all.withUnsafeBufferPointer { buffer in
            var next = 0
            let pointers = strings.map { string in
                defer { next += string.count }
                return buffer.baseAddress?.advanced(by: next)
            }
            return body(pointers + [nil])
        }
    }
}

extension Database {
    /// Makes a database beside this one (PostgreSQL only). The name is of our making: small letters and
    /// digits.
    public func createDatabase(_ name: String) async throws {
        precondition(
            name.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) },
            "a database's name is plain")
        try await read { tx in
            try tx.run("SET default_transaction_read_only = off")
            defer { _ = try? tx.run("SET default_transaction_read_only = on") }
            try tx.run(SQL(parts: [.text("CREATE DATABASE \"\(name)\"")]))
        }
    }
}

extension String {
    /// Without the line end that libpq's messages close with.
    var trimmedEnd: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
