import Markup

/// A post as a feed reader shows it: plain markup with whole addresses, no style and no script.
struct SyndicatedPostView {
    let post: Post
    let settings: Settings

    var html: HTML { "\(words)\(answers)\(pictures)\(film)\(card)" }

    /// Line ends are kept by a style on our pages; here they must be markup.
    private var words: HTML? {
        guard !post.text.isEmpty else { return nil }
        let prose = Prose.html(post.text, links: ProseLinks()).text
        // Quotes in the text are escaped, so this is always an address that we wrote.
        let whole = prose.replacing("href=\"/", with: "href=\"\(settings.publicURL)/")
        return "<p dir=\"auto\">\(raw: whole.replacing("\n", with: "<br>\n"))</p>"
    }

    /// To vote, one comes to the page: results would be old at once.
    private var answers: HTML? {
        guard let poll = post.poll else { return nil }
        let items = poll.options.map { "<li dir=\"auto\">\($0.text)</li>" as HTML }
        return "<ul>\(items)</ul>\(link("<bdi>\(post.author.name)</bdi>"))"
    }

    private var pictures: HTML {
        let photos = post.attachments.filter { $0.kind == .photo }
        return "\(photos.map { "<p>\(image($0.picture))</p>" as HTML })"
    }

    /// Its first picture, which leads to where it plays.
    private var film: HTML? {
        guard let film = post.attachments.first(where: { $0.kind == .video })?.picture, !film.widths.isEmpty
        else { return nil }
        return link(image(film))
    }

    private var card: HTML? {
        guard let card = post.linkCard else { return nil }
        return "<p><a href=\"\(url: card.url)\" dir=\"auto\">\(card.title)</a></p>"
    }

    private func image(_ picture: Picture) -> HTML {
        let width = picture.width(near: Limits.cardPictureWidth) ?? picture.width
        return """
            <img src="\(url: settings.absolute(picture.link(width: width)))" alt="\(picture.alt)" \
            width="\(width)" height="\(picture.height(atWidth: width))">
            """
    }

    private func link(_ inside: HTML) -> HTML {
        "<p><a href=\"\(url: settings.absolute(post.link))\">\(inside)</a></p>"
    }
}
