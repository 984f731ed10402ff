import Wire

/// A channel as its feeds say it.
struct Syndication: Sendable {
    let channel: Channel
    /// Strictly newest first.
    let posts: [Post]
    /// By the folder of the attachment they belong to.
    let files: [String: [SyndicatedFile]]

    /// When it last changed: the newest post or edit; for a channel without posts, its beginning.
    var updated: Int64 {
        let began = IdMaker.milliseconds(of: channel.id.raw)
        return posts.map(\.updated).max() ?? began
    }

    /// What a reader may fetch of a post: its photographs, or its film.
    func enclosures(of post: Post) -> [Enclosure] {
        post.attachments.compactMap { attachment in
            let here = files[attachment.picture.folder] ?? []
            let picture = attachment.picture
            switch attachment.kind {
            case .photo:
                guard let file = here.first(where: { $0.link == picture.largest }) else { return nil }
                return Enclosure(file, type: "image/webp", picture: picture, milliseconds: 0)
            case .video:
                guard let file = here.first else { return nil }
                return Enclosure(file, type: "video/mp4", picture: picture, milliseconds: picture.duration)
            default:
                return nil
            }
        }
    }
}

/// A file that hangs on a post. A post without any has one without a folder.
struct SyndicatedFile: Sendable {
    /// Nil for a channel without posts.
    let post: PostID?
    let folder: String?
    let name: String?
    let bytes: Int64?

    var link: Link? {
        guard let folder, let name else { return nil }
        return .media(folder, name)
    }
}

/// A file with what a reader wants to know before fetching it.
struct Enclosure: Sendable {
    let link: Link
    let bytes: Int64
    let type: String
    /// The photograph, or the film's poster.
    let picture: Picture
    /// Of a film; 0 for a photograph.
    let milliseconds: Int64

    var isFilm: Bool { type == "video/mp4" }

    init?(_ file: SyndicatedFile, type: String, picture: Picture, milliseconds: Int64) {
        guard let link = file.link, let bytes = file.bytes else { return nil }
        (self.link, self.bytes, self.type) = (link, bytes, type)
        (self.picture, self.milliseconds) = (picture, milliseconds)
    }
}

/// The two ways a channel's feed is written.
enum FeedFormat: CaseIterable, Sendable {
    /// RSS 2.0.11 (rssboard.org), with Media RSS 1.5.1.
    case rss
    /// RFC 4287.
    case atom

    var type: String {
        switch self {
        case .rss: "application/rss+xml; charset=utf-8"
        case .atom: "application/atom+xml; charset=utf-8"
        }
    }

    func link(_ handle: String) -> Link {
        switch self {
        case .rss: .rss(handle)
        case .atom: .atom(handle)
        }
    }
}

extension Post {
    var updated: Int64 { max(published, edited ?? 0) }
}

extension Settings {
    /// A name that stays a post's own when its address changes (RFC 4151): the site's name and the day it was
    /// published.
    func tag(of post: Post) -> String { tag("post/\(post.id)", since: post.published) }
    func tag(of channel: Channel) -> String {
        tag("channel/\(channel.id)", since: IdMaker.milliseconds(of: channel.id.raw))
    }

    private func tag(_ name: String, since: Int64) -> String {
        "tag:\(host),\(InternetDate.day(milliseconds: since)):\(name)"
    }

    /// Without scheme and port.
    private var host: String {
        let rest = publicURL.split(separator: "/", maxSplits: 2).dropFirst().first ?? "localhost"
        guard rest.hasPrefix("[") else { return String(rest.prefix { $0 != ":" }) }
        // An address in brackets is no name; what stands in them is as good.
        return String(rest.dropFirst().prefix { $0 != "]" }.map { $0 == ":" ? "-" : $0 })
    }
}
