import Database
import Markup

/// Why a post was not published.
enum PublishRefusal: Refusal, Equatable {
    case notAdmitted
    case noPostsLeft(limit: Int)
    case noPollsLeft(limit: Int)
    case nothingToSay
    case tooLong(limit: Int, by: Int)
    case tooManyPhotos(limit: Int)
    case photoGone
    case altTooLong(photo: AttachmentID)
    case questionMissing
    case tooFewOptions
    case tooManyOptions(limit: Int)
    case optionTooLong(Int)
    case optionRepeats(Int, earlier: Int)
    case closesTooSoon
    case closesTooLate
    case photosWithPoll
    case clipWithOthers
    case clipGone
    case clipAltTooLong

    var problem: Problem {
        switch self {
        case .notAdmitted: Problem("", .publish_not_admitted)
        case .noPostsLeft(let limit): Problem("", .publish_no_posts_left, count: Int64(limit))
        case .noPollsLeft(let limit): Problem("", .publish_no_polls_left, count: Int64(limit))
        case .nothingToSay: Problem("text", .publish_nothing)
        case .tooLong(let limit, let by):
            Problem("text", .publish_long, ["limit": "\(limit)"], count: Int64(by))
        case .tooManyPhotos(let limit): Problem("photos", .publish_photos, count: Int64(limit))
        case .photoGone: Problem("photos", .publish_photo_gone)
        case .altTooLong(let photo):
            Problem("alt-\(photo)", .publish_alt_long, ["limit": "\(Limits.altCharacters)"])
        case .questionMissing: Problem("text", .publish_question)
        case .tooFewOptions: Problem("option-1", .publish_few_options)
        case .tooManyOptions(let limit):
            Problem("option-\(limit + 1)", .publish_many_options, count: Int64(limit))
        case .optionTooLong(let number):
            Problem("option-\(number)", .publish_option_long, ["limit": "\(Limits.pollOptionCharacters)"])
        case .optionRepeats(let number, let earlier):
            Problem("option-\(number)", .publish_option_repeats, ["earlier": "\(earlier)"])
        case .closesTooSoon: Problem("closes", .publish_closes_soon)
        case .closesTooLate: Problem("closes", .publish_closes_late)
        case .photosWithPoll: Problem("photos", .publish_photos_poll)
        case .clipWithOthers: Problem("file", .publish_clip_alone)
        case .clipGone: Problem("file", .publish_clip_gone)
        case .clipAltTooLong:
            Problem("clip-alt", .publish_alt_long, ["limit": "\(Limits.altCharacters)"])
        }
    }
}

