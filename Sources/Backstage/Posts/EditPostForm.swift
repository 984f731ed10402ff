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

    init(_ post: Post) {
        self.post = post
        (text, hasCommentsOff, audience) = (post.text, post.hasCommentsOff, post.audience)
        explanation = post.poll?.explanation ?? ""
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
        changes.readers = Self.handles(readers ?? "")
        return changes
    }

    /// `@ada, ben` as two handles.
    static func handles(_ typed: String) -> [String] {
        typed.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    }
}
