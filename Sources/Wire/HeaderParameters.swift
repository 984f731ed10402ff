/// A header's value and its parameters: `form-data; name="a"; filename="b.jpg"`.
///
/// Quoted values are read as browsers write them: a backslash stands for itself (`C:\photo.jpg`), except
/// before a quote that does not end the value. Names come in lower case; of two equal ones the first counts.
struct HeaderParameters {
    let value: String
    private var parameters: [String: String] = [:]

    subscript(name: String) -> String? { parameters[name] }

    init(_ text: some StringProtocol) {
        var rest = Array(text.utf8)[...]
        value = Self.text(Self.trimmed(Self.take(&rest) { $0 == Self.semicolon })).lowercased()
        while rest.popFirst() != nil {
            let name = Self.trimmed(Self.take(&rest) { $0 == Self.semicolon || $0 == Self.equals })
            guard rest.first == Self.equals else { continue }
            rest = rest.dropFirst().drop(while: Self.isBlank)
            let value = rest.first == Self.quote ? Self.takeQuoted(&rest) : nil
            let plain = Self.take(&rest) { $0 == Self.semicolon }
            let key = Self.text(name).lowercased()
            if parameters[key] == nil { parameters[key] = Self.text(value?[...] ?? Self.trimmed(plain)) }
        }
    }

    private static let semicolon = UInt8(ascii: ";")
    private static let equals = UInt8(ascii: "=")
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes before the first that holds; they leave `rest`.
    private static func take(
        _ rest: inout ArraySlice<UInt8>, until isEnd: (UInt8) -> Bool
    ) -> ArraySlice<UInt8> {
        let taken = rest.prefix { !isEnd($0) }
        rest = rest[taken.endIndex...]
        return taken
    }

    private static func takeQuoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        var value: [UInt8] = []
        rest = rest.dropFirst()
        while let byte = rest.popFirst() {
            if byte == quote { break }
            if byte == backslash, rest.first == quote, !endsValue(rest.dropFirst()) {
                value.append(quote)
                rest = rest.dropFirst()
            } else {
                value.append(byte)
            }
        }
        return value
    }

    /// Whether a quote before these bytes is the closing one.
    private static func endsValue(_ rest: ArraySlice<UInt8>) -> Bool {
        let next = rest.drop(while: isBlank).first
        return next == nil || next == semicolon
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }
}
