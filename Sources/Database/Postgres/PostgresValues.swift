import CPostgres

/// A statement's values as libpq sends them: all binary, in one piece of memory.
struct PostgresValues {
    /// Object ids of the types that go in: pg_type.dat of PostgreSQL.
    private enum TypeID {
        static let blob: Oid = 17
        static let integer: Oid = 20
        static let text: Oid = 25
        static let real: Oid = 701
        static let integers: Oid = 1016
    }

    /// A letter for each value's kind: the server prepares a text for given types, and reads a NULL's off its
    /// place.
    private(set) var signature = "|"
    private var bytes: [UInt8] = []
    private var types: [Oid] = []
    /// Where each value begins in `bytes`; nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init(_ sql: SQL, _ text: String) throws(DatabaseError) {
        for case .value(let value) in sql.parts {
            try value.checkKeepable(text)
            append(value)
        }
    }

    /// Calls libpq with pointers that live as long as the call.
    func withPointers<T>(
        _ call: (Int32, [Oid], [UnsafePointer<CChar>?], [Int32], [Int32]) -> T
    ) -> T {
        // An empty text is not NULL: even alone it needs somewhere to point to.
        (bytes + [0]).withUnsafeBytes { buffer in
            let base = buffer.bindMemory(to: CChar.self).baseAddress
            let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
            let isBinary = [Int32](repeating: 1, count: starts.count)
            return call(Int32(starts.count), types, pointers, lengths, isBinary)
        }
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        switch value {
        case .null: return note("n", 0, nil)
        case .integer(let number):
            append(number)
            note("i", TypeID.integer, start)
        case .real(let number):
            append(Int64(bitPattern: number.bitPattern))
            note("r", TypeID.real, start)
        case .text(let text):
            bytes += text.utf8
            note("t", TypeID.text, start)
        case .blob(let blob):
            bytes += blob
            note("b", TypeID.blob, start)
        case .integers(let numbers):
            append(array: numbers)
            note("l", TypeID.integers, start)
        }
    }

    private mutating func note(_ letter: Character, _ type: Oid, _ start: Int?) {
        signature.append(letter)
        types.append(type)
        starts.append(start)
        lengths.append(start.map { Int32(bytes.count - $0) } ?? 0)
    }

    /// Number of dimensions, no NULLs, type of the items; size and first index; each item with its length.
    private mutating func append(array numbers: [Int64]) {
        append(Int32(numbers.isEmpty ? 0 : 1))
        append(Int32(0))
        append(Int32(TypeID.integer))
        if numbers.isEmpty { return }
        append(Int32(numbers.count))
        append(Int32(1))
        bytes.reserveCapacity(bytes.count + numbers.count * 12)
        for number in numbers {
            append(Int32(8))
            append(number)
        }
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
    }
}
