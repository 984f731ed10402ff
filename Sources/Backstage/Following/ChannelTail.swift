/// The newest of what one channel published, as lists need it: no words, no pictures, 24 bytes a post.
///
/// A class, never changed: handing three hundred of them to a page costs three hundred counts, not four times
/// that.
final class ChannelTail: Sendable {
    /// A post in a tail: where it stands, and whom it is for.
    struct Entry: Sendable, Equatable {
        let post: PostID
        let place: Place
        let audience: Audience
        fileprivate var isForFew: Bool { !audience.isForAllSubscribers && audience != .unlisted }
    }

    /// Some of the channel's posts, newest first, and how far down they are known.
    struct Part: Sendable, Equatable {
        var entries: [Entry] = []
        /// What stands below is not known from here; 0 when there is nothing below.
        var floor = Place(0)
    }

    /// The channel's newest place.
    let head: Place
    /// The newest of what all its subscribers may see, by which lists of channels are ordered.
    let openHead: Place
    /// Everything but videos, and videos: each is asked for alone, and neither may push the other out.
    let notes: Part
    let videos: Part
    /// What a bell on everything rings for, and what a personalised one does.
    let ringing: Part
    let ringingPersonalised: Part

    static let empty = ChannelTail(head: Place(0), openHead: Place(0), notes: [], videos: [])

    /// From the `Limits.tailPosts` newest of each kind, newest first; fewer are all there are.
    init(head: Place, openHead: Place, notes: [Entry], videos: [Entry]) {
        (self.head, self.openHead) = (head, openHead)
        self.notes = Part(entries: notes)
        self.videos = Part(entries: videos)
        ringing = Self.rung(by: notes, videos)
        ringingPersonalised = Self.firstOfEachDay(ringing)
    }

    /// Notes and videos together. Unlisted ones ring for nobody.
    private static func rung(by notes: [Entry], _ videos: [Entry]) -> Part {
        let floor = max(Part(entries: notes).floor, Part(entries: videos).floor)
        let all = (notes + videos).filter { $0.audience != .unlisted && $0.place >= floor }
        return Part(known: all.sorted { $0.place > $1.place }, floor: floor)
    }

    /// The first `Limits.broadcastsADay` of each day (UTC; numbers begin at midnight), and all that is
    /// for fewer than all subscribers: that is not counted. A day that the tail does not reach the
    /// beginning of is known only where enough stand below already.
    private static func firstOfEachDay(_ all: Part) -> Part {
        var kept = Part(known: [], floor: all.floor)
        for (index, entry) in all.entries.enumerated() {
            if entry.isForFew {
                kept.entries.append(entry)
                continue
            }
            let dayBegins = Place(entry.place.raw - entry.place.raw % IdMaker.aDay)
            let sameDay = all.entries[(index + 1)...].prefix { $0.place >= dayBegins }
            let earlier = sameDay.count { !$0.isForFew }
            if earlier >= Limits.broadcastsADay { continue }
            guard all.floor <= dayBegins else {
                return Part(known: kept.entries, floor: Place(entry.place.raw + 1))
            }
            kept.entries.append(entry)
        }
        return kept
    }
}

extension ChannelTail.Part {
    init(entries: [ChannelTail.Entry]) {
        self.entries = entries
        floor = entries.count < Limits.tailPosts ? Place(0) : entries.last?.place ?? Place(0)
    }

    fileprivate init(known entries: [ChannelTail.Entry], floor: Place) {
        (self.entries, self.floor) = (entries, floor)
    }
}

/// Which kinds of post are asked for.
enum FollowedForms: Sendable, CaseIterable {
    /// Everything but videos: what people say.
    case posts
    /// Videos alone: what people play.
    case videos
    case both
}

/// A channel that somebody follows, and how much they want to hear of it.
struct Followed: Sendable, Equatable {
    let channel: ChannelID
    let bell: Bell
    /// What was published before is not news.
    let since: Place
}

/// Whom a viewer follows, and what is open to them besides.
struct Follows: Sendable, Equatable {
    let followed: [Followed]
    /// The channels they are a member of.
    var memberOf: Set<ChannelID> = []
    /// The posts that name them.
    var namedIn: Set<PostID> = []

    /// What it costs to keep.
    var count: Int { followed.count + memberOf.count + namedIn.count }
}

extension Limits {
    /// Memberships and posts that name somebody, kept with whom they follow: who has more is answered by the
    /// database.
    static let opensKept = 1_000
    /// Posts of each kind that are kept in memory for a channel: a page of the feed and a bit, so that the
    /// first page is found there even when one channel fills it.
    static let tailPosts = 24
    /// Channels whose tails are kept: at most 2.5 KB each.
    static let tails = 10_000
    /// Subscriptions kept of those who came last: 24 bytes each.
    static let followedKept = 400_000
    /// Channels whose last change is remembered, so that a reading it overtook is not kept: past that, no
    /// reading under way is.
    static let changesKept = 10_000
    /// Tails read by one statement: a reader of thousands holds a connection for milliseconds at a time.
    static let tailsAtOnce = 400
}
