import Database

/// Enums with a number are stored as that number. A number the program does not know is a fault of the row.
extension SQLBindable where Self: RawRepresentable, RawValue == Int {
    var sqlValue: SQLValue { .integer(Int64(rawValue)) }
}