extension App {
    /// Publishes a channel's post: judged, written and announced in one transaction.
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
            let allowance = try tx.allowance(of: author, day: day(of: now))
            let refusals = Self.judge(draft, text: text, allowance, now: now)
            guard refusals.isEmpty else {
                throw Refused(refusals, status: refusals.contains(.notAdmitted) ? 403 : 422)
            }
            guard
                try tx.useAllowance(
                    allowance, of: author, day: day(of: now), isPoll: draft.poll != nil)
            else { throw Refused(PublishRefusal.noPostsLeft(limit: allowance.tier.postsADay)) }
            var new = NewPost(
                id: post, author: author, draft: draft, text: text, place: Place(post.raw), now: now)
            if clip != nil { (new.form, new.state) = (.clip, .processing) }
            try tx.insert(new)
            if let clip, let sent = draft.clip {
                if let upload = sent.file.upload, try !tx.forgetUpload(upload) {
                    throw Refused(PublishRefusal.clipGone)
                }
                try tx.insert(clip, for: post, alt: Cleaning.line(sent.alt), owner: author, self)
                // Published when its first size is there.
                return post
            }
            try tx.claim(draft.photos, for: post, owner: author)
            if let poll = draft.poll {
                try tx.insertPoll(poll.cleaned, of: post)
                try tx.queue(ClosePoll(post: post), self, due: poll.closes)
            }
            try tx.record(PostPublished(post: post, author: author, link: Prose.firstLink(in: text)), self)
            return post
        }
        await dropUpload(draft.clip?.file.upload)
        return published
    }

    /// Judges the words before the film: looking at a film takes a second, and its file is moved.
    private func takeClip(
        of draft: Draft, text: String, now: Int64, as author: ChannelID
    ) async throws -> NewFilm? {
        guard let clip = draft.clip else { return nil }
        let allowance = try await database.read { [today = day(of: now)] in
            try $0.allowance(of: author, day: today)
        }
        let refusals = Self.judge(draft, text: text, allowance, now: now)
        guard refusals.isEmpty else {
            throw Refused(refusals, status: refusals.contains(.notAdmitted) ? 403 : 422)
        }
        return try await takeFilm(
            clip.file, secondsMax: min(allowance.tier.clipSeconds, Limits.clipSecondsMax), owner: author)
    }

    /// A film has become playable: what waited for it is published. Repeated, it changes nothing.
    func publishPrepared(_ post: PostID) async throws {
        let place = Place(ids.next())
        let now = clock.now()
        try await database.write { [self] tx in
            guard let found = try tx.publishPrepared(post, at: place, now: now) else { return }
            try tx.record(
                PostPublished(post: post, author: found.author, link: Prose.firstLink(in: found.text)), self)
        }
    }

    /// All that is wrong with a draft, in the order of the form.
    private static func judge(
        _ draft: Draft, text: String, _ allowance: Allowance, now: Int64
    ) -> [PublishRefusal] {
        guard allowance.isAdmitted else { return [.notAdmitted] }
        var refusals: [PublishRefusal] = []
        let tier = allowance.tier
        if allowance.postsLeft == 0 { refusals.append(.noPostsLeft(limit: tier.postsADay)) }
        if draft.poll != nil, allowance.pollsLeft == 0 {
            refusals.append(.noPollsLeft(limit: tier.pollsADay))
        }
        let length = Cleaning.characters(text)
        let limit = min(tier.characters, Limits.postCharacters)
        if length > limit { refusals.append(.tooLong(limit: limit, by: length - limit)) }
        if Cleaning.isBlank(text) {
            if draft.poll != nil { refusals.append(.questionMissing) }
            if draft.poll == nil, draft.photos.isEmpty, draft.clip == nil { refusals.append(.nothingToSay) }
        }
        let photos = min(tier.photosAPost, Limits.photosAPost)
        if draft.photos.count > photos { refusals.append(.tooManyPhotos(limit: photos)) }
        for photo in draft.photos
        where Cleaning.characters(photo.alt) > Limits.altCharacters {
            refusals.append(.altTooLong(photo: photo.attachment))
        }
        if let clip = draft.clip {
            if draft.poll != nil || !draft.photos.isEmpty { refusals.append(.clipWithOthers) }
            if Cleaning.characters(clip.alt) > Limits.altCharacters { refusals.append(.clipAltTooLong) }
        }
        if let poll = draft.poll {
            if !draft.photos.isEmpty { refusals.append(.photosWithPoll) }
            refusals += judge(
                poll, optionsMax: min(tier.pollOptions, Limits.pollOptions.upperBound), now: now)
        }
        return refusals
    }

    private static func judge(_ poll: DraftPoll, optionsMax: Int, now: Int64) -> [PublishRefusal] {
        var refusals: [PublishRefusal] = []
        var seen: [String: Int] = [:]
        for (index, option) in poll.options.enumerated() where !Cleaning.isBlank(option) {
            let number = index + 1
            if Cleaning.characters(option) > Limits.pollOptionCharacters {
                refusals.append(.optionTooLong(number))
            }
            let folded = Cleaning.line(option).lowercased()
            if let earlier = seen[folded] { refusals.append(.optionRepeats(number, earlier: earlier)) }
            seen[folded] = seen[folded] ?? number
        }
        let filled = poll.options.filter { !Cleaning.isBlank($0) }.count
        if filled < Limits.pollOptions.lowerBound { refusals.append(.tooFewOptions) }
        if filled > optionsMax { refusals.append(.tooManyOptions(limit: optionsMax)) }
        let minutes = Limits.pollMinutes
        let closes = poll.closes ?? 0
        if closes < now + Int64(minutes.lowerBound) * 60_000 { refusals.append(.closesTooSoon) }
        if closes > now + Int64(minutes.upperBound) * 60_000 { refusals.append(.closesTooLate) }
        return refusals
    }
}
