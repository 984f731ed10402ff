import Markup

/// A post as it was asked for, before it is judged: what the composer's form, the demo or a client says.
struct Draft: Sendable {
    var text = ""
    var audience = Audience.everyone
    /// The handles of those a post for named people is for, as typed.
    var readers: [String] = []
    var language: String?
    /// Uploaded already, in order.
    var photos: [DraftPhoto] = []
    var poll: DraftPoll?
    var clip: DraftClip?
    /// A post or video to be shared.
    var shared: PostID?
    /// The channel's video it hangs on.
    var video: PostID?
    /// Published at once without one.
    var schedule: DraftSchedule?
    /// Counted from when it is published.
    var expiresAfterHours: Int64?
    var hasCommentsOff = false
    /// Who of the channel's people wrote it.
    var writer: AccountID?
    /// What was saved of it while it was written, and goes when it is published.
    var saved: DraftID?
}

/// A film that comes with a post.
struct DraftClip: Sendable {
    let file: SentFile
    /// What is seen and heard, for who cannot.
    var alt = ""
}

/// A moment as its author thinks of it.
struct DraftSchedule: Sendable, Equatable {
    /// `2026-11-29`
    var date: String
    /// `18:30`, or `18:30:15` from who is as exact as that.
    var time: String
    /// A name of the time zone database: `Europe/Paris`.
    var zone: String
}

struct DraftPoll: Sendable {
    var options: [DraftOption]
    /// Milliseconds UTC; nil when what was typed is no time. A quiz closes never.
    var closes: Int64?
    var showsAtClose = false
    var isQuiz = false
    /// Which of `options`, as typed, is right.
    var answer: Int?
    /// Shown to who has answered.
    var explanation = ""
}

struct DraftOption: Sendable, Equatable, ExpressibleByStringLiteral {
    var text: String
    /// Uploaded already.
    var picture: AttachmentID?

    init(_ text: String, picture: AttachmentID? = nil) { (self.text, self.picture) = (text, picture) }
    init(stringLiteral text: String) { self.init(text) }

    var isEmpty: Bool { Cleaning.isBlank(text) && picture == nil }
}

extension DraftPoll {
    /// As it is stored: each option on one line, empty ones gone, the right answer counted among those left.
    var cleaned: DraftPoll {
        var poll = self
        poll.options = options.filter { !$0.isEmpty }
            .map { DraftOption(Cleaning.line($0.text), picture: $0.picture) }
        poll.explanation = Cleaning.prose(explanation)
        poll.answer = answer.map { answer in options.prefix(answer).filter { !$0.isEmpty }.count }
        return poll
    }
}
