import Database
import Markup

extension App {
    /// Publishes a channel's post, or keeps it for its time: judged, written and announced in one
    /// transaction.
    ///
    /// Costs the same for ten subscribers and ten million: nothing is written per subscriber.
    /// Throws `Refused` with everything that is wrong at once.
    @discardableResult
    func publish(_ draft: Draft, as author: ChannelID) async throws -> PostID {
        let now = clock.now()
        let post = ids.next(PostID.self)
        let text = Cleaning.prose(draft.text)
        let clip = try await takeClip(of: draft, text: text, now: now, as: author)
        let published = try await database.write { [self] tx in
            try tx.judge(draft, text: text, by: author, now: now)
            let day = day(of: draft.appears(now: now))
            let allowance = try tx.allowance(of: author, day: day)
            guard try tx.useAllowance(allowance, of: author, day: day, isPoll: draft.poll != nil) else {
                throw Refused(PublishRefusal.noPostsLeft(limit: allowance.tier.postsADay))
            }
            var new = NewPost(
                id: post, author: author, draft: draft, text: text, place: Place(post.raw), now: now)
            new.shared = try draft.shared.map { try tx.original(of: $0, for: author) }
            let readers = try tx.readers(of: draft)
            if clip != nil { (new.form, new.state) = (.clip, .processing) }
            try tx.insert(new)
            let action: ChannelAction = new.due == nil ? .published : .scheduled
            try tx.note(action, by: draft.writer, of: author, post: post, self)
            try tx.name(readers, asReadersOf: post)
            if let saved = draft.saved { try tx.forgetDraft(saved, of: author) }
            if let clip, let sent = draft.clip {
                if let upload = sent.file.upload, try !tx.forgetUpload(upload) {
                    throw Refused(PublishRefusal.clipGone)
                }
                try tx.insert(clip, for: post, alt: Cleaning.line(sent.alt), owner: author, self)
                // Published when its first size is there.
                return post
            }
            try tx.claim(draft.photos, for: post, owner: author)
            if let poll = draft.poll?.cleaned {
                try tx.insertPoll(poll, of: post, later: new.appears - now)
                try tx.claimPictures(of: poll, for: post, owner: author)
            }
            try follow(new, tx)
            return post
        }
        await dropUpload(draft.clip?.file.upload)
        return published
    }

    /// What comes of a post that was written: it is announced, or waits for its time.
    private func follow(_ post: NewPost, _ tx: Transaction) throws {
        guard post.state == .published else {
            return try tx.queue(PublishScheduled(post: post.id), self, due: post.appears)
        }
        let closes: Int64? = try tx.closing(of: post.id)
        try tx.queueTimes(of: post.id, closes: closes, expires: post.expires, self)
        try tx.record(
            PostPublished(post: post.id, author: post.author, link: Prose.firstLink(in: post.text)), self)
    }

    /// Judges the words before the film: looking at a film takes a second, and its file is moved.
    private func takeClip(
        of draft: Draft, text: String, now: Int64, as author: ChannelID
    ) async throws -> NewFilm? {
        guard let clip = draft.clip else { return nil }
        let tier = try await database.read { [today = day(of: draft.appears(now: now))] tx in
            try tx.judge(draft, text: text, by: author, now: now)
            return try tx.allowance(of: author, day: today).tier
        }
        return try await takeFilm(
            clip.file, secondsMax: min(tier.clipSeconds, Limits.clipSecondsMax), owner: author)
    }

    /// A film has become playable: what waited for it is published, or waits on for its time. Repeated, it
    /// changes nothing.
    func publishPrepared(_ post: PostID) async throws {
        let now = clock.now()
        let place = Place(ids.next())
        try await database.write { [self] tx in
            if let due = try tx.scheduleOf(prepared: post, now: now) {
                return try tx.queue(PublishScheduled(post: post), self, due: due)
            }
            try tx.release(post, from: .processing, at: place, now: now, self)
        }
    }
}

extension Transaction {
    /// Throws `Refused` with all that is wrong with a draft, by its face and by what it names.
    fileprivate func judge(_ draft: Draft, text: String, by author: ChannelID, now: Int64) throws {
        let allowance = try allowance(of: author, day: day(of: draft.appears(now: now)))
        var refusals = draft.judge(text: text, allowance, now: now)
        if refusals.contains(.notAdmitted) { throw Refused(refusals, status: 403) }
        if let video = draft.video, try !isVideo(video, of: author) { refusals.append(.videoNotOurs) }
        if let shared = draft.shared {
            do { _ = try original(of: shared, for: author) } catch let refusal as PublishRefusal {
                refusals.append(refusal)
            }
        }
        do { _ = try readers(of: draft) } catch let refusal as PublishRefusal { refusals.append(refusal) }
        guard refusals.isEmpty else { throw Refused(refusals) }
    }

    /// Publishes a post that waited, as of now: its place is when it appears. What was counted from then on
    /// moves along. Nothing when it no longer waits.
    func release(
        _ post: PostID, from state: PostState, at place: Place, now: Int64, _ app: App
    ) throws {
        guard let released = try release(post, from: state, at: place, now: now) else { return }
        try queueTimes(of: post, closes: try closing(of: post), expires: released.expires, app)
        try record(
            PostPublished(
                post: post, author: released.author, link: Prose.firstLink(in: released.text)), app)
    }

    /// A poll closes and a post goes at its time.
    func queueTimes(of post: PostID, closes: Int64?, expires: Int64?, _ app: App) throws {
        if let closes { try queue(ClosePoll(post: post), app, due: closes) }
        if let expires { try queue(ExpirePost(post: post), app, due: expires) }
    }
}
