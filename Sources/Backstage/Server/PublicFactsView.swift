import Markup
import Wire

/// The facts as a page's head names them: Open Graph, the few names that Twitter's cards add, the addresses
/// of other forms of the page (oEmbed, RSS, Atom), JSON-LD.
struct PublicFactsView {
    let facts: PublicFacts
    let settings: Settings

    var html: HTML {
        """
        \(plain)\(openGraph)\(picture)\(film)\(times)\(card)\(alternates)\(structured)
        """
    }

    private var plain: HTML? {
        guard !facts.description.isEmpty else { return nil }
        return """

            <meta name="description" content="\(facts.description)">\
            \(property("og:description", facts.description))
            """
    }

    private var openGraph: HTML {
        """
        \(property("og:site_name", "Backstage"))\(property("og:type", facts.kind.rawValue))\
        \(property("og:title", facts.title))\(property("og:url", settings.absolute(facts.link)))
        """
    }

    private var picture: HTML? {
        guard let picture = facts.picture, let width = picture.width(near: Limits.cardPictureWidth) else {
            return nil
        }
        return """
            \(property("og:image", settings.absolute(picture.link(width: width))))\
            \(property("og:image:type", "image/webp"))\
            \(property("og:image:width", String(width)))\
            \(property("og:image:height", String(picture.height(atWidth: width))))\
            \(picture.alt.isEmpty ? nil : property("og:image:alt", picture.alt))
            """
    }

    private var film: HTML? {
        guard let film = facts.film else { return nil }
        let file = settings.absolute(film.file)
        return """
            \(property("og:video", file))\
            \(settings.isSecure ? property("og:video:secure_url", file) : nil)\
            \(property("og:video:type", "video/mp4"))\
            \(property("og:video:width", String(film.width)))\
            \(property("og:video:height", String(film.height)))\
            \(property("video:duration", String(film.milliseconds / 1_000)))
            """
    }

    private var times: HTML {
        guard facts.kind == .article else {
            return "\(facts.published.map { moment("video:release_date", $0) })"
        }
        return """
            \(facts.published.map { moment("article:published_time", $0) })\
            \(facts.edited.map { moment("article:modified_time", $0) })\
            \(property("article:author", settings.absolute(.channel(facts.author.handle))))
            """
    }

    private func moment(_ name: String, _ milliseconds: Int64) -> HTML {
        property(name, InternetDate.text(milliseconds: milliseconds))
    }

    /// Title, description and picture are taken from Open Graph.
    private var card: HTML {
        guard let film = facts.film else {
            return name("twitter:card", facts.picture == nil ? "summary" : "summary_large_image")
        }
        return """
            \(name("twitter:card", "player"))\
            \(name("twitter:player", settings.absolute(film.embed)))\
            \(name("twitter:player:width", String(film.width)))\
            \(name("twitter:player:height", String(film.height)))
            """
    }

    private var alternates: HTML {
        guard facts.kind == .profile else {
            let link = Link.oembed(of: settings.absolute(facts.link))
            return alternate("application/json+oembed", facts.title, link)
        }
        let handle = facts.author.handle
        return """
            \(alternate("application/rss+xml", "\(facts.author.name) · RSS", .rss(handle)))\
            \(alternate("application/atom+xml", "\(facts.author.name) · Atom", .atom(handle)))
            """
    }

    private func alternate(_ type: String, _ title: String, _ link: Link) -> HTML {
        """

        <link rel="alternate" type="\(type)" title="\(title)" href="\(url: settings.absolute(link))">
        """
    }

    /// A block of data, which no browser runs: the Content-Security-Policy need not allow it (HTML, 4.12.1).
    private var structured: HTML? {
        guard let text = facts.structured else { return nil }
        precondition(!text.contains("<"), "JSON-LD holds a bare <")
        return "\n<script type=\"application/ld+json\">\(raw: text)</script>"
    }

    private func property(_ name: String, _ value: String) -> HTML {
        "\n<meta property=\"\(name)\" content=\"\(value)\">"
    }
    private func name(_ name: String, _ value: String) -> HTML {
        "\n<meta name=\"\(name)\" content=\"\(value)\">"
    }
}

extension Picture {
    /// The width of the smallest file that is no narrower than this, else of the widest; nil while there is
    /// none.
    func width(near wanted: Int) -> Int? { widths.first { $0 >= wanted } ?? widths.last }

    func height(atWidth width: Int) -> Int { max(1, height * width / max(1, self.width)) }
}

extension Limits {
    /// What other sites show in a card is at most so wide on a sharp screen.
    static let cardPictureWidth = 1_280
    /// Cards show two lines of it, search engines three.
    static let cardDescriptionCharacters = 200
}
