/// A channel of the world to be measured, its counts as they will be once everything is written.
struct SeedChannel: Sendable {
    let id: ChannelID
    let handle: String
    var subscribers: Int64 = 0
    var posts: Int64 = 0
    var videos: Int64 = 0
    var head: Int64 = 0

    /// Channels of the plan, the accounts' and the crowd's share a millisecond and never a number.
    init(_ index: Int, handle: String, begin: Int64) {
        id = ChannelID(IdMaker.first(atMilliseconds: begin) + Int64(index))
        self.handle = handle
    }
}

struct SeedPost: Sendable {
    let id: PostID
    let author: ChannelID
    let form: PostForm
    let published: Int64
    let text: String
    let views: Int
    var comments: Int64 = 0
    var likers: [ChannelID] = []
    var hasPhoto = false
    var hasPoll = false
}

/// A comment; with a thread, a reply to that one.
struct SeedComment: Sendable {
    let id: PostID
    let root: PostID
    let thread: PostID?
    let host: ChannelID
    let author: ChannelID
    let published: Int64
    let text: String
    var replies: Int64 = 0

    var rank: CommentRank { CommentRank(replies: replies, published: published) }
}

struct SeedSubscription: Sendable {
    let channel: ChannelID
    let target: ChannelID
    let bell: Bell
}

/// The world as data, before any of it is written: so that every count is right from the start.
///
/// The same at every run but for the time at which it ends. A few channels publish most, the newest posts are
/// answered most. Takes some hundred bytes a post and a comment.
struct SeedPlan: Sendable {
    private static let millisecondsADay: Int64 = 86_400_000
    /// Followers by name: how many channels each follows, evenly drawn from busy and silent ones.
    static let readers = [("reader30", 30), ("reader300", 300), ("reader3000", 3_000)]

    let size: SeedSize
    /// Before everything that happens.
    let begin: Int64
    let now: Int64
    private(set) var channels: [SeedChannel]
    /// Channels somebody can act as: the readers, then `small` and `large`.
    private(set) var members: [SeedChannel]
    private(set) var posts: [SeedPost] = []
    private(set) var comments: [SeedComment] = []
    private(set) var replies: [SeedComment] = []
    private(set) var subscriptions: [SeedSubscription] = []
    private var chance = SeedChance()

    init(_ size: SeedSize, now: Int64) {
        let begin = now - 91 * Self.millisecondsADay
        (self.size, self.begin, self.now) = (size, begin, now)
        channels = (0..<size.channels).map { SeedChannel($0, handle: "channel\($0 + 1)", begin: begin) }
        let names = Self.readers.map { $0.0 } + ["small", "large"]
        members = names.enumerated().map { index, name in
            SeedChannel(size.channels + index, handle: name, begin: begin)
        }
        members[names.count - 2].subscribers = Int64(size.subscribersOfSmallest)
        members[names.count - 1].subscribers = Int64(size.subscribersOfLargest)
        follow()
        publish()
        answer()
        gatherCrowds()
    }

    var small: ChannelID { members[members.count - 2].id }
    var large: ChannelID { members[members.count - 1].id }
    /// Where the numbers of the crowd begin: channels that follow and do nothing else.
    var crowd: Int64 { IdMaker.first(atMilliseconds: begin) + 1 << 21 }

    /// The note with the most comments.
    var mostAnswered: PostID {
        posts.dropLast(2).filter { $0.form == .note }.max { $0.comments < $1.comments }?.id ?? PostID(0)
    }

    private mutating func follow() {
        for (reader, (_, count)) in Self.readers.enumerated() {
            for number in 0..<count {
                let target = number * size.channels / count
                channels[target].subscribers += 1
                subscriptions.append(
                    SeedSubscription(
                        channel: members[reader].id, target: channels[target].id,
                        bell: Bell.allCases[number % Bell.allCases.count]))
            }
        }
    }

