import Database

/// What the people of a channel decide about a comment or its author, under the name it is logged by.
enum Decision: String, Sendable, CaseIterable {
    /// A held comment is published, at its own place.
    case approve
    /// Taken down, with a reason its author is told.
    case remove
    /// Held as spam.
    case spam
    /// A published comment waits again.
    case hold
    /// Nobody but the author sees what they say under this channel, then and now.
    case hide
    /// Takes `hide` back.
    case unhide
    /// The author's comments are published without looking, and those that wait for review.
    case trust
    /// Takes `trust` back.
    case untrust
}

/// Why a comment was removed, as its author is told; own words may follow.
enum RemovalReason: String, Sendable, CaseIterable {
    case rude
    case spam
    case offTopic = "off-topic"
    case personal
    case other
}

/// A decision as it is asked for.
struct Ruling: Sendable {
    let decision: Decision
    var reason: RemovalReason?
    /// The decider's own words to the author, with a removal.
    var words = ""
    /// A removal takes the answers with it.
    var isWithReplies = false
}
