/// Why a form's body could not be read.
public enum MultipartError: Error, Sendable, Equatable {
    case noBoundary
    case headerTooLong
    case headerMalformed
    case tooManyParts
    case malformed
}

/// `multipart/form-data` as it comes in (RFC 7578; the framing is RFC 2046, 5.1.1).
///
/// Holds at most one block of headers or one boundary's length; what a part carries is handed on at once.
public struct Multipart {
    public enum Event: Sendable, Equatable {
        case partBegin(name: String, filename: String?, contentType: String?)
        case data([UInt8])
        case partEnd
        case finished
    }

    /// Names and types are short; more is an attack on memory.
    private static let headerBytesMax = 8 << 10
    private static let partsMax = 500

    private enum Place { case preamble, headers, body, end }

    private let delimiter: [UInt8]
    private var place = Place.preamble
    private var held: [UInt8]
    private var parts = 0

    public init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter stands at the very beginning, without the line end before it.
        held = [13, 10]
    }

    /// The boundary that a `Content-Type` names, quoted or not.
    public static func boundary(from contentType: String) -> String? {
        for piece in contentType.split(separator: ";").dropFirst() {
            let trimmed = piece.drop { $0 == " " || $0 == "\t" }
            guard trimmed.lowercased().hasPrefix("boundary=") else { continue }
            var value = trimmed.dropFirst("boundary=".count)
            while value.last == " " { value.removeLast() }
            if value.hasPrefix("\""), value.hasSuffix("\""), value.count > 1 { value = value.dropFirst().dropLast() }
            return (1...70).contains(value.utf8.count) ? String(value) : nil
        }
        return nil
    }

    /// Takes the next bytes; returns what they complete. Anything after the closing boundary is ignored.
    public mutating func feed(_ bytes: [UInt8]) throws -> [Event] {
        guard place != .end else { return [] }
        held += bytes
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// True when something was done and there may be more to do.
    private mutating func step(_ events: inout [Event]) throws -> Bool {
        switch place {
        case .preamble: return try passPreamble(&events)
        case .headers: return try readHeaders(&events)
        case .body: return try readBody(&events)
        case .end: return false
        }
    }

    private mutating func passPreamble(_ events: inout [Event]) throws -> Bool {
        guard let found = Self.find(delimiter, in: held) else {
            guard held.count <= Self.headerBytesMax else { throw MultipartError.malformed }
            return false
        }
        return try passDelimiter(endingAt: found + delimiter.count, &events)
    }

    /// After a delimiter stands a line end and a part, or two dashes and the end.
    private mutating func passDelimiter(endingAt end: Int, _ events: inout [Event]) throws -> Bool {
        var next = end
        while next < held.count, held[next] == 32 || held[next] == 9 { next += 1 }
        guard next + 1 < held.count else { return false }
        if place == .body { events.append(.partEnd) }
        if held[next] == 45, held[next + 1] == 45 {
            place = .end
            held = []
            events.append(.finished)
            return false
        }
        guard held[next] == 13, held[next + 1] == 10 else { throw MultipartError.malformed }
        parts += 1
        guard parts <= Self.partsMax else { throw MultipartError.tooManyParts }
        held.removeFirst(next + 2)
        place = .headers
        return true
    }

    private mutating func readHeaders(_ events: inout [Event]) throws -> Bool {
        guard let end = Self.find([13, 10, 13, 10], in: held) else {
            guard held.count <= Self.headerBytesMax else { throw MultipartError.headerTooLong }
            return false
        }
        let lines = String(decoding: held[..<end], as: UTF8.self).split(separator: "\r\n")
        held.removeFirst(end + 2)
        // The line end after the headers may begin the delimiter of an empty part, so it stays.
        place = .body
        var (name, filename, type): (String?, String?, String?) = (nil, nil, nil)
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { throw MultipartError.headerMalformed }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            switch line[..<colon].lowercased() {
            case "content-disposition": (name, filename) = Self.disposition(value)
            case "content-type": type = String(value)
            default: continue
            }
        }
        guard let name else { throw MultipartError.headerMalformed }
        events.append(.partBegin(name: name, filename: filename, contentType: type))
        isAtStart = true
        return true
    }

    /// Whether the held bytes still begin with the line end that closed the headers.
    private var isAtStart = false

    private mutating func readBody(_ events: inout [Event]) throws -> Bool {
        if let found = Self.find(delimiter, in: held) {
            // Whether what follows is a part or the end must be known before the part is closed.
            guard delimiterIsWhole(from: found + delimiter.count) else {
                hand(on: found, &events)
                return false
            }
            hand(on: found, &events)
            isAtStart = false
            return try passDelimiter(endingAt: delimiter.count, &events)
        }
        // The last bytes may be the beginning of a delimiter.
        hand(on: max(0, held.count - delimiter.count), &events)
        return false
    }

    private func delimiterIsWhole(from end: Int) -> Bool {
        var next = end
        while next < held.count, held[next] == 32 || held[next] == 9 { next += 1 }
        return next + 1 < held.count
    }

    /// Hands on the first `count` held bytes, less the line end that is not the part's own.
    private mutating func hand(on count: Int, _ events: inout [Event]) {
        // The two bytes go together: half a line end may still be the beginning of a delimiter.
        let skipped = isAtStart ? 2 : 0
        guard count >= skipped else { return }
        if count > skipped { events.append(.data(Array(held[skipped..<count]))) }
        held.removeFirst(count)
        isAtStart = false
    }

    /// `form-data; name="a"; filename="b.jpg"`; browsers write quotes and line ends as %22, %0D, %0A (WHATWG).
    private static func disposition(_ value: Substring) -> (name: String?, filename: String?) {
        var found: [String: String] = [:]
        var rest = value.drop { $0 != ";" }
        while let semicolon = rest.first, semicolon == ";" {
            rest = rest.dropFirst().drop { $0 == " " }
            let key = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(key.count).dropFirst()
            if rest.first == "\"" {
                let text = rest.dropFirst().prefix { $0 != "\"" }
                found[key.lowercased()] = unescaped(String(text))
                rest = rest.dropFirst(text.count + 2).drop { $0 != ";" }
            } else {
                let text = rest.prefix { $0 != ";" }
                found[key.lowercased()] = String(text)
                rest = rest.dropFirst(text.count)
            }
        }
        return (found["name"], found["filename"])
    }

    private static func unescaped(_ text: String) -> String {
        var out = text
        for (code, character) in [("%22", "\""), ("%0D", "\r"), ("%0A", "\n")] {
            while let range = out.firstRange(of: code) { out.replaceSubrange(range, with: character) }
        }
        return out
    }

    /// The first place of `needle`; looks for its first byte, then compares.
    static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index <= buffer.count - needle.count {
                if buffer[index] == first {
                    var matched = 1
                    while matched < needle.count, buffer[index + matched] == needle[matched] { matched += 1 }
                    if matched == needle.count { return index }
                }
                index += 1
            }
            return nil
        }
    }
}
