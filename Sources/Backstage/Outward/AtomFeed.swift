import Markup
import Wire

/// A channel's feed as Atom (RFC 4287), thumbnails by Media RSS.
struct AtomFeed {
    private let found: Syndication
    private let settings: Settings

    init(_ found: Syndication, _ settings: Settings) { (self.found, self.settings) = (found, settings) }

    var bytes: [UInt8] {
        var xml = XMLWriter(capacity: 16_384)
        let names: KeyValuePairs<StaticString, String?> = [
            "xmlns": "http://www.w3.org/2005/Atom", "xmlns:media": "http://search.yahoo.com/mrss/",
        ]
        xml.element("feed", names) { xml in
            head(&xml)
            for post in found.posts { entry(post, &xml) }
        }
        return xml.bytes
    }

    private func head(_ xml: inout XMLWriter) {
        let channel = found.channel
        xml.element("id", text: settings.tag(of: channel))
        xml.element("title", text: channel.name)
        if !channel.bio.isEmpty { xml.element("subtitle", text: channel.bio) }
        xml.element("updated", text: InternetDate.text(milliseconds: found.updated))
        xml.empty(
            "link",
            [
                "rel": "self", "type": "application/atom+xml",
                "href": settings.absolute(.atom(channel.handle)),
            ])
        xml.empty(
            "link",
            ["rel": "alternate", "type": "text/html", "href": settings.absolute(.channel(channel.handle))])
        if let avatar = channel.avatar { xml.element("icon", text: settings.absolute(avatar.largest)) }
        if let banner = channel.banner { xml.element("logo", text: settings.absolute(banner.largest)) }
        xml.element("author") { xml in
            xml.element("name", text: channel.name)
            xml.element("uri", text: settings.absolute(.channel(channel.handle)))
        }
    }

    private func entry(_ post: Post, _ xml: inout XMLWriter) {
        xml.element("entry") { xml in
            xml.element("id", text: settings.tag(of: post))
            xml.element("title", text: post.headline)
            xml.element("published", text: InternetDate.text(milliseconds: post.published))
            xml.element("updated", text: InternetDate.text(milliseconds: post.updated))
            xml.empty(
                "link",
                ["rel": "alternate", "type": "text/html", "href": settings.absolute(post.link)])
            for enclosure in found.enclosures(of: post) { link(enclosure, &xml) }
            for tag in Set(Prose.tags(in: post.text)).sorted() { xml.empty("category", ["term": tag]) }
            let content = SyndicatedPostView(post: post, settings: settings).html.text
            xml.element("content", ["type": "html", "xml:lang": post.language], text: content)
        }
    }

    private func link(_ enclosure: Enclosure, _ xml: inout XMLWriter) {
        xml.empty(
            "link",
            [
                "rel": "enclosure", "type": enclosure.type, "length": String(enclosure.bytes),
                "href": settings.absolute(enclosure.link),
            ])
        xml.thumbnail(of: enclosure, settings)
    }
}

extension XMLWriter {
    /// Small enough for a list.
    mutating func thumbnail(of enclosure: Enclosure, _ settings: Settings) {
        let picture = enclosure.picture
        guard let width = picture.width(near: Limits.thumbnailWidth) else { return }
        empty(
            "media:thumbnail",
            [
                "url": settings.absolute(picture.link(width: width)), "width": String(width),
                "height": String(picture.height(atWidth: width)),
            ])
    }
}

extension Limits {
    /// What lists of other programs show at most.
    static let thumbnailWidth = 480
}
