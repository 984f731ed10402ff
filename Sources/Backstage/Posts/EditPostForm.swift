import Markup

/// A post's form to be changed: what stands, or what was typed over it.
struct EditPostForm: Sendable {
    let post: Post
    var text: String
    var alts: [AttachmentID: String] = [:]
    var hasCommentsOff: Bool
    var explanation: String
    var audience: Audience
    /// Handles of a post for named people, as typed; nil while nothing was.
    var readers: String?
    /// A scheduled post's time.
    var schedule: DraftSchedule?
    /// A poll's options; they change until somebody has voted.
    var options: [String]

    init(_ post: Post) {
        self.post = post
        (text, hasCommentsOff, audience) = (post.text, post.hasCommentsOff, post.audience)
        explanation = post.poll?.explanation ?? ""
        options = post.poll?.options.map(\.text) ?? []
        for photo in post.photos { alts[photo.id] = photo.picture.alt }
        if post.state == .scheduled, let due = post.due {
            schedule = DraftSchedule(due, zone: post.zone ?? "UTC")
        }
    }

    /// A form that lacks a field leaves what it stands for as it is.
    init(_ post: Post, _ form: Form) {
        self.init(post)
        text = form["text"] ?? text
        for photo in post.photos { alts[photo.id] = form["alt-\(photo.id)"] ?? photo.picture.alt }
        if form.has("whole") { hasCommentsOff = form.has("comments-off") }
        explanation = form["explanation"] ?? explanation
        audience = Audience(name: form["audience"]) ?? audience
        readers = form["readers"]
        if post.poll != nil {
            let typed = (1...Limits.pollOptions.upperBound).map { form["option-\($0)"] }
            let last = typed.lastIndex { $0 != nil && $0 != "" } ?? -1
            if form.has("option-1") {
                options = typed.prefix(max(last + 1, options.count)).map { $0 ?? "" }
            }
        }
        if let standing = schedule {
            schedule = DraftSchedule(
                date: form["date"] ?? standing.date, time: form["time"] ?? standing.time,
                zone: form["zone"] ?? standing.zone)
        }
    }

    var changes: PostChanges {
        var changes = PostChanges(text: text, hasCommentsOff: hasCommentsOff, explanation: explanation)
        changes.alts = alts.filter { alt in
            post.photos.first { $0.id == alt.key }?.picture.alt != alt.value
        }
        if audience != post.audience || readers != nil { changes.audience = audience }
        if post.poll != nil { changes.options = options }
        changes.schedule = schedule
        changes.readers = Self.handles(readers ?? "")
        return changes
    }

    /// `@ada, ben` as two handles.
    static func handles(_ typed: String) -> [String] {
        typed.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    }
}
