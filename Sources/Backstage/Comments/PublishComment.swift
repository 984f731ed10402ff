import Database
import Markup

/// Why a comment was not published.
enum CommentRefusal: Refusal, Equatable {
    case empty
    case tooLong(by: Int)
    case tooManyPhotos
    case altTooLong(AttachmentID)
    /// Deleted while the answer was being written.
    case parentGone
    /// Turned off, perhaps while it was being written.
    case off

    var problem: Problem {
        switch self {
        case .empty: Problem("text", .publish_nothing)
        case .tooLong(let by):
            Problem("text", .publish_long, ["limit": "\(Limits.commentCharacters)"], count: Int64(by))
        case .tooManyPhotos: Problem("photos", .publish_photos, count: Int64(Limits.photosAComment))
        case .altTooLong(let photo):
            Problem("alt-\(photo)", .publish_alt_long, ["limit": "\(Limits.altCharacters)"])
        case .parentGone: Problem("text", .comment_parent_gone)
        case .off: Problem("text", .comment_off)
        }
    }

    /// All that is wrong with a comment's own content, in the order of the form.
    static func judge(_ text: String, _ photos: [DraftPhoto]) -> [CommentRefusal] {
        var refusals: [CommentRefusal] = []
        if Cleaning.isBlank(text), photos.isEmpty { refusals.append(.empty) }
        let over = Cleaning.characters(text) - Limits.commentCharacters
        if over > 0 { refusals.append(.tooLong(by: over)) }
        if photos.count > Limits.photosAComment { refusals.append(.tooManyPhotos) }
        for photo in photos where Cleaning.characters(photo.alt) > Limits.altCharacters {
            refusals.append(.altTooLong(photo.attachment))
        }
        return refusals
    }
}

extension App {
    /// Answers a post, or a comment under it. Whoever may see the post by its address may answer it.
    ///
    /// The comment is seen by whom the post is seen by. Throws `Missing` when there is no such post for
    /// this channel.
    @discardableResult
    func comment(
        text: String, photos: [DraftPhoto], on parent: PostID, as author: ChannelID
    ) async throws -> PostID {
        let now = clock.now()
        let id = ids.next(PostID.self)
        let text = Cleaning.prose(text)
        let refusals = CommentRefusal.judge(text, photos)
        return try await database.write { [self] tx in
            guard let found = try tx.answered(parent, by: author) else { throw Missing() }
            // Holds the post's row: what is read of it from here on stays until this is written.
            try tx.countComment(under: found, now: now)
            guard let answered = try tx.answered(parent, by: author) else { throw Missing() }
            guard !answered.isOff else { throw Refused(CommentRefusal.off) }
            guard !answered.isGone else { throw Refused(CommentRefusal.parentGone) }
            guard refusals.isEmpty else { throw Refused(refusals) }
            let draft = Draft(text: text, audience: answered.audience, photos: photos)
            var new = NewPost(
                id: id, author: author, draft: draft, text: text, place: Place(id.raw), now: now)
            new.form = .comment
            new.host = answered.host
            new.parent = parent
            new.root = answered.root
            new.thread = answered.thread
            try tx.insert(new)
            try tx.claim(photos, for: id, owner: author)
            try tx.record(
                CommentPublished(comment: id, author: author, link: Prose.firstLink(in: text)), self)
            return id
        }
    }
}
