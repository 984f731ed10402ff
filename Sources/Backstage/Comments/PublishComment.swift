import Database
import Markup

/// Why a comment was not published.
enum CommentRefusal: Refusal, Equatable {
    case empty
    case tooLong(by: Int)
    case tooManyPhotos
    case altTooLong(AttachmentID)
    /// Turned off, perhaps while it was being written.
    case off
    /// The host takes comments of its subscribers alone.
    case subscribersOnly
    /// The host, or whom it answers, has blocked who writes.
    case blocked
    case noTime
    case pastEnd(film: FilmTime)
    case noVideo

    var problem: Problem {
        switch self {
        case .empty: Problem("text", .publish_nothing)
        case .tooLong(let by):
            Problem("text", .publish_long, ["limit": "\(Limits.commentCharacters)"], count: Int64(by))
        case .tooManyPhotos: Problem("photos", .publish_photos, count: Int64(Limits.photosAComment))
        case .altTooLong(let photo):
            Problem("alt-\(photo)", .publish_alt_long, ["limit": "\(Limits.altCharacters)"])
        case .off: Problem("text", .comment_off)
        case .subscribersOnly: Problem("text", .comment_subscribers_only)
        case .blocked: Problem("text", .comment_blocked)
        case .noTime: Problem("moment", .moment_no_time)
        case .pastEnd(let film): Problem("moment", .moment_past_end, ["length": film.text])
        case .noVideo: Problem("moment", .moment_no_video)
        }
    }

    /// All that is wrong with a comment's own content, in the order of the form.
    static func judge(
        _ text: String, _ photos: [DraftPhoto], poll: DraftPoll?, clip: DraftClip?, now: Int64
    ) -> [any Refusal] {
        var refusals: [any Refusal] = []
        if Cleaning.isBlank(text) {
            if poll != nil {
                refusals.append(PublishRefusal.questionMissing)
            } else if photos.isEmpty, clip == nil {
                refusals.append(CommentRefusal.empty)
            }
        }
        let over = Cleaning.characters(text) - Limits.commentCharacters
        if over > 0 { refusals.append(CommentRefusal.tooLong(by: over)) }
        if photos.count > Limits.photosAComment { refusals.append(CommentRefusal.tooManyPhotos) }
        for photo in photos where Cleaning.characters(photo.alt) > Limits.altCharacters {
            refusals.append(CommentRefusal.altTooLong(photo.attachment))
        }
        if let clip {
            if poll != nil || !photos.isEmpty { refusals.append(PublishRefusal.clipWithOthers) }
            if Cleaning.characters(clip.alt) > Limits.altCharacters {
                refusals.append(PublishRefusal.clipAltTooLong)
            }
        }
        if let poll {
            if !photos.isEmpty { refusals.append(PublishRefusal.photosWithPoll) }
            refusals += poll.judge(optionsMax: Limits.pollOptions.upperBound, now: now)
        }
        return refusals
    }

    /// What is wrong with the time somebody typed; nil when nothing is. `film` is how long the film is, nil
    /// where there is none.
    static func judge(time typed: String, film: FilmTime?) -> CommentRefusal? {
        guard !typed.isEmpty else { return nil }
        guard let film else { return .noVideo }
        guard let time = FilmTime(typed) else { return .noTime }
        return time.milliseconds < film.milliseconds ? nil : .pastEnd(film: film)
    }
}

