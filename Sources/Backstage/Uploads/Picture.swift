import Database

/// A re-encoded picture as pages show it: a folder of WebP files, one a width.
struct Picture: Sendable, Hashable {
    /// Unguessable, and the blobs' folder: `1f/1f3a…`.
    let folder: String
    /// Ascending; at least one, but for a video whose first picture is not made yet.
    let widths: [Int]
    /// Between the width and the end of a file's name: what another choice of picture is told apart by.
    var suffix = ""
    let width: Int
    let height: Int
    /// Average colour in a 4 x 4 x 4 cube, for the moment before the picture is there.
    let tone: Int
    var alt: String
    /// Of a video's poster, or of a picture that moves: milliseconds; 0 for a still photograph.
    let duration: Int64

    init(
        folder: String, widths: [Int], suffix: String = "", width: Int, height: Int, tone: Int, alt: String,
        duration: Int64
    ) {
        (self.folder, self.widths, self.suffix) = (folder, widths, suffix)
        (self.width, self.height, self.tone) = (width, height, tone)
        (self.alt, self.duration) = (alt, duration)
    }

    /// From the column `widths`: `480,1280`, or `480-2,1280-2`.
    init(
        folder: String, files: String, width: Int, height: Int, tone: Int, alt: String, duration: Int64
    ) {
        let first = files.prefix { $0 != "," }
        self.init(
            folder: folder,
            widths: files.split(separator: ",").compactMap { Int($0.prefix { $0 != "-" }) },
            suffix: String(first.drop { $0 != "-" }), width: width, height: height, tone: tone, alt: alt,
            duration: duration)
    }

    /// As the column `widths` keeps it.
    var files: String { widths.map { "\($0)\(suffix)" }.joined(separator: ",") }

    func link(width: Int) -> Link {
        let best = widths.first { $0 >= width } ?? widths.last ?? width
        return Link.media(folder, "\(best)\(suffix).webp")
    }

    var largest: Link { link(width: .max) }

    /// For `srcset`: each width with its address.
    var sources: String {
        widths.map { "\(Link.media(folder, "\($0)\(suffix).webp").path) \($0)w" }
            .joined(separator: ", ")
    }
}

extension Picture {
    /// The film that a moving picture is shown as, in its folder.
    static let loopName = "loop.mp4"
    /// Nil for a picture that stands still.
    var loop: Link? { duration > 0 ? Link.media(folder, Self.loopName) : nil }
}

/// What is kept of a picture besides its files.
struct PictureLook: Sendable {
    let blurhash: String
    /// A perceptual hash, for finding copies; nil for a picture of one colour.
    var hash: Int64?
    /// Of a film whose first picture is not made yet.
    static let unknown = PictureLook(blurhash: "")
}

/// What an attachment is.
enum AttachmentKind: Int, Sendable, SQLReadable, SQLBindable {
    case photo = 0
    case video = 1
    /// An avatar, a banner, a link card's picture, a poster.
    case adornment = 2
    /// The picture of a poll's option.
    case option = 3
}

/// A picture or video that hangs on a post, or waits for one.
struct Attachment: Sendable {
    let id: AttachmentID
    let post: PostID?
    let kind: AttachmentKind
    let picture: Picture
}
