import Markup

/// A post as it was asked for, before it is judged: what the composer's form, the demo or a client says.
struct Draft: Sendable {
    var text = ""
    var audience = Audience.everyone
    var language: String?
    /// Uploaded already, in order.
    var photos: [DraftPhoto] = []
    var poll: DraftPoll?
    var clip: DraftClip?
}

/// A film that comes with a post.
struct DraftClip: Sendable {
    let file: SentFile
    /// What is seen and heard, for who cannot.
    var alt = ""
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
