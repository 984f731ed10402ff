import Database
import Markup

/// Why a post was not changed.
enum EditRefusal: Refusal {
    case notYours
    case nothingToSay
    case tooLong(limit: Int, by: Int)
    case altTooLong(AttachmentID)
    case explanationTooLong
    /// What was deleted is offered back for a moment only.
    case tooLate

    var problem: Problem {
        switch self {
        case .notYours: Problem("", .post_not_yours)
        case .nothingToSay: Problem("text", .publish_nothing)
        case .tooLong(let limit, let by):
            Problem("text", .publish_long, ["limit": "\(limit)"], count: Int64(by))
        case .altTooLong(let photo):
            Problem("alt-\(photo)", .publish_alt_long, ["limit": "\(Limits.altCharacters)"])
        case .explanationTooLong:
            Problem("explanation", .publish_explanation_long, ["limit": "\(Limits.explanationCharacters)"])
        case .tooLate: Problem("", .post_undo_late)
        }
    }
}

/// What is to be changed of a post; nil stays as it is.
struct PostChanges: Sendable {
    var text: String?
    var alts: [AttachmentID: String] = [:]
    var hasCommentsOff: Bool?
    var explanation: String?
    var audience: Audience?
    /// The handles of those it is for, when it is for named people.
    var readers: [String] = []
    /// A poll's options, as `changePoll` takes them.
    var options: [String]?
    /// Another time for what waits for its time.
    var schedule: DraftSchedule?

    /// All that is wrong with it, in the order of the form.
    fileprivate func judge(_ post: Post) -> [any Refusal] {
        var refusals: [any Refusal] = []
        if let text {
            let limit = post.form == .comment ? Limits.commentCharacters : Limits.postCharacters
            let length = Cleaning.characters(text)
            if length > limit { refusals.append(EditRefusal.tooLong(limit: limit, by: length - limit)) }
            let needsWords = (post.attachments.isEmpty && post.shared == nil) || post.poll != nil
            if needsWords, Cleaning.isBlank(text) { refusals.append(EditRefusal.nothingToSay) }
            if post.root == nil, Prose.tags(in: text).count > Limits.tagsAPost {
                refusals.append(PublishRefusal.tooManyTags(limit: Limits.tagsAPost))
            }
        }
        for (photo, alt) in alts.sorted(by: { $0.key < $1.key })
        where Cleaning.characters(alt) > Limits.altCharacters {
            refusals.append(EditRefusal.altTooLong(photo))
        }
        if let explanation, Cleaning.characters(explanation) > Limits.explanationCharacters {
            refusals.append(EditRefusal.explanationTooLong)
        }
        if audience == .named {
            if readers.isEmpty { refusals.append(PublishRefusal.noReaders) }
            let most = Limits.readersAPost
            if readers.count > most { refusals.append(PublishRefusal.tooManyReaders(limit: most)) }
        }
        return refusals
    }
}

extension App {
    /// Changes what a post says and whom it is for. The words before are kept as a version.
    @discardableResult
    func edit(
        _ id: PostID, _ changes: PostChanges, as channel: ChannelID, by writer: AccountID? = nil
    ) async throws -> Post {
        let now = clock.now()
        return try await database.write { [self] tx in
            var post = try tx.postToChange(id, of: channel)
            if let root = post.root {
                // From here on nobody else decides about it.
                try tx.hold(root)
                post = try tx.postToChange(id, of: channel)
            }
            let refusals = changes.judge(post)
            guard refusals.isEmpty else { throw Refused(problems: refusals.map(\.problem)) }
            if let text = changes.text.map(Cleaning.prose), text != post.text {
                try tx.changeText(of: post, to: text, by: writer, now: now)
            }
            try tx.setAlts(changes.alts.mapValues(Cleaning.line), of: id)
            if let isOff = changes.hasCommentsOff { try tx.setCommentsOff(isOff, on: id) }
            if let explanation = changes.explanation.map(Cleaning.prose) {
                try tx.setExplanation(explanation, of: id)
            }
            if let options = changes.options { try tx.changePoll(options, of: post, now: now) }
            if let schedule = changes.schedule { try tx.reschedule(post, schedule, now: now, self) }
            if post.root == nil, let audience = changes.audience {
                let readers = try tx.namedReaders(changes.readers, audience)
                if audience != post.audience || audience == .named {
                    try tx.setAudience(audience, readers: readers, of: post)
                }
            }
            if post.root != nil { try tx.judgeAgain(post, now: now) }
            try tx.note(.edited, by: writer, of: channel, post: id, self)
            return post
        }
    }

    /// Turns the comments of a post off, or on again. Those that stand stay.
    func setCommentsOff(_ isOff: Bool, on id: PostID, as channel: ChannelID) async throws -> Post {
        try await edit(id, PostChanges(hasCommentsOff: isOff), as: channel)
    }
}

extension Transaction {
    /// The channel's own post, whatever it waits for; somebody else's is none of their business to change.
    func postToChange(_ id: PostID, of channel: ChannelID) throws -> Post {
        if let post = try ownPost(id, of: channel) { return post }
        throw try visiblePost(id, for: channel) == nil
            ? Missing() : Refused(EditRefusal.notYours, status: 403)
    }
}
