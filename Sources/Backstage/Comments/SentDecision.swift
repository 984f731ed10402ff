/// A decision as a form sends it: from a list, about what was ticked or about the one row whose button was
/// pressed; or from the page of one comment.
struct SentDecision: Sendable {
    let deed: ModerationDeed
    let comments: [PostID]
    /// Of a removal; nil when none was chosen.
    let reason: RemovalReason?
    /// Where the page showed them.
    let seen: CommentShelf?

    /// A row's own button carries the comment under the name of what is to be done.
    init(_ form: Form) throws {
        let pressed = ModerationDeed.allCases.first { form.has($0.rawValue) }
        let named = pressed.map { [form[$0.rawValue] ?? ""] } ?? form.all("comment")
        guard let asked = pressed ?? form["do"].flatMap({ ModerationDeed(rawValue: $0) }) else {
            throw Refused(ModerationRefusal.noDeed)
        }
        deed = asked == .remove && form.has("replies") ? .removeReplies : asked
        var seen: Set<PostID> = []
        comments = try named.compactMap { name in
            guard let id = PostID(name) else { throw Missing() }
            return seen.insert(id).inserted ? id : nil
        }
        let kind = form["reason"].flatMap { RemovalReason.Kind(rawValue: $0) }
        reason = kind.map { RemovalReason(kind: $0, words: form.prose("words")) }
        self.seen = form["seen"].flatMap { CommentShelf(rawValue: $0) }
    }
}

extension ModerationOutcome {
    /// The list again, which then says what came of it (`DecisionFlash`).
    func told(_ deed: ModerationDeed, on list: Link) -> Link {
        var link = list.with("did", deed.rawValue).with("n", moved)
        if let action { link = link.with("action", action) }
        guard let first = left.first else { return link }
        return link.with("left", left.count).with("now", first.rawValue)
    }
}
