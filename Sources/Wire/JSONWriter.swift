/// JSON (RFC 8259) written as it is called, without a tree in between.
///
/// Objects and arrays are closures, so they always close; a key without a value or a value without its key is
/// a bug and stops the program. Strings come out safe inside a `<script>` too: `</` and U+2028, U+2029 are
/// escaped.
/// ```
/// var json = JSONWriter()
/// json.object { $0.field("id", "12"); $0.array("tags") { $0.value("a") } }
/// ```
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    private var place = Place.top

    private enum Place { case top, done, firstKey, key, fieldValue, firstElement, element }

    /// `capacity` in bytes: a good guess saves growing.
    public init(capacity: Int = 1_024) { bytes.reserveCapacity(capacity) }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
        try nest("{", "}", .firstKey, members)
    }
    public mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
        try nest("[", "]", .firstElement, elements)
    }
    public mutating func object(_ key: String, _ members: (inout JSONWriter) throws -> Void) rethrows {
        self.key(key)
        try object(members)
    }
    public mutating func array(_ key: String, _ elements: (inout JSONWriter) throws -> Void) rethrows {
        self.key(key)
        try array(elements)
    }

    private mutating func nest(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ inside: Place,
        _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        let after = beginValue()
        bytes.append(UInt8(ascii: open))
        place = inside
        try body(&self)
        precondition(place != .fieldValue, "a key has no value")
        bytes.append(UInt8(ascii: close))
        place = after
    }

    /// Must be followed by a value.
    public mutating func key(_ name: String) {
        precondition(place == .firstKey || place == .key, "a key stands in an object, after a whole field")
        if place == .key { bytes.append(UInt8(ascii: ",")) }
        appendString(name)
        bytes.append(UInt8(ascii: ":"))
        place = .fieldValue
    }

    public mutating func value(_ text: String) {
        place = beginValue()
        appendString(text)
    }
    public mutating func value(_ number: some FixedWidthInteger) { append(String(number)) }
    public mutating func value(_ isTrue: Bool) { append(isTrue ? "true" : "false") }
    public mutating func null() { append("null") }
    /// The shortest digits that read back as the same number. JSON has no infinity and no NaN: null.
    public mutating func value(_ number: Double) { append(number.isFinite ? "\(number)" : "null") }

    public mutating func field(_ key: String, _ text: String) {
        self.key(key)
        value(text)
    }
    /// nil is null.
    public mutating func field(_ key: String, _ text: String?) {
        self.key(key)
        if let text { value(text) } else { null() }
    }
    public mutating func field(_ key: String, _ number: some FixedWidthInteger) {
        self.key(key)
        value(number)
    }
    public mutating func field(_ key: String, _ number: Double) {
        self.key(key)
        value(number)
    }
    public mutating func field(_ key: String, _ isTrue: Bool) {
        self.key(key)
        value(isTrue)
    }

    /// Writes what must stand before a value here; returns the place after it.
    private mutating func beginValue() -> Place {
        switch place {
        case .top: return .done
        case .fieldValue: return .key
        case .firstElement: return .element
        case .element:
            bytes.append(UInt8(ascii: ","))
            return .element
        case .firstKey, .key: preconditionFailure("a value in an object needs its key")
        case .done: preconditionFailure("there is one value at the top")
        }
    }

    private mutating func append(_ token: String) {
        place = beginValue()
        bytes.append(contentsOf: token.utf8)
    }

    /// Runs without anything to escape are copied together.
    private mutating func appendString(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            var start = 0
            for index in utf8.indices {
                guard let (escape, length) = Self.escape(utf8, at: index) else { continue }
                bytes.append(contentsOf: utf8[start..<index])
                bytes.append(contentsOf: escape.utf8)
                start = index + length
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// How the scalar that begins here must be written, and its length; nil if as it is.
    private static func escape(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> (String, length: Int)? {
        switch utf8[index] {
        case UInt8(ascii: "\""): return ("\\\"", 1)
        case UInt8(ascii: "\\"): return ("\\\\", 1)
        case UInt8(ascii: "\n"): return ("\\n", 1)
        case 0..<0x20: return (controls[Int(utf8[index])], 1)
        case UInt8(ascii: "/") where index > 0 && utf8[index - 1] == UInt8(ascii: "<"): return ("\\/", 1)
        // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
        case 0xE2 where utf8[index + 1] == 0x80 && utf8[index + 2] | 1 == 0xA9:
            return (utf8[index + 2] == 0xA8 ? "\\u2028" : "\\u2029", 3)
        default: return nil
        }
    }

    private static let controls = (0..<0x20).map { code in
        "\\u00" + (code < 0x10 ? "0" : "") + String(code, radix: 16)
    }
}
