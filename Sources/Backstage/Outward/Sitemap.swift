import Wire

/// A public post or video as search engines are told of it.
struct SitemapEntry: Sendable {
    let id: PostID
    let form: PostForm
    /// Published or edited.
    let changed: Int64
    /// The handle of its channel, if this is the newest public thing it said.
    let newestOf: String?
}

/// What there is for search engines, by days, in the format of sitemaps.org. A day that is over changes only
/// when something is taken down or a channel moves on to a newer day.
enum Sitemap {
    static let type = "application/xml; charset=utf-8"
    private static let names: KeyValuePairs<StaticString, String?> = [
        "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"
    ]

    /// A day's number, as it stands in an address: in plain digits, and one that ids reach.
    static func day(named name: String) -> Int64? {
        guard let day = Place(name)?.raw, day < Int64.max / IdMaker.aDay else { return nil }
        return day
    }

    static func index(of days: [Int64], _ settings: Settings) -> [UInt8] {
        var xml = XMLWriter(capacity: 256 + days.count * 100)
        xml.element("sitemapindex", names) { xml in
            for day in days {
                xml.element("sitemap") { $0.element("loc", text: settings.absolute(.sitemap(day: day))) }
            }
        }
        return xml.bytes
    }

    static func pages(_ entries: [SitemapEntry], _ settings: Settings) -> [UInt8] {
        var xml = XMLWriter(capacity: 256 + entries.count * 140)
        xml.element("urlset", names) { xml in
            for entry in entries {
                let link = entry.form == .video ? Link.watch(entry.id) : .post(entry.id)
                page(link, entry.changed, settings, &xml)
                guard let handle = entry.newestOf else { continue }
                page(.channel(handle), entry.changed, settings, &xml)
            }
        }
        return xml.bytes
    }

    private static func page(
        _ link: Link, _ changed: Int64, _ settings: Settings, _ xml: inout XMLWriter
    ) {
        xml.element("url") { xml in
            xml.element("loc", text: settings.absolute(link))
            xml.element("lastmod", text: InternetDate.text(milliseconds: changed))
        }
    }
}
