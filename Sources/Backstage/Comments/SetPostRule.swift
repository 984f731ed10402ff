import Database

extension App {
    /// Changes who may comment on a post and what of it is held; nil follows the channel. Comments that
    /// stand or are held stay as they are.
    func setPostRule(
        _ rule: PostCommentRule, of id: PostID, as channel: ChannelID, by writer: AccountID? = nil
    ) async throws -> Post {
        try await database.write { [self] tx in
            let post = try tx.rootToChange(id, of: channel)
            try tx.save(rule, ofCommentsUnder: id)
            try tx.note(.edited, by: writer, of: channel, post: id, self)
            return post
        }
    }
}

extension Transaction {
    /// A post of the channel's own; a comment has none under it but its thread.
    func rootToChange(_ id: PostID, of channel: ChannelID) throws -> Post {
        let post = try postToChange(id, of: channel)
        guard post.root == nil else { throw Missing() }
        return post
    }
}
