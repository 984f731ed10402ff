/// One event of a `text/event-stream` (HTML Living Standard, 9.2).
public struct ServerSentEvent: Sendable, Equatable {
    /// What kind it is; a page listens by it. Nil is `message`.
    public var name: String?
    /// What the browser sends back as `Last-Event-ID` when it comes again.
    public var id: String?
    public var data: String

    public init(name: String? = nil, id: String? = nil, data: String) {
        (self.name, self.id, self.data) = (name, id, data)
    }

    /// As it travels. A line end in the data begins another `data:` line, so nothing in it can begin a field.
    public var text: String {
        var text = ""
        if let name { text += "event: \(Self.oneLine(name))\n" }
        if let id { text += "id: \(Self.oneLine(id))\n" }
        for line in Self.lines(data) { text += "data: \(line)\n" }
        return text + "\n"
    }

    /// Keeps a connection warm through proxies; browsers ignore it.
    public static let ping = comment("ping")

    /// A line that browsers ignore.
    public static func comment(_ text: String) -> String { ": \(oneLine(text))\n\n" }

    /// The stream knows three line ends, CRLF, CR and LF, and no others.
    private static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    }

    /// An id with a NUL would be ignored as a whole.
    private static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" && $0 != "\0" }))
    }
}
