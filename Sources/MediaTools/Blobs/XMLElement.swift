/// An element of the small documents that S3 sends, with the text in it and the elements in it.
///
/// Strict and small: one root, tags that match, the five named entities and numbers, comments, CDATA.
/// Attributes are read over, prefixes of names dropped. Document types, and so entities of one's own
/// making, are refused, as is whatever nests deeper or holds more than such answers do.
struct XMLElement {
    let name: String
    fileprivate(set) var text = ""
    fileprivate(set) var children: [XMLElement] = []

    /// Nil if the bytes are not such a document.
    init?(_ bytes: [UInt8]) {
        var reader = XMLReader(bytes)
        guard let root = reader.document() else { return nil }
        self = root
    }

    fileprivate init(name: String) { self.name = name }

    /// The first child of that name.
    subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

private struct XMLReader {
    private let bytes: [UInt8]
    private var position = 0
    private var elements = 0

    private static let depthMax = 16
    private static let elementsMax = 20_000

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() -> XMLElement? {
        guard passMisc(), take("<"), let root = element(depth: 0), passMisc(), position == bytes.count else {
            return nil
        }
        return root
    }

    /// Behind the "<" of an opening tag, up to the end of the closing one.
    private mutating func element(depth: Int) -> XMLElement? {
        elements += 1
        guard depth < Self.depthMax, elements <= Self.elementsMax, let name = name(), passAttributes() else {
            return nil
        }
        var element = XMLElement(name: String(name.split(separator: ":").last ?? ""))
        if take("/>") { return element }
        guard take(">") else { return nil }
        var text: [UInt8] = []
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "<") && bytes[position] != UInt8(ascii: "&") {
                text.append(bytes[position])
                position += 1
            } else if take("</") {
                guard self.name() == name else { return nil }
                passBlanks()
                guard take(">"), let whole = String(validating: text, as: UTF8.self) else { return nil }
                element.text = whole
                return element
            } else if take("<!--") {
                guard pass(to: "-->") != nil else { return nil }
            } else if take("<![CDATA[") {
                guard let inside = pass(to: "]]>") else { return nil }
                text += bytes[inside]
            } else if take("<") {
                guard let child = self.element(depth: depth + 1) else { return nil }
                element.children.append(child)
            } else {
                guard take("&"), let letter = entity() else { return nil }
                text += letter.utf8
            }
        }
        return nil
    }

    private mutating func passAttributes() -> Bool {
        while true {
            passBlanks()
            guard position < bytes.count else { return false }
            if bytes[position] == UInt8(ascii: ">") || bytes[position] == UInt8(ascii: "/") { return true }
            guard name() != nil else { return false }
            passBlanks()
            guard take("=") else { return false }
            passBlanks()
            guard take("\"") ? pass(to: "\"") != nil : take("'") && pass(to: "'") != nil else { return false }
        }
    }

    /// Blanks, comments, the declaration and other instructions around the root. False if one has no end.
    private mutating func passMisc() -> Bool {
        while true {
            passBlanks()
            if take("<?") {
                guard pass(to: "?>") != nil else { return false }
            } else if take("<!--") {
                guard pass(to: "-->") != nil else { return false }
            } else {
                return true
            }
        }
    }

    /// Behind an "&".
    private mutating func entity() -> String? {
        guard let inside = pass(to: ";"), inside.count <= 10 else { return nil }
        let name = String(decoding: bytes[inside], as: UTF8.self)
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#"), !name.contains("+"), !name.contains("-") else { return nil }
            let number =
                name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
            return number.flatMap(Unicode.Scalar.init).map { String($0) }
        }
    }

    private mutating func name() -> String? {
        let start = position
        while position < bytes.count, Self.isNamed(bytes[position]) { position += 1 }
        guard (1...100).contains(position - start) else { return nil }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func isNamed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private mutating func passBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    /// Steps behind the next such text and tells what stood before it.
    private mutating func pass(to text: StaticString) -> Range<Int>? {
        let start = position
        while position < bytes.count {
            let end = position
            if take(text) { return start..<end }
            position += 1
        }
        return nil
    }
}
