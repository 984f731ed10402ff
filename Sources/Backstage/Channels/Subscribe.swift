import Database

/// Why a subscription was not made.
enum SubscribeRefusal: Refusal, Equatable {
    case oneself
    case tooMany
    case noSuchBell
    /// The channel has blocked who asks.
    case blocked

    var problem: Problem {
        switch self {
        case .oneself: Problem("", .channel_subscribe_oneself)
        case .tooMany: Problem("", .channel_subscribe_many, count: Int64(Limits.subscriptionsAChannel))
        case .noSuchBell: Problem("bell", .channel_bell_unknown)
        case .blocked: Problem("", .channel_subscribe_blocked)
        }
    }
}

/// A channel followed another that it had not followed before.
struct ChannelSubscribed: Event {
    static let kind = "channel-subscribed"
    let channel: ChannelID
    let target: ChannelID
}

extension App {
    /// Follows a channel, or changes the bell of one that is followed already. What was published before is
    /// not news: the subscription begins at this millisecond.
    ///
    /// `post` is the one on whose page that was done: a new subscription is counted among its figures.
    func subscribe(
        _ channel: ChannelID, to target: ChannelID, bell: Bell, from post: PostID? = nil
    ) async throws {
        guard channel != target else { throw Refused(SubscribeRefusal.oneself, status: 403) }
        let now = clock.now()
        let since = Place(IdMaker.first(atMilliseconds: now))
        try await database.write { [self] tx in
            // Blocking holds the target's lock: a subscription cannot slip in beside it.
            for number in [channel.raw, target.raw].sorted() { try tx.lock(number) }
            guard try tx.channel(target) != nil else { throw Missing() }
            guard try !tx.hasBlocked(target, channel) else {
                throw Refused(SubscribeRefusal.blocked, status: 403)
            }
            if try tx.subscription(of: channel, to: target) == nil {
                guard try tx.subscriptionCount(of: channel) < Limits.subscriptionsAChannel else {
                    throw Refused(SubscribeRefusal.tooMany)
                }
            }
            guard try tx.subscribe(channel, to: target, bell: bell, since: since) else { return }
            if let post { try tx.countSubscriber(from: post, of: target, at: now) }
            try tx.record(ChannelSubscribed(channel: channel, target: target), self)
        }
    }

    /// Follows no longer. Doing it twice is doing it once.
    func unsubscribe(_ channel: ChannelID, from target: ChannelID) async throws {
        try await database.write { try $0.unsubscribe(channel, from: target) }
    }
}
