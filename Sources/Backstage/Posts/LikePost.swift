import Database

/// Somebody liked a post or comment.
struct PostLiked: Event {
    static let kind = "post-liked"
    let post: PostID
    let channel: ChannelID
}

extension App {
    /// Likes a post or takes the like back. Doing it twice is doing it once.
    func setLike(_ isLiked: Bool, on post: PostID, as channel: ChannelID) async throws {
        let now = clock.now()
        try await database.write { [self] tx in
            guard try tx.visiblePost(post, for: channel) != nil else { throw Missing() }
            guard isLiked else { return try tx.remove(.like, of: post, by: channel, now: now) }
            guard try tx.add(.like, to: post, by: channel, now: now) else { return }
            try tx.record(PostLiked(post: post, channel: channel), self)
        }
    }
}
