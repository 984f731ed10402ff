import Database

/// The host of a post gave a comment under it a heart. Its author is told.
struct CommentHearted: Event {
    static let kind = "comment-hearted"
    let comment: PostID
    let host: ChannelID
}

/// Why a host's mark was not set on a comment.
enum TendRefusal: Refusal, Equatable {
    case notHost
    case ownWords

    var problem: Problem {
        switch self {
        case .notHost: Problem("", .comment_not_host)
        case .ownWords: Problem("", .comment_own_heart)
        }
    }
}

/// What a host does with the comments under its posts.
extension App {
    /// Gives a comment the creator's heart, or takes it back. Doing it twice is doing it once.
    func setHeart(_ isGiven: Bool, on id: PostID, as host: ChannelID) async throws {
        let now = clock.now()
        try await database.write { [self] tx in
            let comment = try tx.commentToTend(id, by: host)
            guard isGiven else { return try tx.removeHeart(of: id, by: host) }
            guard comment.author.id != host else { throw Refused(TendRefusal.ownWords) }
            guard try tx.addHeart(to: id, by: host, now: now) else { return }
            try tx.record(CommentHearted(comment: id, host: host), self)
        }
    }

    /// Puts a comment above the others under its post, in place of the one there; or takes it from there.
    /// Replies stand in their thread and nowhere else.
    func setPin(_ isPinned: Bool, on id: PostID, as host: ChannelID) async throws {
        try await database.write { tx in
            let comment = try tx.commentToTend(id, by: host)
            guard let root = comment.root, comment.thread == nil else { throw Missing() }
            if isPinned { try tx.pin(id, above: root) } else { try tx.unpin(id, above: root) }
        }
    }
}

extension Transaction {
    /// A comment that stands under this channel's post. Under somebody else's it is none of their business.
    fileprivate func commentToTend(_ id: PostID, by host: ChannelID) throws -> Post {
        guard let comment = try visiblePost(id, for: host), comment.root != nil else { throw Missing() }
        guard try self.host(of: id) == host else { throw Refused(TendRefusal.notHost, status: 403) }
        return comment
    }
}
