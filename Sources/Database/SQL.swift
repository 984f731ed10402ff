/// A statement written as a literal: text and bound values, never text made of values.
///
/// `"SELECT a FROM b WHERE c = \(value)"` binds `value`; an optional that is nil binds NULL; an `SQL` nests;
/// `\(list: ids)` stands after `IN`; `\(type: .int)` names a column's type in whatever engine runs it.
/// Making one costs one array; the text is put together when an engine is known.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    enum Part: Sendable {
        case text(String)
        case value(SQLValue)
        case type(ColumnType)
        case word(Word)
    }

    var parts: [Part]

    init(parts: [Part]) { self.parts = parts }
    public init(stringLiteral text: String) { parts = [.text(text)] }
    public init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

    public static func + (first: SQL, second: SQL) -> SQL { SQL(parts: first.parts + second.parts) }

    /// Collects the pieces of a literal. A hole of any other type does not compile.
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
        public mutating func appendInterpolation(_ value: any SQLBindable) {
            parts.append(.value(value.sqlValue))
        }
        public mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            parts.append(.value(value?.sqlValue ?? .null))
        }
        public mutating func appendInterpolation(_ sql: SQL) { parts += sql.parts }

        /// Whole numbers as one bound value, used as `x IN \(list: ids)`. Any length, also none.
        public mutating func appendInterpolation(list values: [some SQLBindable]) {
            let numbers = values.map { value in
                guard case .integer(let number) = value.sqlValue else {
                    preconditionFailure("a list holds whole numbers only")
                }
                return number
            }
            parts.append(.value(.integers(numbers)))
        }
        public mutating func appendInterpolation(type: ColumnType) { parts.append(.type(type)) }

        /// Text of the program's own. A `StaticString` cannot be made of what somebody typed.
        public mutating func appendInterpolation(raw text: StaticString) { parts.append(.text("\(text)")) }
    }
}

extension Sequence where Element == SQL {
    /// Conditions or rows put together: `conditions.joined(separator: " AND ")`.
    public func joined(separator: SQL) -> SQL {
        var sum = SQL(parts: [])
        var isFirst = true
        for piece in self {
            if !isFirst { sum.parts += separator.parts }
            sum.parts += piece.parts
            isFirst = false
        }
        return sum
    }
}
