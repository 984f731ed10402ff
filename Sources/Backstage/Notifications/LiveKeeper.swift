import Database
import ServiceLifecycle

/// News as it crosses from the process where it happened to all that serve pages, on the database's topic
/// `live`.
enum LiveNews: Sendable, Equatable {
    /// `unread 12 34`: the inboxes of these channels have changed.
    case unread([ChannelID])
    /// `published 12`: this channel has published something its subscribers may see.
    case published(by: ChannelID)
    /// `video 12 {…}`: how far a film of this channel is.
    case video(of: ChannelID, String)

    static let topic = LiveTopic.name
    /// PostgreSQL takes 8,000 bytes at most (NOTIFY), and a channel's number has up to 19 digits.
    private static let channelsMax = 300

    var payload: String {
        switch self {
        case .unread(let channels): (["unread"] + channels.map(\.description)).joined(separator: " ")
        case .published(let channel): "published \(channel)"
        case .video(let channel, let progress): LiveTopic.video(of: channel, progress)
        }
    }

    /// What does not fit into one payload, as several.
    var parts: [LiveNews] {
        guard case .unread(let channels) = self else { return [self] }
        return stride(from: 0, to: channels.count, by: Self.channelsMax).map { start in
            .unread(Array(channels[start..<min(start + Self.channelsMax, channels.count)]))
        }
    }

    /// Nil for what a newer program may say and this one does not know.
    init?(_ payload: String) {
        let words = payload.split(separator: " ", maxSplits: payload.hasPrefix("video ") ? 2 : .max)
            .map(String.init)
        let channels = words.dropFirst().compactMap { ChannelID($0) }
        switch (words.first, channels.first) {
        case ("unread", _): self = .unread(channels)
        case ("video", let channel?) where words.count == 3: self = .video(of: channel, words[2])
        case ("published", let channel?): self = .published(by: channel)
        default: return nil
        }
    }
}

/// Hands news from all processes to the pages open here. On SQLite there is one process, and the same way.
struct LiveKeeper: Service {
    let app: App

    func run() async throws {
        let app = app
        await cancelWhenGracefulShutdown {
            for await payload in app.database.listen(LiveNews.topic) {
                if let news = LiveNews(payload) { app.live.tell(news) }
            }
        }
    }
}

extension LiveHub {
    /// Events of the open pages: `unread`, on which the count is read anew, and `post` with the channel's
    /// number.
    func tell(_ news: LiveNews) {
        switch news {
        case .unread(let channels):
            for channel in channels { tell(channel, News(name: "unread", data: "")) }
        case .published(let channel):
            tellFollowers(of: channel, News(name: "post", data: "{\"author\":\"\(channel)\"}"))
            tellFollowers(of: channel, News(name: "unread", data: ""))
        case .video(let channel, let progress): tell(channel, News(name: "video", data: progress))
        }
    }
}
