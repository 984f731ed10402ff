/// One event of a `text/event-stream` (HTML Living Standard, 9.2.6).
public struct ServerSentEvent: Sendable, Equatable {
    public var name: String?
    public var id: String?
    public var data: String

    public init(name: String? = nil, id: String? = nil, data: String) {
        (self.name, self.id, self.data) = (name, id, data)
    }

    /// As it travels: a line end in the data begins another `data:` line.
    public var text: String {
        var text = ""
        if let name { text += "event: \(Self.line(name))\n" }
        if let id { text += "id: \(Self.line(id))\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { text += "data: \(line)\n" }
        return text + "\n"
    }

    /// Keeps the connection warm; readers ignore it.
    public static let ping = ": ping\n\n"

    private static func line(_ text: String) -> String { text.filter { !$0.isNewline } }
}
