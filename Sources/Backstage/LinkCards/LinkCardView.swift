import Markup

/// The linked page's own title and picture, under the post that links it.
struct LinkCardView {
    let card: LinkCard

    var html: HTML {
        """
        <a class="linkcard" href="\(url: card.url)" rel="nofollow ugc noopener">\(picture)\
        <div><small>\(Icon.link.html)\(card.site)</small><h2 dir="auto">\(card.title)</h2>\
        \(card.description.isEmpty ? nil : paragraph)</div></a>
        """
    }

    private var paragraph: HTML { "<p dir=\"auto\">\(card.description)</p>" }

    private var picture: HTML? {
        guard let picture = card.picture else { return nil }
        return """
            <img src="\(url: picture.link(width: 480).path)" alt="" width="\(picture.width)" \
            height="\(picture.height)" data-tone="\(picture.tone)" loading="lazy">
            """
    }
}
