import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// What another site asks of a page (oembed.com, 2.2).
struct OEmbedRequest: Sendable {
    let post: PostID
    /// Nothing sensible asked for is no limit.
    let widthMax: Int?
    let heightMax: Int?

    init(_ visit: Visit) throws {
        guard visit.query("format").map({ $0 == "json" }) ?? true else { throw OEmbedRefusal.format }
        guard let address = visit.query("url"), !address.isEmpty else { throw OEmbedRefusal.noAddress }
        guard let post = Self.post(at: address, visit.app.settings) else { throw OEmbedRefusal.unknown }
        self.post = post
        widthMax = Self.pixels(visit.query("maxwidth"))
        heightMax = Self.pixels(visit.query("maxheight"))
    }

    private static func pixels(_ text: String?) -> Int? {
        guard let number = text.flatMap({ Int($0) }), number > 0 else { return nil }
        return min(number, Limits.embedPixelsMax)
    }

    /// The number in an address of ours, whatever follows it: `/post/12?thread=3#comments`.
    static func post(at address: String, _ settings: Settings) -> PostID? {
        let site = settings.publicURL + "/"
        // Who linked us before TLS was there meant the same page.
        let plain = site.replacing("https://", with: "http://", maxReplacements: 1)
        guard let start = [site, plain].first(where: address.hasPrefix) else { return nil }
        let path = address.dropFirst(start.count).prefix { $0 != "?" && $0 != "#" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, ["post", "watch", "embed"].contains(parts[0]) else { return nil }
        return PostID(String(parts[1]))
    }
}

/// Why there is nothing to embed, with the status that the specification names.
enum OEmbedRefusal: Error, CaseIterable {
    case noAddress, unknown, format

    /// For programs and their authors: in English, like the parameters it names.
    var response: Response {
        let (status, text): (HTTPResponse.Status, String) =
            switch self {
            case .noAddress: (.badRequest, "url is missing: the address of a post or video of this site")
            case .unknown: (.notFound, "there is no public post or video at this address")
            case .format: (.notImplemented, "format must be json")
            }
        return Response(
            status: status,
            headers: [
                .contentType: "text/plain; charset=utf-8", .accessControlAllowOrigin: "*",
                .cacheControl: "public, no-cache",
            ], body: .init(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}

/// A public post as another site may show it: a film as `video`, a photograph without words as `photo`, and
/// everything else as `rich`, each no larger than asked for.
struct OEmbed {
    let post: Post
    let asked: OEmbedRequest
    let settings: Settings

    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.field("version", "1.0")
            json.field("title", post.headline)
            json.field("author_name", post.author.name)
            json.field("author_url", settings.absolute(.channel(post.author.handle)))
            json.field("provider_name", "Backstage")
            json.field("provider_url", settings.absolute(.home))
            json.field("cache_age", Limits.oembedSeconds)
            thumbnail(&json)
            if let photo { picture(photo, &json) } else { frame(&json) }
        }
        return json.bytes
    }

    private var isFilm: Bool { post.attachments.contains { $0.kind == .video } }

    /// The photograph that is all there is to the post.
    private var photo: Picture? {
        guard post.text.isEmpty, post.form == .note, post.poll == nil, post.attachments.count == 1,
            let only = post.attachments.first, only.kind == .photo, only.picture.loop == nil
        else { return nil }
        return only.picture
    }

    private func frame(_ json: inout JSONWriter) {
        let size = EmbedSize(of: post, widthMax: asked.widthMax, heightMax: asked.heightMax)
        json.field("type", isFilm ? "video" : "rich")
        json.field("width", size.width)
        json.field("height", size.height)
        json.field("html", EmbedFrameView(post: post, size: size, settings: settings).html.text)
    }

    private func picture(_ picture: Picture, _ json: inout JSONWriter) {
        let file = picture.width(near: asked.widthMax ?? Limits.cardPictureWidth) ?? picture.width
        let size = EmbedSize(
            shape: picture, widthMax: min(file, asked.widthMax ?? file),
            heightMax: asked.heightMax ?? Limits.embedPixelsMax)
        json.field("type", "photo")
        json.field("url", settings.absolute(picture.link(width: file)))
        json.field("width", size.width)
        json.field("height", size.height)
    }

    /// All three or none.
    private func thumbnail(_ json: inout JSONWriter) {
        guard let picture = post.picture, let width = picture.width(near: Limits.thumbnailWidth)
        else { return }
        json.field("thumbnail_url", settings.absolute(picture.link(width: width)))
        json.field("thumbnail_width", width)
        json.field("thumbnail_height", picture.height(atWidth: width))
    }
}

extension Limits {
    /// Sites may keep an answer for a day: the frame it names asks anew whenever it is shown.
    static let oembedSeconds = 86_400
    /// No screen is larger; more is no limit.
    static let embedPixelsMax = 16_384
}
