import CPostgres

/// Values out of a row, in the server's binary form.
extension PostgresConnection {
    static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32) throws(ColumnFault) -> SQLValue
    {
        guard 0..<PQnfields(result) ~= column else { throw .missing }
        if PQgetisnull(result, row, column) != 0 { return .null }
        let cell = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        // Object ids of types: pg_type.dat of PostgreSQL.
        switch PQftype(result, column) {
        case 20: return .integer(cell.number(as: Int64.self))  // int8
        case 23: return .integer(Int64(cell.number(as: Int32.self)))  // int4
        case 21: return .integer(Int64(cell.number(as: Int16.self)))  // int2
        case 16: return .integer(cell.first == 0 ? 0 : 1)  // bool
        case 701: return .real(Double(bitPattern: cell.number(as: UInt64.self)))  // float8
        case 700: return .real(Double(Float(bitPattern: cell.number(as: UInt32.self))))  // float4
        case 1700: return cell.decimal
        case 17: return .blob(Array(cell))  // bytea
        // text, varchar, char(n), "char", name, unknown, json
        case 25, 1043, 1042, 18, 19, 705, 114: return .text(String(decoding: cell, as: UTF8.self))
        case let type: throw ColumnFault(reason: "has PostgreSQL's type \(type): cast it in the statement")
        }
    }
}

extension UnsafeRawBufferPointer {
    /// A number of the server's, the highest byte first. Short cells never come; one would read as 0.
    fileprivate func number<N: FixedWidthInteger>(as: N.Type, at offset: Int = 0) -> N {
        guard offset + MemoryLayout<N>.size <= count else { return 0 }
        return N(bigEndian: loadUnaligned(fromByteOffset: offset, as: N.self))
    }

    /// A `numeric`: four header fields (how many digits, power of the first, sign, shown decimals), then
    /// digits to the base of 10,000. Sums of whole numbers come as this, and read as whole numbers while they
    /// fit.
    fileprivate var decimal: SQLValue {
        let (digits, weight) = (Int(number(as: Int16.self)), Int(number(as: Int16.self, at: 2)))
        let (sign, scale) = (number(as: UInt16.self, at: 4), number(as: Int16.self, at: 6))
        if sign == 0xC000 { return .real(.nan) }
        if sign == 0xD000 { return .real(.infinity) }
        if sign == 0xF000 { return .real(-.infinity) }
        let text = decimalText(digits: digits, weight: weight)
        let signed = sign == 0x4000 ? "-" + text : text
        if scale == 0, let whole = Int64(signed) { return .integer(whole) }
        // With its power as an exponent, read exactly by the library.
        return .real(Double(signed + "e\((scale == 0 ? 0 : weight - digits + 1) * 4)") ?? .nan)
    }

    /// The digits in a row; those of a whole number filled up with the zeros that are not sent.
    private func decimalText(digits: Int, weight: Int) -> String {
        let isWhole = number(as: Int16.self, at: 6) == 0
        var text = digits == 0 ? "0" : ""
        for index in 0..<Swift.max(digits, isWhole ? weight + 1 : 0) {
            let digit = index < digits ? number(as: Int16.self, at: 8 + index * 2) : 0
            let plain = String(digit)
            text += String(repeating: "0", count: 4 - plain.count) + plain
        }
        return text
    }
}
