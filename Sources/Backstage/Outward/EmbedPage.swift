import Markup

/// A public post or video as it stands in a frame on another site: the player alone, or the post's card, with
/// nothing around it and nothing to press but ways to the site itself.
///
/// It is the same for everybody: no session is looked up, so there is no vote or like that a page around it
/// could trick somebody into. Its policy is as tight as ours elsewhere, but for who may frame it; forms may
/// not be sent at all.
struct EmbedPage {
    /// Nil when there is nothing here, or nothing for everybody.
    let post: Post?
    let player: PlayerView?
    let visit: Visit

    static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' \
        blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *
        """

    var html: HTML {
        """
        <!doctype html>
        <html lang="\(visit.language.rawValue)" dir="ltr"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>\(title) · Backstage</title>
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">\(canonical)
        <base target="_blank">
        <link rel="icon" href="\(raw: Assets.bundled.address("logo.svg"))">
        <link rel="stylesheet" href="\(raw: Assets.bundled.address("backstage.css"))">
        <script type="module" src="\(raw: Assets.bundled.address("backstage.js"))"></script>
        </head>
        <body class="embed">\(content)</body></html>
        """
    }

    private var title: String {
        post.map { "\($0.author.name): \($0.headline)" } ?? visit.say(.embed_gone)
    }

    private var canonical: HTML? {
        guard let post else { return nil }
        return "\n<link rel=\"canonical\" href=\"\(url: visit.app.settings.absolute(post.link))\">"
    }

    private var content: HTML {
        guard let post else { return gone }
        guard let player else { return EmbedCard(post: post, visit: visit).html }
        return film(post, player)
    }

    /// The player fills the frame; its name lies above until it plays.
    private func film(_ post: Post, _ player: PlayerView) -> HTML {
        var player = player
        // Their list stands below the picture, where a frame has no room.
        player.chapters = []
        return """
            <main class="embed__film">\(player.html)
            <header class="embed__name"><h1><a href="\(url: post.link.path)" target="_blank" rel="noopener" \
            dir="auto">\(post.headline)</a></h1><p dir="auto">\(post.author.name)</p></header></main>
            """
    }

    private var gone: HTML {
        """
        <main class="embed__gone"><h1>\(visit.say(.embed_gone))</h1><p>\(visit.say(.embed_gone_text))</p>
        <a class="btn btn--s" href="\(url: Link.home.path)" target="_blank" rel="noopener">\
        \(visit.say(.embed_open))</a></main>
        """
    }
}
