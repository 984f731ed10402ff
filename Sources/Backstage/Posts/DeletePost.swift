import Database

extension App {
    /// Takes a post down: gone from every page at once, and offered back for a moment. Only its author may; a
    /// moderator's tools come later.
    @discardableResult
    func delete(
        _ id: PostID, as channel: ChannelID, by writer: AccountID? = nil
    ) async throws -> Post {
        let now = clock.now()
        return try await database.write { [self] tx in
            let post = try tx.postToChange(id, of: channel)
            try tx.remove(post, now: now)
            try tx.note(.deleted, by: writer, of: channel, post: id, self)
            if !post.attachments.isEmpty {
                let due = now + Limits.mediaGraceHours * 3_600_000
                try tx.queue(ForgetPostMedia(post: post.id), self, due: due)
            }
            return post
        }
    }

    /// Takes a deletion back within `Limits.undoSeconds`.
    @discardableResult
    func restore(
        _ id: PostID, as channel: ChannelID, by writer: AccountID? = nil
    ) async throws -> Post {
        let now = clock.now()
        return try await database.write { [self] tx in
            let earliest = now - Limits.undoSeconds * 1_000
            guard let post = try tx.restore(id, of: channel, removedAfter: earliest, now: now) else {
                guard try tx.isRemoved(id, of: channel) else { throw Missing() }
                throw Refused(EditRefusal.tooLate, status: 410)
            }
            try tx.note(.restored, by: writer, of: channel, post: id, self)
            // What was due in between had nothing to do then.
            if post.state == .scheduled, let due = post.due {
                try tx.queue(PublishScheduled(post: id), self, due: due)
            }
            if post.state == .published, let expires = post.expires {
                try tx.queue(ExpirePost(post: id), self, due: expires)
            }
            return post
        }
    }

    /// Puts one of the channel's posts above its Backstage tab, in place of the one there.
    func pin(_ id: PostID, as channel: ChannelID, by writer: AccountID? = nil) async throws {
        try await database.write { [self] tx in
            let post = try tx.postToChange(id, of: channel)
            guard post.root == nil, post.state == .published else { throw Missing() }
            try tx.pin(id, of: channel)
            try tx.note(.pinned, by: writer, of: channel, post: id, self)
        }
    }

    func unpin(as channel: ChannelID, by writer: AccountID? = nil) async throws {
        try await database.write { [self] tx in
            try tx.pin(nil, of: channel)
            try tx.note(.unpinned, by: writer, of: channel, self)
        }
    }
}
