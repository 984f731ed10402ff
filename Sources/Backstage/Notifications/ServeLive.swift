import Database
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Wire

/// Server-sent events (WHATWG HTML, section 9.2) for the pages a member has open: `unread` with the number,
/// and `post` when a belled channel publishes. What a slow reader misses, the next page it loads shows
/// anyway.
extension App {
    func serveLive(_ visit: Visit) async throws -> Response {
        // 204 tells a browser not to come back: a visitor has no news.
        guard let me = visit.member?.channel.id else { return Response(status: .noContent) }
        let targets = try await database.read { try $0.belledChannels(of: me, limit: Limits.liveTargets) }
        let body = ResponseBody { [self] writer in
            var pen = writer
            // Begun here and not earlier: an answer whose body nobody takes would listen for ever.
            guard let news = live.listen(as: me, to: Set(targets)) else {
                try await pen.write(ByteBuffer(string: Self.fullHouse))
                return try await pen.finish(nil)
            }
            // The server waits for its readers when it stops: it lets them go itself.
            try await withGracefulShutdownHandler {
                try await visit.request.body.consumeWithCancellationOnInboundClose { _ in
                    try await write(news, for: me) { try await pen.write(ByteBuffer(string: $0)) }
                }
            } onGracefulShutdown: { [live] in
                live.close()
            }
            try await pen.finish(nil)
        }
        return Response(status: .ok, headers: Self.liveHeaders, body: body)
    }

    /// Asks the browser to come back in a minute.
    private static let fullHouse = "retry: 60000\n\n"

    private static let liveHeaders: HTTPFields = [
        .contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no",
    ]

    /// Writes the present count, then news as it comes and a ping between, until the reader or the server
    /// goes.
    private func write(
        _ news: AsyncStream<LiveHub.News>, for me: ChannelID, _ send: (String) async throws -> Void
    ) async throws {
        // Listening has begun before this count is read, so nothing falls between the two.
        try await send(unreadEvent(of: me))
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (beats, source) = AsyncStream<Beat>.makeStream(
                bufferingPolicy: .bufferingNewest(Limits.liveBacklog))
            group.addTask {
                for await item in news { source.yield(.news(item)) }
                source.finish()
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(Limits.livePingSeconds))
                    source.yield(.ping)
                }
            }
            for await beat in beats { try await send(text(of: beat, for: me)) }
            group.cancelAll()
        }
    }

    private func text(of beat: Beat, for me: ChannelID) async throws -> String {
        switch beat {
        case .ping: ServerSentEvent.ping
        case .news(let news) where news.name == "unread": try await unreadEvent(of: me)
        case .news(let news): ServerSentEvent(name: news.name, data: news.data).text
        }
    }

    /// Read anew from the database each time, so that it is right whatever was missed.
    private func unreadEvent(of channel: ChannelID) async throws -> String {
        let count = try await database.read { [following] tx in
            try tx.unreadCount(of: channel, try tx.following(of: channel, in: following))
        }
        return ServerSentEvent(name: "unread", data: String(count)).text
    }
}

/// What makes a stream speak: news, or silence that lasted.
private enum Beat: Sendable {
    case news(LiveHub.News)
    /// Keeps proxies from closing a quiet connection, and finds out that a reader has gone.
    case ping
}

extension HTTPField.Name {
    /// Asks nginx to hand events on as they come.
    fileprivate static let accelBuffering: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Accel-Buffering") else { preconditionFailure("no header name") }
        return name
    }()
}
