import Database
import Synchronization

/// Subscriptions and tails in memory, dropped by the transactions that change them.
///
/// A writer drops what it changed before it answers, here at once and in other processes as soon as the news
/// arrives (PostgreSQL's NOTIFY). While that news may be missed, nothing is kept. A read that began before a
/// change and ended after it keeps nothing: `begin` and `keep` hold a stamp against each other.
final class FollowingMemory: Sendable {
    /// When a reading began, counted in changes.
    struct Stamp: Sendable { fileprivate let changes: UInt64 }

    private struct State {
        var isTrusted = false
        var changes: UInt64 = 0
        var followed: [ChannelID: Follows] = [:]
        var followedCount = 0
        var tails: [ChannelID: ChannelTail] = [:]
        /// The change that last touched a channel; of those not here, that it was no later than `forgotten`.
        var tailChanges: [ChannelID: UInt64] = [:]
        var followedChanges: [ChannelID: UInt64] = [:]
        var forgotten: UInt64 = 0

        mutating func forget() {
            changes += 1
            forgotten = changes
            (followed, followedCount, tails) = ([:], 0, [:])
            (tailChanges, followedChanges) = ([:], [:])
        }

        mutating func change() {
            changes += 1
            guard tailChanges.count + followedChanges.count >= Limits.changesKept else { return }
            forgotten = changes
            (tailChanges, followedChanges) = ([:], [:])
        }
    }

    private let state = Mutex(State())

    /// Hears of changes from now on, and trusts itself as long as it does.
    func watch(_ database: Database) {
        database.watch(FollowingNews.topic) { [weak self] news in self?.hear(news) }
    }

    /// Nil while changes may be missed.
    func begin() -> Stamp? {
        state.withLock { $0.isTrusted ? Stamp(changes: $0.changes) : nil }
    }

    func followed(of viewer: ChannelID) -> Follows? { state.withLock { $0.followed[viewer] } }

    /// The tails in order, `.empty` where there is none, and the positions of those.
    func tails(of channels: [ChannelID]) -> (tails: [ChannelTail], missing: [Int]) {
        state.withLock { state in
            var missing: [Int] = []
            var tails: [ChannelTail] = []
            tails.reserveCapacity(channels.count)
            for (position, channel) in channels.enumerated() {
                if let tail = state.tails[channel] {
                    tails.append(tail)
                } else {
                    tails.append(.empty)
                    missing.append(position)
                }
            }
            return (tails, missing)
        }
    }

    func keep(_ followed: Follows, of viewer: ChannelID, since stamp: Stamp) {
        state.withLock { state in
            guard state.isTrusted, stamp.changes >= state.followedChanges[viewer] ?? state.forgotten else {
                return
            }
            if state.followedCount + followed.count > Limits.followedKept {
                (state.followed, state.followedCount) = ([:], 0)
            }
            state.followedCount += followed.count - (state.followed[viewer]?.count ?? 0)
            state.followed[viewer] = followed
        }
    }

    func keep(_ tails: [ChannelID: ChannelTail], since stamp: Stamp) {
        state.withLock { state in
            guard state.isTrusted else { return }
            if state.tails.count + tails.count > Limits.tails { state.tails = [:] }
            for (channel, tail) in tails where stamp.changes >= state.tailChanges[channel] ?? state.forgotten
            {
                state.tails[channel] = tail
            }
        }
    }

    private func hear(_ news: WatchedNews) {
        state.withLock { state in
            switch news {
            case .listening:
                state.forget()
                state.isTrusted = true
            case .lost:
                state.forget()
                state.isTrusted = false
            case .told(let payload):
                state.change()
                switch FollowingNews(payload) {
                case .tail(let channel):
                    state.tailChanges[channel] = state.changes
                    state.tails[channel] = nil
                case .followed(let channel):
                    state.followedChanges[channel] = state.changes
                    state.followedCount -= state.followed.removeValue(forKey: channel)?.count ?? 0
                case nil: state.forget()
                }
            }
        }
    }
}
