import CSQLite

/// Values into a statement.
extension OpaquePointer {
    /// SQLite copies what it is given: our buffers end with the call.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    func bind(_ sql: SQL, _ text: String) throws(DatabaseError) {
        var index: Int32 = 0
        for case .value(let value) in sql.parts {
            try value.checkKeepable(text)
            index += 1
            guard bind(value, index) == SQLITE_OK else {
                throw .refused(message: "a value is too large", statement: text, code: String(SQLITE_TOOBIG))
            }
        }
    }

    private func bind(_ value: SQLValue, _ index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(self, index)
        case .integer(let number): return sqlite3_bind_int64(self, index, number)
        case .real(let number): return sqlite3_bind_double(self, index, number)
        case .integers(let numbers): return bind(text: numbers.json, index)
        case .text(var text): return text.withUTF8 { bind(text: $0, index) }
        case .blob(let bytes):
            // A null pointer, which an empty array may have, would bind NULL.
            if bytes.isEmpty { return sqlite3_bind_zeroblob(self, index, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(self, index, $0.baseAddress, UInt64($0.count), Self.copied)
            }
        }
    }

    private func bind(text: [UInt8], _ index: Int32) -> Int32 {
        text.withUnsafeBufferPointer { bind(text: $0, index) }
    }

    private func bind(text: UnsafeBufferPointer<UInt8>, _ index: Int32) -> Int32 {
        guard let start = text.baseAddress else { return sqlite3_bind_text(self, index, "", 0, Self.copied) }
        return start.withMemoryRebound(to: CChar.self, capacity: text.count) {
            sqlite3_bind_text64(self, index, $0, UInt64(text.count), Self.copied, UInt8(SQLITE_UTF8))
        }
    }
}

extension [Int64] {
    /// `[1,-2,3]`, written digit by digit: a list may hold ten thousand.
    fileprivate var json: [UInt8] {
        var out: [UInt8] = [UInt8(ascii: "[")]
        out.reserveCapacity(count * 20 + 2)
        for (index, number) in enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            if number < 0 { out.append(UInt8(ascii: "-")) }
            let first = out.count
            var rest = number.magnitude
            repeat {
                out.append(UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
            } while rest > 0
            out[first...].reverse()
        }
        out.append(UInt8(ascii: "]"))
        return out
    }
}

/// Values out of a row.
extension SQLiteConnection {
    static func value(_ statement: OpaquePointer, _ column: Int32) throws(ColumnFault) -> SQLValue {
        guard 0..<sqlite3_data_count(statement) ~= column else { throw .missing }
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            return .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }
}
