import Markup

/// The code that shows a public post in another page: a frame of it, and nothing that the other page runs.
struct EmbedFrameView {
    let post: Post
    let size: EmbedSize
    let settings: Settings

    var html: HTML {
        """
        <iframe src="\(url: settings.absolute(.embed(post.id)))" width="\(size.width)" \
        height="\(size.height)" title="\(post.author.name): \(post.headline)" frameborder="0" loading="lazy" \
        allow="fullscreen; picture-in-picture" allowfullscreen></iframe>
        """
    }
}

/// Beside the share button, on the page of a post that everybody may see: the code to be copied. Opens
/// without scripts; with them, the code is selected as soon as it has the focus.
struct EmbedMenu {
    let post: Post
    let visit: Visit

    var html: HTML? {
        guard post.isForTheWorld else { return nil }
        let settings = visit.app.settings
        let code = EmbedFrameView(post: post, size: EmbedSize(of: post), settings: settings).html.text
        let field = "embed-\(post.id)"
        return """
            <details class="menu embed-menu"><summary class="act-btn">\(Icon.code.html)\
            <span class="lbl">\(visit.say(.embed_menu))</span></summary>\
            <div class="embed-menu__sheet"><label class="label" for="\(field)">\(visit.say(.embed_code))\
            </label><textarea class="input embed-menu__code" id="\(field)" rows="4" readonly \
            spellcheck="false" translate="no" data-select aria-describedby="\(field)-hint" \
            dir="ltr">\(code)</textarea>\
            <p class="hint" id="\(field)-hint">\(visit.say(.embed_hint))</p></div></details>
            """
    }
}
