import Database

/// The rule that says which channels may post: posting opens step by step.
enum Stage: Sendable, Equatable {
    /// Nobody posts.
    case closed
    /// Only channels an administrator has let in. The first stage of a new site.
    case invited
    /// Channels with at least this many subscribers, and the invited.
    case subscribers(atLeast: Int64)
    /// This share of all channels, the same ones at every look, and the invited.
    case percent(Int)
    case everyone

    /// As it is stored and typed at the command line: `closed`, `invited`, `subscribers:1000`, `percent:10`.
    var name: String {
        switch self {
        case .closed: "closed"
        case .invited: "invited"
        case .subscribers(let count): "subscribers:\(count)"
        case .percent(let share): "percent:\(share)"
        case .everyone: "everyone"
        }
    }

    init?(name: String) {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count > 1 ? Int64(parts[1]) : nil) {
        case ("closed", nil) where parts.count == 1: self = .closed
        case ("invited", nil) where parts.count == 1: self = .invited
        case ("everyone", nil) where parts.count == 1: self = .everyone
        case ("subscribers", let count?) where (1...1_000_000_000).contains(count):
            self = .subscribers(atLeast: count)
        case ("percent", let share?) where (1...99).contains(share): self = .percent(Int(share))
        default: return nil
        }
    }

    /// Whether the stage lets this channel post. A pure function, so that the gate page and the verb agree.
    func admits(_ channel: ChannelID, subscribers: Int64, isInvited: Bool) -> Bool {
        switch self {
        case .closed: false
        case .invited: isInvited
        case .subscribers(let count): isInvited || subscribers >= count
        case .percent(let share): isInvited || Self.lot(of: channel) < share
        case .everyone: true
        }
    }

    /// 0 to 99, spread evenly and fixed for ever: raising the share only ever adds channels.
    static func lot(of channel: ChannelID) -> Int {
        // Fibonacci hashing: the golden ratio's 64 bits spread numbers drawn one after another.
        let mixed = UInt64(bitPattern: channel.raw) &* 0x9E37_79B9_7F4A_7C15
        return Int((mixed >> 32) % 100)
    }
}

/// What a channel may do a day and in a post. A channel has the tier it was given, else the highest it
/// reaches.
struct Tier: Sendable, Equatable {
    let id: TierID
    let name: String
    let subscribersMin: Int64
    let postsADay: Int
    let pollsADay: Int
    let photosAPost: Int
    let pollOptions: Int
    let characters: Int
    var clipSeconds = Limits.clipSeconds
}

/// What one channel may do today: the answer of `allowance(of:)`.
struct Allowance: Sendable {
    let stage: Stage
    let isAdmitted: Bool
    let tier: Tier
    let postsUsed: Int
    let pollsUsed: Int
    let subscribers: Int64

    var postsLeft: Int { max(0, tier.postsADay - postsUsed) }
    var pollsLeft: Int { max(0, tier.pollsADay - pollsUsed) }
}

/// A channel may post from now on.
struct ChannelUnlocked: Event {
    static let kind = "channel-unlocked"
    let channel: ChannelID
}
