import Markup
import Wire

/// A channel's feed as RSS 2.0. The specification names one enclosure an item: a film, or the first of the
/// photographs; Media RSS names them all.
struct RSSFeed {
    private let found: Syndication
    private let settings: Settings

    init(_ found: Syndication, _ settings: Settings) { (self.found, self.settings) = (found, settings) }

    var bytes: [UInt8] {
        var xml = XMLWriter(capacity: 16_384)
        let names: KeyValuePairs<StaticString, String?> = [
            "version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/", "xmlns:media": "http://search.yahoo.com/mrss/",
        ]
        xml.element("rss", names) { xml in
            xml.element("channel") { xml in
                head(&xml)
                for post in found.posts { item(post, &xml) }
            }
        }
        return xml.bytes
    }

    private func head(_ xml: inout XMLWriter) {
        let channel = found.channel
        let page = settings.absolute(.channel(channel.handle))
        xml.element("title", text: channel.name)
        xml.element("link", text: page)
        // Must be there, and not empty.
        xml.element("description", text: channel.bio.isEmpty ? "@" + channel.handle : channel.bio)
        xml.element("lastBuildDate", text: HTTPDate.text(milliseconds: found.updated))
        xml.empty(
            "atom:link",
            ["rel": "self", "type": "application/rss+xml", "href": settings.absolute(.rss(channel.handle))])
        guard let avatar = channel.avatar else { return }
        xml.element("image") { xml in
            xml.element("url", text: settings.absolute(avatar.link(width: Limits.feedImageWidth)))
            xml.element("title", text: channel.name)
            xml.element("link", text: page)
        }
    }

    private func item(_ post: Post, _ xml: inout XMLWriter) {
        xml.element("item") { xml in
            xml.element("title", text: post.headline)
            xml.element("link", text: settings.absolute(post.link))
            xml.element("guid", ["isPermaLink": "false"], text: settings.tag(of: post))
            xml.element("pubDate", text: HTTPDate.text(milliseconds: post.published))
            xml.element("dc:creator", text: post.author.name)
            xml.element("comments", text: settings.absolute(post.link.at("comments")))
            for tag in Set(Prose.tags(in: post.text)).sorted() { xml.element("category", text: tag) }
            let content = SyndicatedPostView(post: post, settings: settings).html.text
            xml.element("description", text: content)
            media(found.enclosures(of: post), &xml)
        }
    }

    private func media(_ enclosures: [Enclosure], _ xml: inout XMLWriter) {
        guard let first = enclosures.first(where: \.isFilm) ?? enclosures.first else { return }
        xml.empty(
            "enclosure",
            [
                "url": settings.absolute(first.link), "length": String(first.bytes), "type": first.type,
            ])
        for enclosure in enclosures { content(enclosure, &xml) }
    }

    private func content(_ enclosure: Enclosure, _ xml: inout XMLWriter) {
        let (isFilm, picture) = (enclosure.isFilm, enclosure.picture)
        let width = isFilm ? nil : picture.widths.last
        xml.element(
            "media:content",
            [
                "url": settings.absolute(enclosure.link), "fileSize": String(enclosure.bytes),
                "type": enclosure.type, "medium": isFilm ? "video" : "image",
                "duration": isFilm ? String(enclosure.milliseconds / 1_000) : nil,
                "width": width.map { String($0) },
                "height": width.map { String(picture.height(atWidth: $0)) },
            ]
        ) { xml in
            // No media:description: readers take it for the item's own. The words are the picture's alt.
            xml.thumbnail(of: enclosure, settings)
        }
    }
}

extension Limits {
    /// RSS 2.0 allows 144: the larger of an avatar's two sizes is too wide.
    static let feedImageWidth = 64
}
