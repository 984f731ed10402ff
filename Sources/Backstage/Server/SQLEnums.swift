import Database

/// Enums with a number are stored as that number. A number the program does not know is a fault of the row.
extension SQLBindable where Self: RawRepresentable, RawValue == Int {
    var sqlValue: SQLValue { .integer(Int64(rawValue)) }
}

extension SQLReadable where Self: RawRepresentable, RawValue == Int {
    init?(sql: SQLValue) {
        guard case .integer(let number) = sql else { return nil }
        self.init(rawValue: Int(number))
    }
    /// The case of number 0, which every stored enum has.
    static var unreadable: Self {
        guard let first = Self(rawValue: 0) else {
            preconditionFailure("\(Self.self) has no case of number 0")
        }
        return first
    }
}
