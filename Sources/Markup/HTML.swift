/// Markup as a value: a literal whose holes escape by their type.
///
/// A `String` is escaped, `HTML` nests as it is, an array joins, nil is empty, an address goes through `url:`.
/// What people wrote can therefore never become markup by being forgotten.
public struct HTML: Sendable, ExpressibleByStringInterpolation {
    public let text: String

    public init(stringLiteral text: String) { self.text = text }
    public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
    public static let empty: HTML = ""
    public var isEmpty: Bool { text.isEmpty }

    public static func + (a: HTML, b: HTML) -> HTML { "\(raw: a.text + b.text)" }

    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }
        public mutating func appendLiteral(_ literal: String) { text += literal }
        public mutating func appendInterpolation(_ value: String) { text.appendEscaped(value) }
        public mutating func appendInterpolation(_ value: String?) { if let value { text.appendEscaped(value) } }
        public mutating func appendInterpolation(_ html: HTML) { text += html.text }
        public mutating func appendInterpolation(_ html: HTML?) { if let html { text += html.text } }
        public mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
        public mutating func appendInterpolation(_ number: Int) { text += String(number) }
        public mutating func appendInterpolation(_ number: Int64) { text += String(number) }
        /// Text of our own that is markup already.
        public mutating func appendInterpolation(raw: String) { text += raw }
        /// An address: http, https, mailto or within the site; anything else, such as `javascript:`, becomes `#`.
        public mutating func appendInterpolation(url: String) { text.appendEscaped(HTML.safe(url)) }
        /// ` name` where it holds, nothing where it does not.
        public mutating func appendInterpolation(flag name: StaticString, _ isOn: Bool) {
            if isOn { text += " \(name)" }
        }
        /// ` name="value"`, or nothing for nil.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            text += " \(name)=\""
            text.appendEscaped(value)
            text += "\""
        }
    }

    private static func safe(_ url: String) -> String {
        if let first = url.utf8.first, first == UInt8(ascii: "#") || first == UInt8(ascii: "?") { return url }
        // `//host` is another site, and browsers read `/\` as the same.
        if url.hasPrefix("/") { return url.hasPrefix("//") || url.hasPrefix("/\\") ? "#" : url }
        let scheme = url.prefix { $0 != ":" }.lowercased()
        return ["http", "https", "mailto"].contains(scheme) && url.contains(":") ? url : "#"
    }
}

extension String {
    /// Runs without anything to escape are copied whole.
    fileprivate mutating func appendEscaped(_ value: String) {
        var value = value
        let escaped = value.withUTF8 { bytes -> [UInt8]? in
            guard let first = bytes.firstIndex(where: { $0.entity != nil }) else { return nil }
            var out = [UInt8]()
            out.reserveCapacity(bytes.count + 32)
            out.append(contentsOf: bytes[..<first])
            for byte in bytes[first...] {
                if let entity = byte.entity { out.append(contentsOf: entity.utf8) } else { out.append(byte) }
            }
            return out
        }
        self += escaped.map { String(decoding: $0, as: UTF8.self) } ?? value
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

extension Sequence where Element == HTML {
    /// One after another, with `separator` between them.
    public func joined(separator: HTML = .empty) -> HTML {
        var out = ""
        for part in self {
            if !out.isEmpty { out += separator.text }
            out += part.text
        }
        return "\(raw: out)"
    }
}