extension App {
    /// Answers a post, or a comment under it. Whoever may see the post by its address may answer it.
    ///
    /// `time` is the second of the video it is about, as typed; empty for none.
    /// The comment is seen by whom the post is seen by; one with a clip as soon as that can be played. What
    /// the host's rule holds is seen by its author alone, stands in no count, and nobody is told of it.
    /// Throws `Missing` when there is no such post for this channel, `CommentPace.TooFast` when `writer`
    /// wrote too many.
    @discardableResult
    func comment(
        text: String, photos: [DraftPhoto], poll: DraftPoll? = nil, clip: DraftClip? = nil,
        at time: String = "", on parent: PostID, as author: ChannelID, by writer: AccountID? = nil
    ) async throws -> PostID {
        let now = clock.now()
        let id = ids.next(PostID.self)
        let text = Cleaning.prose(text)
        let time = Cleaning.line(time)
        let refusals = CommentRefusal.judge(text, photos, poll: poll, clip: clip, now: now)
        let film = try await takeClip(clip, at: time, on: parent, as: author, refusals)
        return try await database.write { [self] tx in
            guard let found = try tx.answered(parent, by: author) else { throw Missing() }
            if let writer { try tx.judgePace(of: writer, now: now) }
            // Holds the post's row: what is read of it from here on stays until this is written.
            try tx.hold(found.root)
            let answered = try tx.judge(refusals, at: time, on: parent, as: author)
            let draft = Draft(text: text, audience: answered.audience, photos: photos)
            var new = NewPost(
                id: id, author: author, draft: draft, text: text, place: Place(id.raw), now: now)
            (new.form, new.host) = (.comment, answered.host)
            (new.parent, new.root, new.thread) = (parent, answered.root, answered.thread)
            new.moment = FilmTime(time)?.milliseconds
            new.writer = writer
            new.hasMedia = !photos.isEmpty || film != nil
            if film != nil { new.state = .processing }
            try tx.insert(new)
            if let film {
                // Counted and told when its first size is there.
                try tx.insert(film, for: id, alt: Cleaning.line(clip?.alt ?? ""), owner: author, self)
                return id
            }
            try tx.claim(photos, for: id, owner: author)
            if let poll = poll?.cleaned {
                try tx.insertPoll(poll, of: id)
                try tx.queueTimes(of: id, closes: poll.closes, expires: nil, self)
            }
            if let hold = try tx.judgement(of: id) {
                try tx.setHeld(hold, id)
                return id
            }
            try tx.countComment(under: answered.root, in: answered.thread, now: now)
            try tx.record(
                CommentPublished(comment: id, author: author, link: Prose.firstLink(in: text)), self)
            return id
        }
    }

    /// A film has become playable: the comment that waited for it is published, as of now, or held. Repeated,
    /// it changes nothing.
    func publishPreparedComment(_ comment: PostID) async throws {
        let now = clock.now()
        let place = Place(ids.next())
        try await database.write { [self] tx in
            guard let released = try tx.releaseComment(comment, at: place, now: now) else { return }
            let link = Prose.firstLink(in: released.text)
            try tx.record(CommentPublished(comment: comment, author: released.author, link: link), self)
        }
    }

    /// Judges the words before the film: looking at a film takes a second, and its file is moved.
    private func takeClip(
        _ clip: DraftClip?, at time: String, on parent: PostID, as author: ChannelID,
        _ refusals: [any Refusal]
    ) async throws -> NewFilm? {
        guard let clip else { return nil }
        try await database.read { _ = try $0.judge(refusals, at: time, on: parent, as: author) }
        return try await takeFilm(clip.file, secondsMax: Limits.clipSeconds, owner: author)
    }
}

extension Transaction {
    /// Where the comment will hang. Throws what is wrong with the place, then what is wrong with the comment.
    fileprivate func judge(
        _ refusals: [any Refusal], at time: String, on parent: PostID, as author: ChannelID
    ) throws -> Answered {
        guard let answered = try answered(parent, by: author) else { throw Missing() }
        guard !answered.isOff else { throw Refused(CommentRefusal.off) }
        guard !answered.isForOthers else { throw Refused(CommentRefusal.subscribersOnly) }
        guard !answered.isBlocked else { throw Refused(CommentRefusal.blocked, status: 403) }
        let film = try time.isEmpty ? nil : film(of: answered)
        let all = refusals + [CommentRefusal.judge(time: time, film: film)].compactMap { $0 }
        guard all.isEmpty else { throw Refused(all) }
        return answered
    }
}
