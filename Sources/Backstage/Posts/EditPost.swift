import Database
import Markup

/// Why a post was not changed.
enum EditRefusal: Refusal {
    case notYours
    case nothingToSay
    case tooLong(limit: Int, by: Int)

    var problem: Problem {
        switch self {
        case .notYours: Problem("", .post_not_yours)
        case .nothingToSay: Problem("text", .publish_nothing)
        case .tooLong(let limit, let by):
            Problem("text", .publish_long, ["limit": "\(limit)"], count: Int64(by))
        }
    }
}

extension App {
    /// Changes a post's words. The words before are kept as a version.
    func edit(_ id: PostID, text: String, as channel: ChannelID) async throws -> Post {
        let now = clock.now()
        let text = Cleaning.prose(text)
        return try await database.write { tx in
            guard let post = try tx.visiblePost(id, for: channel) else { throw Missing() }
            guard post.author.id == channel else { throw Refused(EditRefusal.notYours, status: 403) }
            let limit = post.form == .comment ? Limits.commentCharacters : Limits.postCharacters
            let length = Cleaning.characters(text)
            guard length <= limit else {
                throw Refused(EditRefusal.tooLong(limit: limit, by: length - limit))
            }
            let needsWords = post.attachments.isEmpty || post.poll != nil
            guard !needsWords || !Cleaning.isBlank(text) else { throw Refused(EditRefusal.nothingToSay) }
            if text != post.text { try tx.changeText(of: post, to: text, now: now) }
            return post
        }
    }

    /// Takes a post down: gone from every page at once. Only its author may; a moderator's tools come later.
    func delete(_ id: PostID, as channel: ChannelID) async throws -> Post {
        try await database.write { [self] tx in
            guard let post = try tx.visiblePost(id, for: channel) ?? tx.waitingPost(id, of: channel) else {
                throw Missing()
            }
            guard post.author.id == channel else { throw Refused(EditRefusal.notYours, status: 403) }
            try tx.remove(post)
            if !post.attachments.isEmpty {
                let due = clock.now() + Limits.mediaGraceHours * 3_600_000
                try tx.queue(ForgetPostMedia(post: post.id), self, due: due)
            }
            return post
        }
    }
}
