import Markup

/// One post, whole, with its comments.
struct PostPage {
    let post: Post
    let comments: CommentSection
    var film = ShownFilm(player: nil, processing: nil)
    /// Nil when it is not known whether the viewer follows the channel.
    var subscribe: SubscribeButton?
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: title, place: nil, width: .reading,
            canonical: post.audience == .everyone ? post.link : nil,
            facts: isWaiting ? nil : post.publicFacts(film: film.player?.mp4, visit.app.settings),
            content: content)
    }

    /// It waits for its film or its time, or its time is over: nobody but the author is here, and there is
    /// nothing to answer to.
    private var isWaiting: Bool {
        (film.processing != nil && film.player == nil) || post.state == .scheduled || post.state == .archived
    }

    private var card: PostCard {
        PostCard(post: post, visit: visit, isAlone: true, player: film.player?.html)
    }

    private var title: String {
        let words = Prose.excerpt(post.text, characters: 60)
        return words.isEmpty ? post.author.name : "\(post.author.name): \(words)"
    }

    private var content: HTML {
        """
        <div class="stack"><h1 class="vh">\(title)</h1>
        <div class="row row--split">\
        <a class="row small backlink" href="\(url: Link.backstage(post.author.handle).path)">\
        \(Icon.prev.directed)<span><bdi>\(post.author.name)</bdi> · Backstage</span></a>\
        \(isWaiting ? nil : subscribe?.html)</div>
        \(post.quietLine(visit)?.html)\(film.processing?.html)\(card.html)
        \(isWaiting ? nil : comments.html)</div>
        """
    }
}
