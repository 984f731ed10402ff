import Markup
import MediaTools

/// What is wrong with the fields of a video's form, beside its title, its words and its file.
enum VideoDraftRefusal: Refusal, Equatable {
    case tooManyTags(limit: Int)
    case tagTooLong(String)
    case noSuchAudience
    case thumbnailMissing
    case captionsWithoutLanguage
    case captions(CaptionRefusal)
    /// The upload that the form names is not there: a day old, or taken by another post.
    case uploadGone
    /// The upload that the form names has not arrived whole.
    case uploadUnfinished

    var problem: Problem {
        switch self {
        case .tooManyTags(let limit): Problem("tags", .video_tags_many, count: Int64(limit))
        case .tagTooLong(let tag):
            Problem(
                "tags", .video_tag_long,
                ["tag": String(tag.prefix(20)), "limit": "\(Limits.tagCharacters)"])
        case .noSuchAudience: Problem("audience", .video_audience)
        case .thumbnailMissing: Problem("thumbnail", .video_thumbnail_missing)
        case .captionsWithoutLanguage: Problem("captions-language", .video_captions_unsaid)
        case .captions(let refusal): refusal.problem
        case .uploadGone: Problem("file", .video_upload_gone)
        case .uploadUnfinished: Problem("file", .video_upload_unfinished)
        }
    }
}

extension VideoDraft {
    /// What is wrong before any file is opened, in the order of the form. `hasOwnPoster`: a picture uploaded
    /// earlier stands already.
    func refusals(hasOwnPoster: Bool = false) -> [VideoDraftRefusal] {
        var refusals: [VideoDraftRefusal] = []
        if !Audience.ofVideos.contains(audience) { refusals.append(.noSuchAudience) }
        let tags = tagList
        if tags.count > Limits.tagsAVideo { refusals.append(.tooManyTags(limit: Limits.tagsAVideo)) }
        if let long = tags.first(where: { Cleaning.characters($0) > Limits.tagCharacters }) {
            refusals.append(.tagTooLong(long))
        }
        if poster == .own, !hadThumbnail, !hasOwnPoster { refusals.append(.thumbnailMissing) }
        if hadCaptions, captionsLanguage == nil { refusals.append(.captionsWithoutLanguage) }
        return refusals
    }
}

extension CaptionRefusal {
    fileprivate var problem: Problem {
        let field = "captions"
        return switch self {
        case .tooLarge(let most): Problem(field, .captions_large, ["limit": "\(most >> 20)"])
        case .notUTF8(let line): Problem(field, .captions_encoding, ["line": "\(line)"])
        case .notCaptions: Problem(field, .captions_not)
        case .badTimes(let line): Problem(field, .captions_times, ["line": "\(line)"])
        case .backwards(let line): Problem(field, .captions_backwards, ["line": "\(line)"])
        case .withoutTimes(let line): Problem(field, .captions_without_times, ["line": "\(line)"])
        case .noEmptyLine(let line): Problem(field, .captions_no_empty_line, ["line": "\(line)"])
        case .cueTooLong(let line, _): Problem(field, .captions_cue_long, ["line": "\(line)"])
        case .tooManyCues(let most): Problem(field, .captions_many, count: Int64(most))
        case .empty: Problem(field, .captions_empty)
        }
    }
}
