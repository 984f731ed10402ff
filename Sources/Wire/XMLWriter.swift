/// XML 1.0 (fifth edition) written as it is called, without a tree in between.
///
/// Elements are closures, so they always close. Text may hold anything: what XML has no way to say (controls
/// other than tab and line end, U+FFFE, U+FFFF; section 2.2) is dropped. Names of elements and attributes are
/// the program's own and not escaped; one that is no name is a bug and stops the program.
/// ```
/// var xml = XMLWriter()
/// xml.element("feed", ["xmlns": "http://www.w3.org/2005/Atom"]) { $0.element("title", text: "A & B") }
/// ```
public struct XMLWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    /// Begins with the declaration. `capacity` in bytes: a good guess saves growing.
    public init(capacity: Int = 1_024) {
        bytes.reserveCapacity(capacity)
        write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// An attribute whose value is nil is left out.
    public mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
        _ content: (inout XMLWriter) throws -> Void
    ) rethrows {
        open(name, attributes)
        write(">")
        try content(&self)
        close(name)
    }

    public mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], text: String
    ) {
        element(name, attributes) { $0.append(text) }
    }

    /// An element without content: `<link href="…"/>`.
    public mutating func empty(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:]
    ) {
        open(name, attributes)
        write("/>\n")
    }

    public mutating func append(_ text: String) { escape(text, isValue: false) }

    private mutating func open(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>
    ) {
        write("<")
        write(checked(name))
        for (key, value) in attributes {
            guard let value else { continue }
            write(" ")
            write(checked(key))
            write("=\"")
            escape(value, isValue: true)
            write("\"")
        }
    }

    private mutating func close(_ name: StaticString) {
        write("</")
        write(name.description)
        write(">\n")
    }

    /// Ours are ASCII letters with colons and hyphens; XML allows more.
    private func checked(_ name: StaticString) -> String {
        let name = name.description
        let isName = name.utf8.allSatisfy { byte in
            (97...122).contains(byte | 32) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
        }
        precondition(isName && !name.isEmpty, "\(name) is no name of an element or attribute")
        return name
    }

    private mutating func write(_ ours: String) { bytes.append(contentsOf: ours.utf8) }

    /// Readers turn a carriage return into a line end, and both into a space in an attribute (2.11, 3.3.3),
    /// unless they stand as numbers.
    private mutating func escape(_ text: String, isValue: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": write("&amp;")
            case "<": write("&lt;")
            // `]]>` must not stand in text.
            case ">": write("&gt;")
            case "\"" where isValue: write("&quot;")
            case "\r": write("&#13;")
            case "\n" where isValue: write("&#10;")
            case "\t" where isValue: write("&#9;")
            case "\t", "\n": bytes.append(UInt8(scalar.value))
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }
}
