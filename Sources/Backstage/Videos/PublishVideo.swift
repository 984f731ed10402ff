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

    var problem: Problem {
        switch self {
        case .notAdmitted: Problem("", .publish_not_admitted)
        case .noPostsLeft(let limit): Problem("", .publish_no_posts_left, count: Int64(limit))
        case .untitled: Problem("title", .video_untitled)
        case .titleTooLong(let by):
            Problem("title", .publish_long, ["limit": "\(Limits.titleCharacters)"], count: Int64(by))
        case .textTooLong(let limit, let by):
            Problem("text", .publish_long, ["limit": "\(limit)"], count: Int64(by))
        case .noFile: Problem("file", .video_no_file)
        }
    }
}

/// What comes with a video's form besides its words: files that are read and, when all is well, kept.
struct VideoFiles: Sendable {
    /// The film itself; nil when none came.
    var film: SentFile?
    var thumbnail: FormFile?
    var captions: FormFile?
}

extension App {
    /// Takes a video: its film is judged at once and prepared by a job, which publishes it as soon as its
    /// smallest size can be played.
    ///
    /// Takes a second, and for a large file as long as the disk needs to read it. Throws `Refused`; then
    /// nothing of it is kept, and a resumable upload is still there.
    @discardableResult
    func publishVideo(
        _ draft: VideoDraft, _ files: VideoFiles, as author: ChannelID, by writer: AccountID? = nil
    ) async throws -> PostID {
        let title = Cleaning.line(draft.title)
        let text = Cleaning.prose(draft.text)
        let today = day(of: clock.now())
        let allowance = try await database.read { try $0.allowance(of: author, day: today) }
        let problems =
            PublishVideoRefusal.judge(title: title, text: text, hasFile: files.film != nil, allowance).map(
                \.problem)
            + draft.refusals().map(\.problem)
        guard problems.isEmpty, let sent = files.film else {
            throw Refused(problems: problems, status: allowance.isAdmitted ? 422 : 403)
        }
        let captions = try await takeCaptions(files.captions, draft.captionsLanguage)
        let film = try await takeFilm(
            sent, secondsMax: VideoLimits().durationSecondsMax, owner: author)
        let poster = try await takePoster(draft.poster, files.thumbnail, for: film.attachment)
        var new = NewPost(
            id: ids.next(), author: author,
            draft: Draft(text: text, audience: draft.audience, language: draft.language?.rawValue),
            text: text,
            place: Place(0), now: clock.now())
        (new.form, new.state, new.title) = (.video, .processing, title)
        new.writer = writer
        new.duration = film.attachment.picture.duration
        (new.tags, new.category) = (draft.tagList, draft.category.rawValue)
        let id = try await insert(new, film, poster, captions, sent.upload)
        await dropUpload(sent.upload)
        return id
    }

    private func insert(
        _ post: NewPost, _ film: NewFilm, _ poster: NewPoster?, _ captions: NewCaptions?, _ upload: String?
    ) async throws -> PostID {
        try await database.write { [self] tx in
            let today = day(of: post.now)
            let allowance = try tx.allowance(of: post.author, day: today)
            guard allowance.isAdmitted else { throw Refused(PublishVideoRefusal.notAdmitted, status: 403) }
            guard try tx.useAllowance(allowance, of: post.author, day: today, isPoll: false) else {
                throw Refused(PublishVideoRefusal.noPostsLeft(limit: allowance.tier.postsADay))
            }
            if let upload, try !tx.forgetUpload(upload) { throw Refused(VideoDraftRefusal.uploadGone) }
            try tx.insert(post)
            try tx.note(.published, by: post.writer, of: post.author, post: post.id, self)
            try tx.insert(film, for: post.id, alt: "", owner: post.author, self)
            if let poster { try tx.set(poster, of: film.attachment) }
            if let captions { try tx.set(captions, of: film.attachment) }
            return post.id
        }
    }
}

extension PublishVideoRefusal {
    /// All that is wrong before the file is opened, in the order of the form.
    fileprivate static func judge(
        title: String, text: String, hasFile: Bool, _ allowance: Allowance
    ) -> [PublishVideoRefusal] {
        guard allowance.isAdmitted else { return [.notAdmitted] }
        var refusals: [PublishVideoRefusal] = []
        if allowance.postsLeft == 0 { refusals.append(.noPostsLeft(limit: allowance.tier.postsADay)) }
        if !hasFile { refusals.append(.noFile) }
        return refusals + judge(title: title, text: text, allowance)
    }

    /// The words alone, also when they are changed later.
    static func judge(title: String, text: String, _ allowance: Allowance) -> [PublishVideoRefusal] {
        var refusals: [PublishVideoRefusal] = []
        if Cleaning.isBlank(title) { refusals.append(.untitled) }
        let titleOver = Cleaning.characters(title) - Limits.titleCharacters
        if titleOver > 0 { refusals.append(.titleTooLong(by: titleOver)) }
        let limit = min(allowance.tier.characters, Limits.postCharacters)
        let textOver = Cleaning.characters(text) - limit
        if textOver > 0 { refusals.append(.textTooLong(limit: limit, by: textOver)) }
        return refusals
    }
}
