import Markup

/// What kind of post is being written.
enum ComposerKind: String, CaseIterable, Sendable {
    case text, photos, clip, poll

    init?(name: String?) {
        guard let name, let kind = ComposerKind(rawValue: name) else { return nil }
        self = kind
    }
}

/// The composer as it was sent: everything typed, to be judged or shown again.
struct Composer: Sendable {
    /// What the pressed button asks for.
    enum Wish { case publish, preview, changeOptions }

    var kind: ComposerKind
    var text = ""
    var audience = Audience.everyone
    var photos: [DraftPhoto] = []
    /// A clip's finished upload: its key, and its name and size as the form says them.
    var upload: String?
    var uploadName = ""
    var uploadBytes = 0
    /// What is to be seen in the clip, for those who cannot see it.
    var clipAlt = ""
    /// A clip had come with the form itself, and must be chosen again: a browser sends none twice.
    var hadFile = false
    var options = ["", "", ""]
    var closesInMinutes = "4320"
    var showsAtClose = false
    var isPreviewed = false
    var problems: [Problem] = []

    init(kind: ComposerKind) { self.kind = kind }

    init(_ form: Form, photos: [DraftPhoto]) {
        kind = ComposerKind(name: form["kind"]) ?? .text
        text = form["text"] ?? ""
        audience = Audience(name: form["audience"]) ?? .everyone
        self.photos = photos
        let clip = SentUpload(form)
        (upload, uploadName, uploadBytes) = (clip?.key, clip?.name ?? "", clip?.bytes ?? 0)
        clipAlt = form["clip-alt"] ?? ""
        hadFile = !form.files("file").isEmpty
        // A few more than any tier allows are kept, so that a refusal can name the one too many.
        let sent = (1...(Limits.pollOptions.upperBound + 2)).compactMap { form["option-\($0)"] }
        options = sent.isEmpty ? options : sent
        closesInMinutes = form["closes"] ?? closesInMinutes
        showsAtClose = form["results"] == "close"
    }

    /// Reads which button was pressed; adding and removing answers changes them here.
    mutating func wish(_ form: Form) -> Wish {
        if form.has("add") {
            options.append("")
            return .changeOptions
        }
        if let number = form["remove"].flatMap({ Int($0) }), options.indices.contains(number - 1) {
            options.remove(at: number - 1)
            while options.count < Limits.pollOptions.lowerBound { options.append("") }
            return .changeOptions
        }
        isPreviewed = form.has("preview")
        return isPreviewed ? .preview : .publish
    }

    func draft(now: Int64) -> Draft {
        var draft = Draft(text: text, audience: audience, photos: photos)
        if kind == .poll {
            let minutes = Int64(closesInMinutes).flatMap { abs($0) < 1 << 40 ? $0 : nil }
            draft.poll = DraftPoll(
                options: options.map { DraftOption($0) }, closes: minutes.map { now + $0 * 60_000 },
                showsAtClose: showsAtClose)
        }
        return draft
    }
}
