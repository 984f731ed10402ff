import CPostgres
import CSQLite

/// One row of an answer, read by position. Valid only inside the closure that is given it.
public struct Row {
    enum Source {
        case sqlite(OpaquePointer)
        case postgres(OpaquePointer, Int32)
    }

    /// What could not be read as it was asked for; the query throws it once the row has been made.
    final class Faults {
        var first: String?
    }

    let source: Source
    let faults: Faults

    public subscript<T: SQLReadable>(_ column: Int) -> T {
        let value = value(Int32(column))
        if let read = T(sql: value) { return read }
        faults.first = faults.first ?? "column \(column) is \(value), not \(T.self)"
        return T.unreadable
    }

    private func value(_ column: Int32) -> SQLValue {
        switch source {
        case .sqlite(let statement): SQLiteConnection.value(statement, column)
        case .postgres(let result, let row): PostgresConnection.value(result, row, column)
        }
    }
}
