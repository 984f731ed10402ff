/// A statement written as a literal: text and bound values, never text made of values.
///
/// `"SELECT a FROM b WHERE c = \(value)"` binds `value`; an `SQL` nests; `\(list: ids)` stands after `IN`;
/// `\(type: .int)` names a column's type in whatever engine runs it.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(String)
        case value(SQLValue)
        case list([Int64])
        case type(ColumnType)
        case skipLocked
    }

    /// Column types by meaning. `id` is the primary key and the row's own number.
    public enum ColumnType: Sendable { case id, int, real, text, blob }

    var parts: [Part]

    public init(stringLiteral text: String) { parts = [.text(text)] }
    public init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

    public struct Interpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }
        public mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { parts.append(.text(text)) }
        }
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            parts.append(.value(value.sqlValue))
        }
        public mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            parts.append(.value(value?.sqlValue ?? .null))
        }
        public mutating func appendInterpolation(_ sql: SQL) { parts += sql.parts }
        public mutating func appendInterpolation(list values: [some SQLBindable]) {
            parts.append(
                .list(
                    values.map {
                        guard case .integer(let number) = $0.sqlValue else {
                            preconditionFailure("a list holds integers")
                        }
                        return number
                    }))
        }
        public mutating func appendInterpolation(type: ColumnType) { parts.append(.type(type)) }
        public mutating func appendInterpolation(raw text: StaticString) { parts.append(.text("\(text)")) }
    }

    public static func + (a: SQL, b: SQL) -> SQL {
        var sum = a
        sum.parts += b.parts
        return sum
    }

    /// ` FOR UPDATE SKIP LOCKED` where rows are locked; nothing where there is one writer.
    public static let skippingLocked: SQL = {
        var sql: SQL = ""
        sql.parts = [.skipLocked]
        return sql
    }()
}

extension Sequence where Element == SQL {
    /// Conditions or rows put together: `conditions.joined(separator: " AND ")`.
    public func joined(separator: SQL) -> SQL {
        var sum: SQL = ""
        sum.parts = []
        for piece in self { sum.parts += (sum.parts.isEmpty ? [] : separator.parts) + piece.parts }
        return sum
    }
}
