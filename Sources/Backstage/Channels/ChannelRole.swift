import Database

/// What an account may do with a channel.
enum ChannelRole: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    /// Everything.
    case owner = 0
    /// Publishes, changes and deletes, and answers as the channel.
    case editor = 1
    /// Looks after what others say there.
    case moderator = 2

    var name: String { ["owner", "editor", "moderator"][rawValue] }
    init?(name: some StringProtocol) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    var word: Word {
        switch self {
        case .owner: .people_owner
        case .editor: .people_editor
        case .moderator: .people_moderator
        }
    }

    func permits(_ deed: ChannelDeed) -> Bool {
        switch self {
        case .owner: true
        case .editor: deed != .govern
        case .moderator: deed == .look || deed == .moderate
        }
    }

    /// Whether it permits all that `other` does.
    func isAtLeast(_ other: ChannelRole) -> Bool { rawValue <= other.rawValue }
}

/// What somebody does with the channel they act as, by what it asks of their role.
enum ChannelDeed: Sendable {
    /// Looks at the studio's lists, its people and its members.
    case look
    /// Decides about what others say under its posts.
    case moderate
    /// Takes down what the channel published: open also to whom the site lets say nothing.
    case withdraw
    /// Anything in the channel's name: publishes, changes, deletes and pins, comments, likes, votes, follows.
    case speak
    /// Changes what the channel is: its settings, its people, its members.
    case govern
}

/// Why somebody was stopped who is signed in: their role in this channel is another.
enum RoleRefusal: Refusal, Equatable {
    case mayNotSpeak(channel: String)
    case mayNotGovern(channel: String)

    var problem: Problem {
        switch self {
        case .mayNotSpeak(let name): Problem("", .people_may_not_speak, ["name": name])
        case .mayNotGovern(let name): Problem("", .people_may_not_govern, ["name": name])
        }
    }
}

extension Member {
    /// The member, if their role permits this.
    func permitted(_ deed: ChannelDeed) throws -> Member {
        guard !role.permits(deed) else { return self }
        let refusal: RoleRefusal =
            deed == .govern ? .mayNotGovern(channel: channel.name) : .mayNotSpeak(channel: channel.name)
        throw Refused(refusal, status: 403)
    }
}
