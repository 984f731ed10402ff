import Database

/// A change to what is kept in memory of who follows whom and who published what, as it crosses between
/// processes. Every write that makes one says so.
enum FollowingNews: Sendable, Equatable {
    /// `tail 12`: what this channel published has changed.
    case tail(ChannelID)
    /// `followed 12`: whom this channel follows has changed, or how much it wants to hear.
    case followed(ChannelID)

    static let topic = "following"

    var payload: String {
        switch self {
        case .tail(let channel): "tail \(channel)"
        case .followed(let channel): "followed \(channel)"
        }
    }

    /// Nil for what a newer program may say and this one does not know.
    init?(_ payload: String) {
        let words = payload.split(separator: " ").map(String.init)
        guard words.count == 2, let channel = ChannelID(words[1]) else { return nil }
        switch words[0] {
        case "tail": self = .tail(channel)
        case "followed": self = .followed(channel)
        default: return nil
        }
    }
}

extension Transaction {
    func tell(_ news: FollowingNews) throws { try notify(FollowingNews.topic, news.payload) }
}
