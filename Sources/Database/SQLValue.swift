/// A value on its way into or out of a database.
public enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// What may stand in a statement's hole.
public protocol SQLBindable: Sendable {
    var sqlValue: SQLValue { get }
}

/// What may be read from a column.
public protocol SQLReadable {
    /// Nil when the column holds something else.
    init?(sql: SQLValue)
    /// Stands in for a column that could not be read, until the query that met it throws.
    static var unreadable: Self { get }
}

extension Int64: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self) }
    public init?(sql: SQLValue) {
        guard case .integer(let number) = sql else { return nil }
        self = number
    }
    public static var unreadable: Int64 { 0 }
}

extension Int: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    public init?(sql: SQLValue) {
        guard case .integer(let number) = sql else { return nil }
        self = Int(number)
    }
    public static var unreadable: Int { 0 }
}

/// Both engines store 0 and 1; PostgreSQL's own comparisons answer with its boolean, which reads as the same.
extension Bool: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    public init?(sql: SQLValue) {
        guard case .integer(let number) = sql else { return nil }
        self = number != 0
    }
    public static var unreadable: Bool { false }
}

extension Double: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .real(self) }
    public init?(sql: SQLValue) {
        switch sql {
        case .real(let number): self = number
        case .integer(let number): self = Double(number)
        default: return nil
        }
    }
    public static var unreadable: Double { 0 }
}

extension String: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(self) }
    public init?(sql: SQLValue) {
        guard case .text(let text) = sql else { return nil }
        self = text
    }
    public static var unreadable: String { "" }
}

extension [UInt8]: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .blob(self) }
    public init?(sql: SQLValue) {
        guard case .blob(let bytes) = sql else { return nil }
        self = bytes
    }
    public static var unreadable: [UInt8] { [] }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    public init?(sql: SQLValue) {
        if sql == .null {
            self = .none
        } else {
            guard let value = Wrapped(sql: sql) else { return nil }
            self = value
        }
    }
    public static var unreadable: Wrapped? { nil }
}
