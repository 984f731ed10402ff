/// One row of an answer, read by position from 0: `row[2] as String`. Valid only inside the closure given it.
///
/// A column of another type, an unexpected NULL or a missing column does not throw where it is read, so that
/// making a value from a row stays one expression: the query throws `DatabaseError.unreadable` once the row
/// was made.
public struct Row {
    enum Source {
        case sqlite(OpaquePointer)
        case postgres(OpaquePointer, Int32)
    }

    /// The first column of a query's rows that could not be read as asked.
    @usableFromInline final class Faults {
        var first: String?
    }

    let source: Source
    @usableFromInline let faults: Faults

    init(source: Source, faults: Faults) {
        self.source = source
        self.faults = faults
    }

    @inlinable public subscript<T: SQLReadable>(_ column: Int) -> T {
        let value = value(Int32(column))
        guard let read = T(sql: value) else {
            miss("column \(column) holds \(value.kind), not \(T.self)")
            return T.unreadable
        }
        return read
    }

    @usableFromInline func value(_ column: Int32) -> SQLValue {
        do {
            return switch source {
            case .sqlite(let statement): try SQLiteConnection.value(statement, column)
            case .postgres(let result, let row): try PostgresConnection.value(result, row, column)
            }
        } catch {
            miss("column \(column) \(error.reason)")
            return .null
        }
    }

    @usableFromInline func miss(_ what: String) {
        if faults.first == nil { faults.first = what }
    }
}

/// Why a column cannot be read at all.
struct ColumnFault: Error {
    let reason: String
    static let missing = ColumnFault(reason: "is not in the answer")
}
