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
    case noRightAnswer
    case explanationTooLong
    case optionPictureGone(Int)
    case optionWithoutWords(Int)
    case tooManyTags(limit: Int)
    case mixedKinds
    case shareGone
    case shareNotOpen
    case videoNotOurs
    case noReaders
    case unknownReader(String)
    case tooManyReaders(limit: Int)
    case noSuchTime
    case timePast
    case timeTooFar
    case expiryOutOfBounds
    case otherChannel(name: String)

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
        case .noRightAnswer: Problem("answer", .publish_no_answer)
        case .explanationTooLong:
            Problem("explanation", .publish_explanation_long, ["limit": "\(Limits.explanationCharacters)"])
        case .optionPictureGone(let number): Problem("option-\(number)", .publish_photo_gone)
        case .optionWithoutWords(let number): Problem("option-\(number)", .publish_option_words)
        case .tooManyTags(let limit): Problem("text", .publish_tags, count: Int64(limit))
        case .mixedKinds: Problem("", .publish_mixed)
        case .shareGone: Problem("", .publish_share_gone)
        case .shareNotOpen: Problem("", .publish_share_closed)
        case .videoNotOurs: Problem("video", .publish_video)
        case .noReaders: Problem("readers", .publish_no_readers)
        case .unknownReader(let handle): Problem("readers", .publish_reader, ["handle": handle])
        case .tooManyReaders(let limit): Problem("readers", .publish_readers, count: Int64(limit))
        case .noSuchTime: Problem("date", .publish_no_time)
        case .timePast: Problem("date", .publish_time_past)
        case .timeTooFar: Problem("date", .publish_time_far)
        case .expiryOutOfBounds: Problem("expires", .publish_expiry)
        case .otherChannel(let name): Problem("", .publish_other_channel, ["name": name])
        }
    }
}
