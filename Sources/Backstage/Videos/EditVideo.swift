import Database
import Foundation
import Markup
import MediaTools

extension App {
    /// Changes what is said about a video, its picture, its captions and who may see it. The words before are
    /// kept as a version. Throws `Refused` with everything that is wrong at once.
    func editVideo(
        _ id: PostID, _ draft: VideoDraft, _ files: VideoFiles, as author: ChannelID,
        by writer: AccountID? = nil
    ) async throws {
        let today = day(of: clock.now())
        let (video, film, allowance) = try await database.read { tx in
            let video = try tx.ownVideo(id, of: author)
            return (
                video, try tx.rendition(of: video.attachment.id), try tx.allowance(of: author, day: today)
            )
        }
        let title = Cleaning.line(draft.title)
        let text = Cleaning.prose(draft.text)
        let hasOwn = video.attachment.picture.suffix.hasPrefix(Self.ownSuffix)
        let problems =
            PublishVideoRefusal.judge(title: title, text: text, allowance).map(\.problem)
            + draft.refusals(hasOwnPoster: hasOwn).map(\.problem)
        guard problems.isEmpty else { throw Refused(problems: problems) }
        let captions = try await takeCaptions(files.captions, draft.captionsLanguage)
        let poster = try await takePoster(draft.poster, files.thumbnail, for: video.attachment)
        let now = clock.now()
        let tags = draft.tagList
        try await database.write { [self] tx in
            let video = try tx.ownVideo(id, of: author)
            if text != video.post.text { try tx.changeText(of: video.post, to: text, by: writer, now: now) }
            try tx.change(id, title: title, audience: draft.audience, tags: tags, draft)
            try tx.setTags(Prose.tags(in: text) + tags.map(NewPost.tagName), of: id, at: video.post.place)
            if case .still(let number) = draft.poster, number < film?.choices ?? 0 {
                try tx.chooseStill(number, of: video.attachment)
            }
            if let poster { try tx.set(poster, of: video.attachment) }
            if let captions { try tx.set(captions, of: video.attachment) }
            try tx.tell(FollowingNews.tail(author))
            try tx.note(.edited, by: writer, of: author, post: id, self)
        }
    }

    func removeCaptions(_ language: VideoLanguage, of id: PostID, as author: ChannelID) async throws {
        let now = clock.now()
        try await database.write { tx in
            try tx.removeCaptions(language, of: try tx.ownVideo(id, of: author).attachment, now: now)
        }
    }

    // MARK: Files that came

    /// The film of a form: an upload that has finished, or the file itself.
    func sentFilm(_ upload: String?, _ form: Form, of account: AccountID) async throws -> SentFile? {
        // Both come from "choose another file" without scripts: then the file is what is meant.
        if let file = form.files("file").first { return SentFile(path: file.path, filename: file.filename) }
        return try await sentUpload(
            upload, of: account, unfinished: VideoDraftRefusal.uploadUnfinished.problem,
            gone: VideoDraftRefusal.uploadGone.problem)
    }

    /// An uploaded picture for a video; nil when none was asked for.
    func takePoster(
        _ choice: PosterChoice, _ file: FormFile?, for video: Attachment
    ) async throws -> NewPoster? {
        guard choice == .own, let file else { return nil }
        guard file.bytes <= Limits.photoBytes else {
            throw Refused(UploadRefusal.tooLarge(field: file.name, name: Cleaning.line(file.filename)))
        }
        return try await withWorkFolder { work in
            do {
                let prepared = try await pictureTurns.taking {
                    try await pictures.prepare(file.path, into: "\(work)/poster", widths: Limits.posterWidths)
                }
                try await checkBlocklist([prepared.look.hash])
                let suffix = "\(Self.ownSuffix)\(chance.name().prefix(8))"
                var files: [NewMediaFile] = []
                for size in prepared.sizes {
                    let blob = try await keep(file: size.path)
                    files.append(NewMediaFile(name: "\(size.width)\(suffix).webp", blob: blob))
                }
                let picture = Picture(
                    folder: video.picture.folder, widths: prepared.sizes.map(\.width).sorted(),
                    suffix: suffix, width: video.picture.width, height: video.picture.height,
                    tone: tone(of: prepared.blurhash), alt: "", duration: video.picture.duration)
                return NewPoster(picture: picture, look: prepared.look, files: files)
            } catch let refusal as PictureRefusal {
                let name = Cleaning.line(file.filename)
                throw Refused(UploadRefusal(refusal, field: file.name, name: name))
            } catch is BlockedPicture {
                let name = Cleaning.line(file.filename)
                throw Refused(UploadRefusal.blocked(field: file.name, name: name))
            }
        }
    }

    /// What tells a creator's own picture from those taken from the film.
    static let ownSuffix = "-own"

    /// Captions read, cleaned and written anew; nil when none came.
    func takeCaptions(_ file: FormFile?, _ language: VideoLanguage?) async throws -> NewCaptions? {
        guard let file, let language else { return nil }
        do {
            let bytes = try await disk.run {
                try LocalFile(path: file.path).read(at: 0, count: CaptionLimits().bytesMax + 1)
            }
            let captions = try WebVTT(reading: bytes)
            let blob = try await keep(bytes: Array(captions.text.utf8))
            let name = "captions-\(language.rawValue)-\(chance.name().prefix(8)).vtt"
            return NewCaptions(language: language, file: NewMediaFile(name: name, blob: blob))
        } catch let refusal as CaptionRefusal {
            throw Refused(VideoDraftRefusal.captions(refusal))
        }
    }
}

extension Transaction {
    /// A video of this channel's, published or on its way. What is not theirs to change does not exist.
    func ownVideo(_ id: PostID, of author: ChannelID) throws -> (post: Post, attachment: Attachment) {
        guard let post = try ownPost(id, of: author) ?? visiblePost(id, for: author),
            post.form == .video, let attachment = post.video
        else { throw Missing() }
        guard post.author.id == author else { throw Refused(EditRefusal.notYours, status: 403) }
        return (post, attachment)
    }

    /// One of the pictures taken from the film.
    fileprivate func chooseStill(_ number: Int, of video: Attachment) throws {
        let picture = video.picture
        let names = try mediaNames(in: picture.folder)
        let suffix = "-\(number)"
        let widths = names.compactMap { name -> Int? in
            name.hasSuffix("\(suffix).webp") ? Int(name.dropLast("\(suffix).webp".count)) : nil
        }
        guard !widths.isEmpty else { return }
        let chosen = Picture(
            folder: picture.folder, widths: widths.sorted(), suffix: suffix, width: picture.width,
            height: picture.height, tone: picture.tone, alt: picture.alt, duration: picture.duration)
        try setPoster(chosen, look: .unknown, of: video.id)
    }
}