    /// One post after the other, evenly over ninety days. One of fifty is a video.
    private mutating func publish() {
        let span = 90 * Self.millisecondsADay
        for number in 0..<size.posts {
            let author = chance.skewed(below: size.authors)
            let at = now - span + span * Int64(number) / Int64(size.posts)
            let id = PostID(IdMaker.first(atMilliseconds: at) + Int64(number & 4_095))
            let isVideo = number % 50 == 25
            var post = SeedPost(
                id: id, author: channels[author].id, form: isVideo ? .video : .note, published: at,
                text: chance.sentence(words: 4 + chance.below(60)), views: isVideo ? chance.below(10_000) : 0)
            post.hasPhoto = number % 5 == 1
            post.hasPoll = number % 20 == 7
            post.likers = (0..<chance.below(4)).map { channels[(author + 1 + $0) % size.channels].id }
            posts.append(post)
            channels[author].posts += isVideo ? 0 : 1
            channels[author].videos += isVideo ? 1 : 0
            channels[author].head = id.raw
        }
    }

    /// One of three answers is a reply, where there is something to reply to.
    private mutating func answer() {
        var threads = [[Int]](repeating: [], count: posts.count)
        for number in 0..<size.comments {
            let root = posts.count - 1 - chance.skewed(below: posts.count)
            posts[root].comments += 1
            let known = threads[root]
            guard !known.isEmpty, chance.below(3) == 0 else {
                threads[root].append(comments.count)
                comments.append(comment(number, on: posts[root], thread: nil))
                continue
            }
            let thread = known[chance.below(known.count)]
            comments[thread].replies += 1
            replies.append(comment(number, on: posts[root], thread: comments[thread]))
        }
    }

    /// Two posts alike but for how many have answered: every second comment answers the one before, so that
    /// both pages show as much.
    private mutating func gatherCrowds() {
        let at = now - 60 * Self.millisecondsADay
        for (index, count) in [size.answersOfQuietest, size.answersOfLoudest].enumerated() {
            var post = SeedPost(
                id: PostID(IdMaker.first(atMilliseconds: at) + 4_096 + Int64(index)), author: channels[0].id,
                form: .note, published: at, text: chance.sentence(words: 20), views: 0)
            post.comments = Int64(count)
            for _ in 0..<(count / 2) {
                comments.append(comment(comments.count + replies.count, on: post, thread: nil))
                let thread = comments.count - 1
                comments[thread].replies = 1
                replies.append(
                    comment(comments.count + replies.count, on: post, thread: comments[thread]))
            }
            posts.append(post)
            channels[0].posts += 1
        }
    }

    /// The one with few answers, and the one with many.
    var crowds: (few: PostID, many: PostID) { (posts[posts.count - 2].id, posts[posts.count - 1].id) }

    private mutating func comment(_ number: Int, on post: SeedPost, thread: SeedComment?) -> SeedComment {
        let after = thread?.published ?? post.published
        let at = after + 1 + Int64(chance.below(Int(max(1, now - after - 1))))
        // The upper half of a millisecond's numbers: posts have the lower one.
        let id = PostID(IdMaker.first(atMilliseconds: at) + 1 << 21 + Int64(number % (1 << 20)))
        return SeedComment(
            id: id, root: post.id, thread: thread?.id, host: post.author,
            author: channels[chance.below(size.channels)].id, published: at,
            text: chance.sentence(words: 3 + chance.below(25)))
    }
}

/// Chance that repeats: SplitMix64, from the same start each time.
private struct SeedChance: Sendable {
    private static let words = """
        the stage light evening kiln glaze clay loom thread harbour tide rehearsal string bow piano night \
        sky orbit moon trail ridge snow oven tart crust butter slow early again first every quiet bright \
        small we you they made tried found kept near after before with and but so then here tomorrow
        """.split(separator: " ").map(String.init)
    private var state: UInt64 = 1

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// Small numbers far more often than large ones: of a thousand, the first every tenth time.
    mutating func skewed(below count: Int) -> Int {
        let part = Double(next() >> 11) / Double(UInt64(1) << 53)
        return min(count - 1, Int(part * part * part * Double(count)))
    }

    mutating func sentence(words count: Int) -> String {
        var words: [String] = []
        for _ in 0..<count { words.append(Self.words[below(Self.words.count)]) }
        if below(10) == 0 { words.append("#backstage") }
        return words.joined(separator: " ")
    }
}
