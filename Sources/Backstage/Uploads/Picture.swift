import Database

/// A re-encoded picture as pages show it: a folder of WebP files, one a width.
struct Picture: Sendable, Hashable {
    /// Unguessable, and the blobs' folder: `1f/1f3a…`.
    let folder: String
    /// Ascending; at least one.
    let widths: [Int]
    let width: Int
    let height: Int
    /// Average colour in a 4 x 4 x 4 cube, for the moment before the picture is there.
    let tone: Int
    let alt: String
    /// Of a video's poster: milliseconds; 0 for a photograph.
    let duration: Int64

    func link(width: Int) -> Link {
        let best = widths.first { $0 >= width } ?? widths.last ?? width
        return Link.media(folder, "\(best).webp")
    }

    var largest: Link { link(width: .max) }

    /// For `srcset`: each width with its address.
    var sources: String {
        widths.map { "\(Link.media(folder, "\($0).webp").path) \($0)w" }.joined(separator: ", ")
    }
}

/// What an attachment is.
enum AttachmentKind: Int, Sendable, SQLReadable, SQLBindable {
    case photo = 0
    case video = 1
    /// An avatar, a banner, a link card's picture, a poster.
    case adornment = 2
}

/// A picture or video that hangs on a post, or waits for one.
struct Attachment: Sendable {
    let id: AttachmentID
    let post: PostID?
    let kind: AttachmentKind
    let picture: Picture
}

/// Several numbers in one column: `480,1080`.
func numbers(in text: String) -> [Int] { text.split(separator: ",").compactMap { Int($0) } }
