/// Whom a viewer follows, with the newest posts of each: what home, feed, inbox and the frame of every page
/// are put together from without a query.
///
/// Everything here is a pure function over tails. Where the tails do not reach far enough to be sure, the
/// answer is nil and the caller asks the database, which knows all: so they change how fast an answer is
/// found, never which.
struct Following: Sendable {
    typealias Found = (author: ChannelID, entry: ChannelTail.Entry)

    let viewer: ChannelID
    let follows: Follows
    var followed: [Followed] { follows.followed }
    /// In the order of `followed`.
    let tails: [ChannelTail]
    let own: ChannelTail

    /// The followed channels that published last: at most `limit`.
    func newestChannels(limit: Int) -> [ChannelID] {
        var newest: [(head: Place, channel: ChannelID)] = []
        for (follow, tail) in zip(followed, tails) {
            let item = (head: tail.openHead, channel: follow.channel)
            // Few are kept: each finds its place among them from behind.
            var place = newest.count
            while place > 0, Self.isNewer(item, newest[place - 1]) { place -= 1 }
            guard place < limit else { continue }
            newest.insert(item, at: place)
            if newest.count > limit { newest.removeLast() }
        }
        return newest.map(\.channel)
    }

    private static func isNewer(
        _ a: (head: Place, channel: ChannelID), _ b: (head: Place, channel: ChannelID)
    ) -> Bool { a.head == b.head ? a.channel < b.channel : a.head > b.head }

    /// The newest posts below `before`, newest first.
    func newest(_ forms: FollowedForms, before: Place, limit: Int, includesOwn: Bool) -> [Found]? {
        var sources: [Source] = []
        sources.reserveCapacity(followed.count + 1)
        func add(_ channel: ChannelID, _ tail: ChannelTail) {
            switch forms {
            case .posts: sources.append(Source(channel, tail.notes))
            case .videos: sources.append(Source(channel, tail.videos))
            case .both:
                sources.append(Source(channel, tail.notes))
                sources.append(Source(channel, tail.videos))
            }
        }
        for (follow, tail) in zip(followed, tails) where follow.channel != viewer {
            add(follow.channel, tail)
        }
        if includesOwn { add(viewer, own) }
        return merge(sources, below: before, limit: limit)
    }

    /// The newest posts that ring, after `start` and below `key`, newest first. One that was told already as
    /// a mention is among them.
    func ringing(after start: Place, below key: Place, limit: Int) -> [Found]? {
        var sources: [Source] = []
        for (follow, tail) in zip(followed, tails) where follow.bell != .none {
            let start = max(start, follow.since)
            guard tail.head > start else { continue }
            let rung = follow.bell == .all ? tail.ringing : tail.ringingPersonalised
            sources.append(Source(follow.channel, rung, after: start))
        }
        return merge(sources, below: key, limit: limit)
    }

    /// One list of one channel's posts, of which only what stands after `after` counts.
    private struct Source {
        let channel: ChannelID
        let part: ChannelTail.Part
        let after: Place

        init(_ channel: ChannelID, _ part: ChannelTail.Part, after: Place = Place(0)) {
            (self.channel, self.part, self.after) = (channel, part, after)
        }
        /// Whether all that counts at or above this place is known.
        func reaches(_ place: Place) -> Bool { part.floor <= place || part.floor <= after }
    }

    /// As the feed's two queries find a page (`Feed/FeedStore.swift`), and exact for the same reason: the
    /// limit-th of the sources' newest is the lowest that can stand on the page.
    private func merge(_ sources: [Source], below before: Place, limit: Int) -> [Found]? {
        var heads: [Place] = []
        heads.reserveCapacity(sources.count)
        for source in sources {
            let head = source.part.entries.first { isCounted($0, source, below: before) }
            if let head { heads.append(head.place) }
        }
        heads.sort(by: >)
        let lowest = heads.count < limit ? Place(0) : heads[limit - 1]
        var found: [Found] = []
        for source in sources {
            var taken = 0
            for entry in source.part.entries {
                guard entry.place >= lowest, entry.place > source.after, taken < limit else { break }
                guard isCounted(entry, source, below: before) else { continue }
                found.append((source.channel, entry))
                taken += 1
            }
        }
        found.sort { $0.entry.place > $1.entry.place }
        found.removeLast(max(0, found.count - limit))
        let end = found.count < limit ? Place(0) : found[limit - 1].entry.place
        return sources.allSatisfy { $0.reaches(end) } ? found : nil
    }

    private func isCounted(_ entry: ChannelTail.Entry, _ source: Source, below before: Place) -> Bool {
        guard entry.place < before, entry.place > source.after else { return false }
        // Nearly all are open to everybody: no set is asked about those.
        if entry.audience == .everyone { return true }
        let standing = Standing(
            isSubscribed: true, isMember: follows.memberOf.contains(source.channel),
            isNamed: follows.namedIn.contains(entry.post))
        return entry.audience.permits(viewer, host: source.channel, standing: standing, by: .list)
    }
}
