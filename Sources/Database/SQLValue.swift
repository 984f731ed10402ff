/// A value on its way into or out of a database.
///
/// Both engines refuse a text with a NUL character and a real that is not a number: PostgreSQL cannot keep
/// the one, SQLite would keep NULL for the other.
public enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
    /// A whole list as one value. Only goes in.
    case integers([Int64])

    /// What kind it is, for messages: never the value, which may be somebody's secret.
    @usableFromInline var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "a whole number"
        case .real: "a real number"
        case .text: "text"
        case .blob: "bytes"
        case .integers: "a list"
        }
    }
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

extension SQLValue: SQLBindable {
    public var sqlValue: SQLValue { self }
}

// The readers are inlinable: a page reads hundreds of columns, each through a generic subscript.

extension Int64: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self) }
    @inlinable public init?(sql: SQLValue) {
        guard case .integer(let number) = sql else { return nil }
        self = number
    }
    public static var unreadable: Int64 { 0 }
}

extension Int: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    @inlinable public init?(sql: SQLValue) {
        guard case .integer(let number) = sql else { return nil }
        self = Int(number)
    }
    public static var unreadable: Int { 0 }
}

/// Both engines store 0 and 1. PostgreSQL's comparisons answer with its own boolean, which reads as the same;
/// a condition must be written out there: `\(isOpen) = 1`.
extension Bool: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    @inlinable public init?(sql: SQLValue) {
        guard case .integer(let number) = sql else { return nil }
        self = number != 0
    }
    public static var unreadable: Bool { false }
}

extension Double: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .real(self) }
    @inlinable public init?(sql: SQLValue) {
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
    @inlinable public init?(sql: SQLValue) {
        guard case .text(let text) = sql else { return nil }
        self = text
    }
    public static var unreadable: String { "" }
}

extension [UInt8]: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .blob(self) }
    @inlinable public init?(sql: SQLValue) {
        guard case .blob(let bytes) = sql else { return nil }
        self = bytes
    }
    public static var unreadable: [UInt8] { [] }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    @inlinable public init?(sql: SQLValue) {
        if case .null = sql {
            self = .none
        } else {
            guard let value = Wrapped(sql: sql) else { return nil }
            self = value
        }
    }
    public static var unreadable: Wrapped? { nil }
}
