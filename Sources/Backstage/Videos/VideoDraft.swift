import Markup

/// A video as its form was sent, to be judged or shown again: everything typed, and what had been uploaded.
struct VideoDraft: Sendable {
    var title = ""
    var text = ""
    /// As typed: `sea, winter tour`.
    var tags = ""
    var language: VideoLanguage?
    var category = VideoCategory.other
    var audience = Audience.everyone
    var poster = PosterChoice.automatic
    /// Of the captions that come with the form.
    var captionsLanguage: VideoLanguage?

    /// The finished upload's key, with its name and size as the form says them.
    var upload: String?
    var uploadName = ""
    var uploadBytes = 0

    var problems: [Problem] = []
    /// A file had come with the form itself, and must be chosen again: a browser sends none twice.
    var hadFile = false
    var hadThumbnail = false
    var hadCaptions = false

    init() {}

    init(_ form: Form) {
        title = form["title"] ?? ""
        text = form["text"] ?? ""
        tags = form["tags"] ?? ""
        language = form["language"].flatMap(VideoLanguage.init)
        category = VideoCategory(name: form["category"]) ?? .other
        audience = .chosen(form["audience"])
        poster = PosterChoice(name: form["poster"]) ?? .automatic
        captionsLanguage = form["captions-language"].flatMap(VideoLanguage.init)
        let sent = SentUpload(form)
        (upload, uploadName, uploadBytes) = (sent?.key, sent?.name ?? "", sent?.bytes ?? 0)
        hadFile = !form.files("file").isEmpty
        hadThumbnail = !form.files("thumbnail").isEmpty
        hadCaptions = !form.files("captions").isEmpty
    }

    /// A video as it stands, to be changed.
    init(_ post: Post, _ tags: String, _ category: VideoCategory) {
        title = post.title
        text = post.text
        self.tags = tags.split(separator: ",").joined(separator: ", ")
        language = post.language.flatMap(VideoLanguage.init)
        self.category = category
        audience = post.audience
        let suffix = post.video?.picture.suffix ?? ""
        if suffix.hasPrefix(App.ownSuffix) {
            poster = .own
        } else if let number = Int(suffix.dropFirst()), PosterChoice.stills.contains(number) {
            poster = .still(number)
        }
    }

    /// The tags as they are stored: each on one line, without its `#`, no two alike.
    var tagList: [String] {
        var seen: Set<String> = []
        return tags.split(whereSeparator: { ",،、，;\n".contains($0) })
            .map { Cleaning.line(String($0.drop { $0 == "#" || $0.isWhitespace })) }
            .filter { !Cleaning.isBlank($0) && seen.insert($0.lowercased()).inserted }
    }
}

/// Which picture stands for a video before it plays.
enum PosterChoice: Sendable, Equatable {
    /// Before there is anything to choose from.
    case automatic
    /// One of those taken from the video.
    case still(Int)
    /// An uploaded picture.
    case own

    static let stills = 0..<3

    /// As forms send it.
    var name: String {
        switch self {
        case .automatic: "automatic"
        case .still(let number): String(number)
        case .own: "own"
        }
    }

    init?(name: String?) {
        switch name {
        case "automatic": self = .automatic
        case "own": self = .own
        default:
            guard let number = name.flatMap({ Int($0) }), Self.stills.contains(number) else { return nil }
            self = .still(number)
        }
    }
}

/// A finished upload that a form names instead of bringing the file.
struct SentUpload: Sendable {
    let key: String
    /// To be shown again; what was really uploaded, the server knows.
    let name: String
    let bytes: Int

    init(key: String, name: String, bytes: Int) { (self.key, self.name, self.bytes) = (key, name, bytes) }

    /// Nil when the form names none.
    init?(_ form: Form) {
        guard let key = form["upload"], !key.isEmpty, key.utf8.count <= Self.keyBytesMax,
            key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.key = key
        name = Cleaning.line(form["upload-name"] ?? "")
        bytes = form["upload-bytes"].flatMap { Int($0) }.map { max(0, $0) } ?? 0
    }

    /// Keys are 32 hexadecimal digits; somebody's own text is not carried from page to page.
    private static let keyBytesMax = 100
}

extension Limits {
    /// Enough to be found by; more are there to be found by everything.
    static let tagsAVideo = 15
}
