import Database
import Markup
import MediaTools

/// Why a video was not published.
enum PublishVideoRefusal: Refusal, Equatable {
    case notAdmitted
    case noPostsLeft(limit: Int)
    case untitled
    case titleTooLong(by: Int)
    case textTooLong(limit: Int, by: Int)
    case noFile
    case notAVideo
    case noPicture
    /// What the file is coded as, such as `hevc`: not every browser plays it.
    case codecNotPlayable(String)
    case tooLong
    case tooLarge
    case tooManyPixels(width: Int, height: Int)
    case tooManyFrames(perSecond: Int)
    case damaged
    case tooSlow

    var problem: Problem {
        let limits = VideoLimits()
        return switch self {
        case .notAdmitted: Problem("", .publish_not_admitted)
        case .noPostsLeft(let limit): Problem("", .publish_no_posts_left, count: Int64(limit))
        case .untitled: Problem("title", .video_untitled)
        case .titleTooLong(let by):
            Problem("title", .publish_long, ["limit": "\(Limits.titleCharacters)"], count: Int64(by))
        case .textTooLong(let limit, let by):
            Problem("text", .publish_long, ["limit": "\(limit)"], count: Int64(by))
        case .noFile: Problem("file", .video_no_file)
        case .notAVideo: Problem("file", .video_not_a_video)
        case .noPicture: Problem("file", .video_no_picture)
        case .codecNotPlayable(let codec): Problem("file", .video_codec, ["codec": codec])
        case .tooLong: Problem("file", .video_long, ["limit": "\(limits.durationSecondsMax / 3_600)"])
        case .tooLarge: Problem("file", .video_large, ["limit": "\(Limits.videoBytes >> 30)"])
        case .tooManyPixels(let width, let height):
            Problem(
                "file", .video_pixels,
                ["width": "\(width)", "height": "\(height)", "limit": "\(limits.sidePixelsMax)"])
        case .tooManyFrames(let perSecond):
            Problem(
                "file", .video_frames, ["frames": "\(perSecond)", "limit": "\(limits.framesPerSecondMax)"])
        case .damaged: Problem("file", .video_damaged)
        case .tooSlow: Problem("file", .video_slow)
        }
    }
}

extension App {
    /// Publishes a video: the file is judged, stripped of place and camera, given a poster, and played as
    /// it is.
    ///
    /// `file` may be read and is not kept. Takes seconds, for a large file as long as the disk needs to
    /// copy it twice. Throws `Refused`; whenever it throws, nothing of the video is left in the store.
    @discardableResult
    func publishVideo(
        title: String, text: String, audience: Audience, file: String, bytes: Int, language: String?,
        as author: ChannelID
    ) async throws -> PostID {
        let title = Cleaning.line(title)
        let text = Cleaning.prose(text)
        let today = day(of: clock.now())
        let allowance = try await database.read { try $0.allowance(of: author, day: today) }
        let refusals = PublishVideoRefusal.judge(title: title, text: text, bytes: bytes, allowance)
        guard refusals.isEmpty else {
            throw Refused(refusals, status: allowance.isAdmitted ? 422 : 403)
        }
        let stored = try await storeVideo(file)
        do {
            let draft = Draft(text: text, audience: audience, language: language)
            return try await insert(stored, title: title, draft, as: author)
        } catch {
            await discard(stored.files)
            throw error
        }
    }

    /// The number is drawn only now: work on the file may have taken minutes, and a video's place is when
    /// it appears.
    private func insert(
        _ video: StoredVideo, title: String, _ draft: Draft, as author: ChannelID
    ) async throws -> PostID {
        let now = clock.now()
        let id = ids.next(PostID.self)
        let attachment = Attachment(id: ids.next(), post: id, kind: .video, picture: video.picture)
        return try await database.write { [self] tx in
            let allowance = try tx.allowance(of: author, day: day(of: now))
            guard allowance.isAdmitted else { throw Refused(PublishVideoRefusal.notAdmitted, status: 403) }
            guard try tx.useAllowance(allowance, of: author, day: day(of: now), isPoll: false) else {
                throw Refused(PublishVideoRefusal.noPostsLeft(limit: allowance.tier.postsADay))
            }
            var new = NewPost(
                id: id, author: author, draft: draft, text: draft.text, place: Place(id.raw), now: now)
            new.form = .video
            new.title = title
            new.duration = video.picture.duration
            try tx.insert(new)
            try tx.insert(
                attachment, owner: author, blurhash: video.blurhash, bytes: video.bytes, now: now, post: id)
            try tx.record(
                PostPublished(post: id, author: author, link: Prose.firstLink(in: draft.text)), self)
            return id
        }
    }
}

extension PublishVideoRefusal {
    /// All that is wrong before the file is opened, in the order of the form.
    fileprivate static func judge(
        title: String, text: String, bytes: Int, _ allowance: Allowance
    ) -> [PublishVideoRefusal] {
        guard allowance.isAdmitted else { return [.notAdmitted] }
        var refusals: [PublishVideoRefusal] = []
        if allowance.postsLeft == 0 { refusals.append(.noPostsLeft(limit: allowance.tier.postsADay)) }
        if bytes == 0 { refusals.append(.noFile) }
        if bytes > Limits.videoBytes { refusals.append(.tooLarge) }
        if Cleaning.isBlank(title) { refusals.append(.untitled) }
        let titleOver = Cleaning.characters(title) - Limits.titleCharacters
        if titleOver > 0 { refusals.append(.titleTooLong(by: titleOver)) }
        let limit = min(allowance.tier.characters, Limits.postCharacters)
        let textOver = Cleaning.characters(text) - limit
        if textOver > 0 { refusals.append(.textTooLong(limit: limit, by: textOver)) }
        return refusals
    }
}
