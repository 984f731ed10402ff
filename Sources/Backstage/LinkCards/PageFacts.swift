import Markup

/// Title, description and picture as a page names them in its head: Open Graph first, then plain HTML.
struct PageFacts: Sendable {
    var title = ""
    var description = ""
    var picture: String?

    var isEmpty: Bool { title.isEmpty }

    init() {}

    /// Reads only tags of the head; never runs anything. Linear in the length of the page, which the
    /// fetch limits.
    init(html bytes: [UInt8]) {
        let html = String(decoding: bytes, as: UTF8.self)
        var found: [String: String] = [:]
        for tag in Self.tags("meta", in: html) {
            let attributes = Self.attributes(of: tag)
            guard let name = attributes["property"] ?? attributes["name"], let value = attributes["content"],
                found[name.lowercased()] == nil
            else { continue }
            found[name.lowercased()] = value
        }
        let title = found["og:title"] ?? found["twitter:title"] ?? Self.title(in: html) ?? ""
        self.title = Prose.excerpt(Cleaning.line(Self.unescaped(title)), characters: 150)
        let text = found["og:description"] ?? found["description"] ?? found["twitter:description"] ?? ""
        description = Prose.excerpt(Cleaning.line(Self.unescaped(text)), characters: 250)
        picture = (found["og:image"] ?? found["og:image:url"] ?? found["twitter:image"]).map(Self.unescaped)
    }

    private static func tags(_ name: String, in html: String) -> [Substring] {
        var tags: [Substring] = []
        var rest = html[...]
        // A head has a few dozen; a page that repeats the tag for ever is cut off.
        while tags.count < 200, let start = rest.firstRange(of: "<" + name, ignoringCase: true) {
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: ">") else { break }
            tags.append(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
        return tags
    }

    private static func title(in html: String) -> String? {
        guard let open = html[...].firstRange(of: "<title", ignoringCase: true),
            let start = html[open.upperBound...].firstIndex(of: ">"),
            let end = html[start...].firstRange(of: "</title", ignoringCase: true)
        else { return nil }
        return String(html[html.index(after: start)..<end.lowerBound])
    }

    /// `name="value"`, `name='value'` or `name=value`.
    private static func attributes(of tag: Substring) -> [String: String] {
        var found: [String: String] = [:]
        var rest = tag
        while let equals = rest.firstIndex(of: "="), found.count < 20 {
            let name =
                rest[..<equals].split(whereSeparator: \.isWhitespace).last.map { $0.lowercased() } ?? ""
            rest = rest[rest.index(after: equals)...].drop(while: \.isWhitespace)
            let quote = rest.first
            let isQuoted = quote == "\"" || quote == "'"
            if isQuoted { rest = rest.dropFirst() }
            let end = rest.firstIndex { isQuoted ? $0 == quote : $0.isWhitespace } ?? rest.endIndex
            found[name] = String(rest[..<end])
            rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
        }
        return found
    }

    /// The five named entities and numbers: what titles really carry.
    static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " "]
        var out = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            out += rest[..<ampersand]
            rest = rest[rest.index(after: ampersand)...]
            guard let end = rest.prefix(10).firstIndex(of: ";") else {
                out += "&"
                continue
            }
            let name = rest[..<end]
            let number =
                name.hasPrefix("#x") || name.hasPrefix("#X")
                ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
            if let known = named[String(name)] {
                out += known
            } else if let scalar = number.flatMap(Unicode.Scalar.init) {
                out.unicodeScalars.append(scalar)
            } else {
                out += "&" + name + ";"
            }
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }
}

extension Substring {
    /// ASCII case folded, which is all that tag names need.
    func firstRange(of needle: String, ignoringCase: Bool) -> Range<Index>? {
        let wanted = Array(needle.utf8)
        let bytes = self.utf8
        var start = bytes.startIndex
        while start < bytes.endIndex {
            var (index, matched) = (start, 0)
            while matched < wanted.count, index < bytes.endIndex,
                Self.lower(bytes[index]) == Self.lower(wanted[matched])
            {
                index = bytes.index(after: index)
                matched += 1
            }
            if matched == wanted.count { return start..<index }
            start = bytes.index(after: start)
        }
        return nil
    }
    private static func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
