/// `multipart/form-data` as it comes in (RFC 7578; the framing is RFC 2046, 5.1.1).
///
/// Fed with bytes cut anywhere, it gives the same events. Between two feeds it holds at most one block of
/// headers or one boundary's length; what a part carries is handed on at once. After an error it stays in
/// error.
public struct Multipart: Sendable {
    /// What the bytes so far completed. `data` comes any number of times between a part's begin and end.
    public enum Event: Sendable, Equatable {
        case partBegin(name: String, filename: String?, contentType: String?)
        case data(ArraySlice<UInt8>)
        case partEnd
        /// The closing boundary. What follows it is ignored.
        case finished
    }

    private enum Place { case preamble, headers, body, end }

    private let delimiter: Pattern
    private let limits: MultipartLimits
    private var place = Place.preamble
    private var held: [UInt8]
    private var parts = 0
    /// Bytes of the field being read; nil in a file, whose size its reader limits.
    private var fieldBytes: Int?
    private var error: MultipartError?

    /// `boundary` as found by `boundary(from:)`.
    public init(boundary: String, limits: MultipartLimits = MultipartLimits()) {
        self.limits = limits
        delimiter = Pattern(Array("\r\n--\(boundary)".utf8))
        // The first boundary stands at the very beginning, without the line end before it.
        held = [13, 10]
    }

    /// Takes the next bytes; returns what they complete, in order.
    public mutating func feed(_ bytes: [UInt8]) throws(MultipartError) -> [Event] {
        if let error { throw error }
        do throws(MultipartError) {
            return try read(bytes)
        } catch {
            self.error = error
            held = []
            throw error
        }
    }

    /// To be called when no more bytes come: throws unless the closing boundary was seen.
    public func finish() throws(MultipartError) {
        if let error { throw error }
        guard place == .end else { throw .truncated }
    }

    private mutating func read(_ bytes: [UInt8]) throws(MultipartError) -> [Event] {
        var events: [Event] = []
        let work = held + bytes
        var rest = work[...]
        while place != .end {
            let before = rest.count
            switch place {
            case .preamble: try passPreamble(&rest, &events)
            case .headers: try readHeaders(&rest, &events)
            case .body: try readBody(&rest, &events)
            case .end: break
            }
            if rest.count == before { break }
        }
        held = place == .end ? [] : Array(rest)
        return events
    }

    private mutating func passPreamble(
        _ rest: inout ArraySlice<UInt8>, _ events: inout [Event]
    ) throws(MultipartError) {
        if let found = delimiter.first(in: rest) {
            try passDelimiter(at: found, &rest, &events)
        } else if rest.count > limits.headerBytesMax {
            throw .malformed
        }
    }

    /// Hands on what is certainly the part's own: all before the delimiter, or all that can't be a beginning
    /// of it.
    private mutating func readBody(
        _ rest: inout ArraySlice<UInt8>, _ events: inout [Event]
    ) throws(MultipartError) {
        let found = delimiter.first(in: rest)
        let end = found ?? max(rest.startIndex, rest.endIndex - delimiter.count + 1)
        if end > rest.startIndex {
            if let bytes = fieldBytes {
                fieldBytes = bytes + end - rest.startIndex
                guard bytes + end - rest.startIndex <= limits.fieldBytesMax else { throw .fieldTooLong }
            }
            events.append(.data(rest[..<end]))
            rest = rest[end...]
        }
        if let found { try passDelimiter(at: found, &rest, &events) }
    }

    /// After a delimiter stand two dashes and the end, or perhaps blanks, a line end, and a part. Nothing is
    /// passed until it is clear which.
    private mutating func passDelimiter(
        at found: Int, _ rest: inout ArraySlice<UInt8>, _ events: inout [Event]
    ) throws(MultipartError) {
        let after = rest[(found + delimiter.count)...]
        let isEnd = after.starts(with: "--".utf8)
        let line = after.drop { $0 == 32 || $0 == 9 }
        guard after.count - line.count <= limits.headerBytesMax else { throw .malformed }
        guard isEnd || line.count >= 2 else { return }
        guard isEnd || line.starts(with: [13, 10]) else { throw .malformed }
        if place == .body { events.append(.partEnd) }
        if isEnd {
            place = .end
            rest = []
            events.append(.finished)
            return
        }
        parts += 1
        guard parts <= limits.partsMax else { throw .tooManyParts }
        // The line end stays, so that an empty line right after it ends a block of no headers.
        rest = line
        place = .headers
    }

    private static let emptyLine = Pattern([13, 10, 13, 10])

    private mutating func readHeaders(
        _ rest: inout ArraySlice<UInt8>, _ events: inout [Event]
    ) throws(MultipartError) {
        let end = Self.emptyLine.first(in: rest)
        guard (end ?? rest.endIndex) - rest.startIndex <= limits.headerBytesMax else { throw .headerTooLong }
        guard let end else { return }
        let headers = try PartHeaders(rest[..<end])
        fieldBytes = headers.filename == nil ? 0 : nil
        events.append(
            .partBegin(name: headers.name, filename: headers.filename, contentType: headers.contentType))
        rest = rest[(end + 4)...]
        place = .body
    }
}

/// Why a form's body could not be read.
public enum MultipartError: Error, Sendable, Equatable {
    /// Cut before the closing boundary.
    case truncated
    case headerTooLong
    /// A part without a name, or with headers that are none or are not UTF-8.
    case headerMalformed
    case tooManyParts
    /// A field that is not a file is longer than one may be.
    case fieldTooLong
    /// A part in another encoding than its own bytes (RFC 7578, 4.7, which no browser sends).
    case encoded
    /// No boundary where one must be, or something after it that must not be there.
    case malformed
}

/// What a body may cost before it is refused.
public struct MultipartLimits: Sendable {
    /// 8 KiB of headers a part: names and types are short; more is an attack on memory.
    public var headerBytesMax = 8 << 10
    /// Parts of one form: several times what our largest form sends.
    public var partsMax = 500
    /// 1 MiB a field: 5,000 characters of the longest kind are a tenth of it. Files are not fields.
    public var fieldBytesMax = 1 << 20

    public init() {}
}
