import Database
import Markup

/// Who is told personally of what. Each verb follows an event (`Reactions.swift`) and may be repeated: a line
/// is written once for one happening, nobody is told of their own doing, nor of what they may not see.
extension App {
    /// Everybody a post or comment names, in its text with @handle or as those it is for, except who hears of
    /// it already as its host or as the one it answers.
    func tellMentioned(in post: PostID) async throws {
        try await database.write { [self] tx in
            guard let told = try tx.happening(post) else { return }
            let named = try tx.channelsCalled(Self.handles(in: told.text)) + tx.readers(of: post)
            for recipient in named where recipient != told.author {
                guard try !tx.hasBeenTold(recipient, of: post), try tx.maySee(post, recipient) else {
                    continue
                }
                try tx.tell(recipient, .mention, by: told.author, about: post, self)
            }
        }
    }

    /// The first of the handles a text names, folded, each once.
    private static func handles(in text: String) -> [String] {
        var handles: [String] = []
        for handle in Prose.mentions(in: text).map({ Folding.handle($0) }) where !handles.contains(handle) {
            guard handles.count < Limits.mentionsTold else { break }
            handles.append(handle)
        }
        return handles
    }

    /// Who wrote the comment it answers, and the host of the post it hangs under. One person hears it once:
    /// as who is answered, if both.
    func tellOfComment(_ comment: PostID) async throws {
        try await database.write { [self] tx in
            guard let told = try tx.happening(comment) else { return }
            if let answered = told.answered, answered != told.author, try tx.maySee(comment, answered) {
                try tx.tell(answered, .reply, by: told.author, about: comment, self)
            }
            if told.host != told.author, told.host != told.answered {
                try tx.tell(told.host, .comment, by: told.author, about: comment, self)
            }
        }
    }

    /// The author of a liked post or comment. One line a post, so a post that a million like fills no inbox:
    /// while unread it takes the latest name, once read it comes back on top.
    func tellOfLike(_ event: PostLiked) async throws {
        try await database.write { [self] tx in
            guard let told = try tx.happening(event.post), told.author != event.channel,
                try tx.stillLikes(event.channel, event.post),
                // Else the line that others' likes share would bear a name that is quiet, and vanish.
                try tx.quiet(of: told.author, toward: event.channel) == nil
            else { return }
            guard let line = try tx.likeNote(on: event.post, of: told.author) else {
                try tx.tell(told.author, .like, by: event.channel, about: event.post, self)
                return
            }
            guard line.actor != event.channel else { return }
            let id = line.isRead ? ids.next(NotificationID.self) : line.id
            try tx.change(
                line, on: event.post, of: told.author, to: id, actor: event.channel, now: clock.now())
            if line.isRead { try tx.notify(LiveNews.topic, LiveNews.unread([told.author]).payload) }
        }
    }

    /// The author of a comment that its host's heart was given to, while it is: once a comment.
    func tellOfHeart(_ event: CommentHearted) async throws {
        try await database.write { [self] tx in
            guard let told = try tx.happening(event.comment), told.author != event.host,
                try tx.isHearted(event.comment), try tx.maySee(event.comment, told.author)
            else { return }
            try tx.tell(told.author, .heart, by: event.host, about: event.comment, self)
        }
    }

    /// A channel of its new subscriber: once for each, however often they come and go.
    func tellOfSubscriber(_ event: ChannelSubscribed) async throws {
        try await database.write { [self] tx in
            guard event.channel != event.target,
                try tx.subscription(of: event.channel, to: event.target) != nil
            else { return }
            try tx.tell(event.target, .subscriber, by: event.channel, self)
        }
    }

    /// A channel that another made a member of it, while it is one.
    func tellOfMembership(_ event: MemberAdded) async throws {
        try await database.write { [self] tx in
            guard try tx.isMember(event.channel, of: event.target) else { return }
            try tx.tell(event.channel, .member, by: event.target, self)
        }
    }

    /// A channel that the rollout has reached.
    func tellOfUnlocking(_ channel: ChannelID) async throws {
        try await database.write { [self] tx in _ = try tx.tell(channel, .unlocked, by: channel, self) }
    }

    /// A creator of a film that is ready, or could not be made.
    func tellOfFilm(_ post: PostID, _ kind: NotificationKind, of owner: ChannelID) async throws {
        try await database.write { [self] tx in _ = try tx.tell(owner, kind, by: owner, about: post, self) }
    }

    /// The author of a poll and all who voted, `Limits.toldAtOnce` a transaction. Cut off in between, it
    /// begins again, and who was told is not told twice.
    func tellOfClosedPoll(_ post: PostID) async throws {
        guard let told = try await database.read({ try $0.happening(post) }) else { return }
        try await database.write { [self] tx in
            _ = try tx.tell(told.author, .pollClosed, by: told.author, about: post, self)
        }
        var last: ChannelID? = ChannelID(0)
        while let after = last {
            last = try await tellVoters(in: post, of: told.author, after: after)
        }
    }

    /// Tells the next voters. Returns the last of them; nil when there were no more.
    private func tellVoters(
        in post: PostID, of author: ChannelID, after: ChannelID
    ) async throws -> ChannelID? {
        try await database.write { [self] tx in
            let voters = try tx.voters(in: post, after: after, limit: Limits.toldAtOnce)
            var woken: [ChannelID] = []
            for voter in voters where voter != author {
                if try tx.note(voter, .pollClosed, by: author, about: post, self) { woken.append(voter) }
            }
            for news in LiveNews.unread(woken).parts { try tx.notify(LiveNews.topic, news.payload) }
            return voters.last
        }
    }

    /// Tells who has a page open and follows this channel that it has published. Nothing is written per
    /// subscriber: inboxes pull what belled channels publish. What is for some of them alone is announced to
    /// none, for it would tell the others that it is there.
    func announce(_ post: PostID, by author: ChannelID) async throws {
        try await database.write { tx in
            guard let told = try tx.happening(post),
                told.audience.isForAllSubscribers
            else { return }
            try tx.notify(LiveNews.topic, LiveNews.published(by: author).payload)
        }
    }
}
