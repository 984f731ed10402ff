import Database

extension App {
    /// Dislikes a comment or takes that back; a like gives way to it. Nobody is told, and how many there are
    /// is shown to nobody: they weigh in the order of comments alone. Doing it twice is doing it once.
    func setDislike(_ isDisliked: Bool, on comment: PostID, as channel: ChannelID) async throws {
        let now = clock.now()
        try await database.write { tx in
            guard try tx.visiblePost(comment, for: channel)?.root != nil else { throw Missing() }
            guard isDisliked else { return try tx.remove(.dislike, of: comment, by: channel, now: now) }
            _ = try tx.add(.dislike, to: comment, by: channel, now: now)
        }
    }
}
