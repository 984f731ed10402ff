import Markup

/// A post in a frame on another site: what it says and shows, and the way to it. Polls show their answers,
/// and how they ended once they are closed; one votes on the site.
struct EmbedCard {
    let post: Post
    let visit: Visit

    var html: HTML {
        """
        <main class="embed__card"><h1 class="vh">\(post.author.name): \(post.headline)</h1>
        <article class="post" id="\(post.anchor)" aria-labelledby="by-\(String(post.id))">\(head)
        <div class="post__body">\(words)\(Gallery(photos: photos, post: post, visit: visit).html)\
        \(poll)\(shared)\(card)</div>
        \(foot)</article></main>
        """
    }

    private var photos: [Attachment] { post.photos }

    private var shared: HTML? { post.shared.map { SharedView(shared: $0, visit: visit).html } }

    private var head: HTML {
        let date = visit.language.date(post.published, now: visit.now)
        return """
            <header class="post__head">\(Avatar(face: post.author, size: .post).image)\
            <div class="post__who"><a class="post__name" id="by-\(String(post.id))" dir="auto" \
            href="\(url: Link.backstage(post.author.handle).path)" target="_blank" rel="noopener">\
            \(post.author.name)</a>\
            <div class="post__meta"><a href="\(url: post.link.path)" target="_blank" rel="noopener">\
            \(TimeView(milliseconds: post.published, text: date, isRelative: false).html)</a></div>\
            </div></header>
            """
    }

    /// A poll's text is its question, and stands with the answers.
    private var words: HTML? {
        guard !post.text.isEmpty, post.poll == nil else { return nil }
        let isLoud =
            post.attachments.isEmpty && post.linkCard == nil && post.shared == nil
            && post.text.count <= Limits.loudCharacters
            && !post.text.contains("\n")
        return """
            <p class="post__text\(isLoud ? " post__text--loud" : "")" \
            dir="auto"\(attribute: "lang", post.language)>\
            \(Prose.html(post.text, links: ProseLinks()))</p>
            """
    }

    private var poll: HTML? {
        guard let poll = post.poll else { return nil }
        let shares = poll.isClosed(at: visit.now) ? poll.shares : nil
        let options = poll.options.enumerated().map { index, option in
            answer(option, share: shares.flatMap { index < $0.count ? $0[index] : nil })
        }
        return """
            <section aria-labelledby="q-\(String(post.id))"><h2 class="poll__q" id="q-\(String(post.id))" \
            dir="auto">\(post.text)</h2><ol class="poll poll--results">\(options)</ol>
            <p class="poll__foot"><span>\(visit.say(.poll_votes, count: poll.votes))</span></p></section>
            """
    }

    private func answer(_ option: Poll.Option, share: Int?) -> HTML {
        let percent = share.map { visit.language.percent($0) }
        return """
            <li class="poll__opt" data-v="\(share ?? 0)"><span><bdi>\(option.text)</bdi></span>\
            \(percent.map { "<span class=\"poll__pct\">\($0)</span>" as HTML })</li>
            """
    }

    private var card: HTML? {
        guard let card = post.linkCard, photos.isEmpty, post.poll == nil else { return nil }
        return LinkCardView(card: card).html
    }

    private var foot: HTML {
        """
        <footer class="post__bar"><span class="act-btn">\(Icon.heart.html)\
        <span class="vh">\(visit.say(.post_like)) </span>\(visit.language.short(post.likes))</span>\
        <span class="act-btn">\(Icon.comment.html)\
        <span class="vh">\(visit.say(.post_comment)) </span>\(visit.language.short(post.comments))</span>\
        <a class="btn btn--s end" href="\(url: post.link.path)" target="_blank" rel="noopener">\
        \(visit.say(.embed_open))</a></footer>
        """
    }
}
