/// Markup as a value: a literal whose holes escape by their type.
///
/// A `String` is escaped, `HTML` nests as it is, an array joins, nil is empty, an address goes through
/// `url:`. What people wrote can therefore never become markup because somebody forgot. Attribute values must
/// stand in quotes, single or double: both are escaped.
public struct HTML: Sendable, ExpressibleByStringInterpolation {
    public let text: String

    public static let empty: HTML = ""

    public init(stringLiteral text: String) { self.text = text }
    public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
    private init(trusted text: String) { self.text = text }

    public var isEmpty: Bool { text.isEmpty }
    public var utf8: String.UTF8View { text.utf8 }

    public static func + (first: HTML, second: HTML) -> HTML { HTML(trusted: first.text + second.text) }

    /// What the literal's text and holes are gathered in.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        /// 24 bytes for a hole: a name, a count or a short address. More only costs a growth of the buffer.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }
        public mutating func appendInterpolation(_ value: String) { text.appendEscaped(value) }
        public mutating func appendInterpolation(_ value: Substring) { text.appendEscaped(String(value)) }
        public mutating func appendInterpolation(_ value: String?) {
            if let value { text.appendEscaped(value) }
        }

        public mutating func appendInterpolation(_ html: HTML) { text += html.text }
        public mutating func appendInterpolation(_ html: HTML?) {
            if let html { text += html.text }
        }
        public mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { text += part.text }
        }

        public mutating func appendInterpolation(_ number: Int) { text += String(number) }
        public mutating func appendInterpolation(_ number: Int64) { text += String(number) }

        /// Text of our own that is markup already; never what somebody typed.
        public mutating func appendInterpolation(raw: String) { text += raw }

        /// An address: http, https, mailto or within the site; anything else, such as `javascript:`, becomes
        /// `#`.
        public mutating func appendInterpolation(url: String) { text.appendEscaped(SafeAddress.of(url)) }

        /// ` name` where it holds, nothing where it does not.
        public mutating func appendInterpolation(flag name: StaticString, _ isOn: Bool) {
            guard isOn else { return }
            text += " "
            text += name.description
        }

        /// ` name="value"`, or nothing for nil.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            text += " "
            text += name.description
            text += "=\""
            text.appendEscaped(value)
            text += "\""
        }
    }
}

extension Sequence where Element == HTML {
    public func joined(separator: HTML = .empty) -> HTML {
        HTML(stringLiteral: lazy.map(\.text).joined(separator: separator.text))
    }
}

/// Which addresses a link or a picture may have.
enum SafeAddress {
    private static let schemes = ["https:", "http:", "mailto:"]

    static func of(_ url: String) -> String {
        // Browsers drop tabs and line ends from addresses, so `/\t/host` would name another site.
        guard !url.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return "#" }
        switch url.utf8.first {
        case UInt8(ascii: "#"), UInt8(ascii: "?"): return url
        // `//host` is another site, and browsers read `/\` as the same (WHATWG URL, 4.4).
        case UInt8(ascii: "/"): return url.hasPrefix("//") || url.hasPrefix("/\\") ? "#" : url
        default:
            let start = url.prefix(7).lowercased()
            return schemes.contains { start.hasPrefix($0) } ? url : "#"
        }
    }
}

extension String {
    /// Bytes between two that need escaping are copied together; a text without any is appended whole.
    fileprivate mutating func appendEscaped(_ value: String) {
        var value = value
        let isEscaped = value.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices {
                // All five stand at or below ">": most letters are passed over by one comparison.
                guard bytes[index] <= UInt8(ascii: ">"), let entity = bytes[index].entity else { continue }
                self += String(decoding: bytes[start..<index], as: UTF8.self)
                self += entity
                start = index + 1
            }
            guard start > 0 else { return false }
            self += String(decoding: bytes[start...], as: UTF8.self)
            return true
        }
        if !isEscaped { self += value }
    }
}

extension UInt8 {
    fileprivate var entity: String? {
        switch self {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
