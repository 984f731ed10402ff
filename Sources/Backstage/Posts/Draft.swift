import Markup

/// A post as it was asked for, before it is judged: what the composer's form, the demo or a client says.
struct Draft: Sendable {
    var text = ""
    var audience = Audience.everyone
    var language: String?
    /// Uploaded already, in order.
    var photos: [DraftPhoto] = []
    var poll: DraftPoll?
}

struct DraftPoll: Sendable {
    var options: [String]
    /// Milliseconds UTC; nil when what was typed is no time.
    var closes: Int64?
    var showsAtClose = false
}

extension DraftPoll {
    /// As it is stored: each option on one line, empty ones gone.
    var cleaned: DraftPoll {
        var poll = self
        poll.options = options.map(Cleaning.line).filter { !Cleaning.isBlank($0) }
        return poll
    }
}
