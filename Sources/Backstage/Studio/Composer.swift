import Markup

/// The composer as it was sent: everything typed, to be judged, saved or shown again.
struct Composer: Sendable {
    var kind: ComposerKind
    var text = ""
    var photos: [DraftPhoto] = []
    var link = ""
    /// A clip's finished upload: its key, and its name and size as the form says them.
    var upload: String?
    var uploadName = ""
    var uploadBytes = 0
    /// What is to be seen in the clip, for those who cannot see it.
    var clipAlt = ""
    /// A clip had come with the form itself, and must be chosen again: a browser sends none twice.
    var hadFile = false
    var options = Composer.noOptions
    var closesInMinutes = Composer.usualMinutes
    var showsAtClose = false
    /// The numbers of the answers marked as right: one, if all is well.
    var answers: [Int] = []
    var explanation = ""
    /// The post to be shared.
    var shared: PostID?

    var audience = Audience.everyone
    /// Handles, as typed.
    var readers = ""
    var isLater = false
    var date = ""
    var time = ""
    var zone = ""
    /// Hours; empty for never.
    var expires = ""
    var hasCommentsOff = false
    var video: PostID?

    /// The draft these words were saved as, and which saving this page knows.
    var saved: DraftID?
    var revision: Int64 = 0
    var seat = ""
    /// When, in milliseconds UTC, if this page was opened by it.
    var savedAt: Int64?
    /// Another draft that these words are in conflict with, and the saving of it that was shown.
    var rival: DraftID?
    var rivalRevision: Int64 = 0

    var isPreviewed = false
    var problems: [Problem] = []

    static let noOptions = [ComposerOption](repeating: ComposerOption(), count: 3)
    static let usualMinutes = "4320"

    init(kind: ComposerKind) { self.kind = kind }

    init(_ form: Form, photos: [DraftPhoto], pictures: [Int: AttachmentID]) {
        shared = form["shared"].flatMap { PostID($0) }
        kind = shared == nil ? ComposerKind(name: form["kind"]) ?? .text : .share
        text = form["text"] ?? ""
        self.photos = photos
        link = form.line("link")
        let clip = SentUpload(form)
        (upload, uploadName, uploadBytes) = (clip?.key, clip?.name ?? "", clip?.bytes ?? 0)
        clipAlt = form["clip-alt"] ?? ""
        hadFile = !form.files("file").isEmpty
        readPoll(form, pictures)
        audience = .chosen(form["audience"])
        readers = form.line("readers")
        isLater = form["when"] == "later"
        (date, time, zone) = (form.line("date"), form.line("time"), form.line("zone"))
        expires = form.line("expires")
        hasCommentsOff = form.has("comments-off")
        video = form["video"].flatMap { PostID($0) }
        saved = form["saved"].flatMap { DraftID($0) }
        revision = form["revision"].flatMap { Int64($0) } ?? 0
        seat = String(form.line("seat").prefix(40))
        rival = form["rival"].flatMap { DraftID($0) }
        rivalRevision = form["rival-revision"].flatMap { Int64($0) } ?? 0
    }

    private mutating func readPoll(_ form: Form, _ pictures: [Int: AttachmentID]) {
        let sent = Self.optionNumbers.filter { form.has("option-\($0)") }
        if !sent.isEmpty {
            options = sent.map {
                ComposerOption(text: form["option-\($0)"] ?? "", picture: pictures[$0])
            }
            answers = form.all("answer").compactMap { Int($0) }.compactMap { number in
                sent.firstIndex(of: number).map { $0 + 1 }
            }
        }
        closesInMinutes = form["closes"] ?? closesInMinutes
        showsAtClose = form["results"] == "close"
        explanation = form["explanation"] ?? ""
    }

    /// A few more than any tier allows are kept, so that a refusal can name the one too many.
    static let optionNumbers = 1...(Limits.pollOptions.upperBound + 2)

    /// Nothing is typed yet, and nothing chosen: not worth saving.
    var isBlank: Bool {
        let words = [text, link, explanation, clipAlt] + options.map(\.text)
        return words.allSatisfy(Cleaning.isBlank) && photos.isEmpty && upload == nil && shared == nil
            && options.allSatisfy { $0.picture == nil }
    }

    /// All uploads it names.
    var pictures: [AttachmentID] { photos.map(\.attachment) + options.compactMap(\.picture) }
}

/// What kind of post is being written.
enum ComposerKind: String, CaseIterable, Sendable {
    case text, photos, clip, link, poll, quiz, share

    init?(name: String?) {
        guard let name, let kind = ComposerKind(rawValue: name) else { return nil }
        self = kind
    }

    /// Those one chooses between; sharing begins at the post that is shared.
    static let offered = allCases.filter { $0 != .share }

    /// It asks a question.
    var asks: Bool { self == .poll || self == .quiz }

    /// What its form holds beside the words and what every post has.
    var parts: [ComposerPart] {
        switch self {
        case .text, .photos: [.photos]
        case .clip: [.clip]
        case .link: [.link]
        case .poll: [.options, .closing]
        case .quiz: [.options, .quiz]
        case .share: [.shared]
        }
    }
}

/// A group of fields that some kinds of post have and others do not.
enum ComposerPart: CaseIterable, Sendable {
    case photos, clip, link, options, closing, quiz, shared
}

/// An answer as typed.
struct ComposerOption: Sendable, Equatable {
    var text = ""
    var picture: AttachmentID?
}
