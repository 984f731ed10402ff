import Markup

/// The feed: posts and videos of the followed channels, strictly newest first, with a real end.
struct FeedPage {
    let posts: [Post]
    /// For a visitor: the most seen videos, after the second post.
    let videos: [Post]
    /// Where the next page begins; nil at the end.
    let older: Place?
    let isFirst: Bool
    let isFollowing: Bool
    let visit: Visit

    private var isVisitor: Bool { visit.member == nil }

    var frame: PageFrame {
        PageFrame(
            title: title, place: .subscriptions, width: .reading,
            canonical: isVisitor && isFirst ? Link.feed : nil, content: content)
    }

    private var title: String { visit.say(isVisitor ? .feed_public : .feed_title) }

    private var content: HTML {
        """
        <div class="stack stack--5"><header><h1 class="title">\(title)</h1>\
        <p class="small muted">\(visit.say(.feed_order))</p></header>
        \(isVisitor && isFirst ? Invitation(visit: visit).html : nil)\
        \(isVisitor || !isFirst ? nil : NewPosts(link: .feed, visit: visit).html)
        \(cards(posts.prefix(Limits.postsAnAct / 2)))\(stage)
        \(cards(posts.dropFirst(Limits.postsAnAct / 2)))
        \(end)</div>
        """
    }

    private func cards(_ posts: some Sequence<Post>) -> [HTML] {
        posts.map { PostCard(post: $0, visit: visit).html }
    }

    private var stage: HTML? {
        guard !videos.isEmpty else { return nil }
        return StagePanel(
            title: visit.say(.feed_popular), videos: videos, visit: visit, more: Link.home(shows: .videos),
            isWide: true, reasons: [:]
        ).html
    }

    private var end: HTML {
        if let older { return OlderPosts(link: .feed(before: older), visit: visit).html }
        if posts.isEmpty, isFirst { return nothing }
        return CurtainEnd(visit: visit).html
    }

    private var nothing: HTML {
        let isQuiet = isVisitor || isFollowing
        return """
            <section class="card empty"><h2>\(visit.say(isQuiet ? .feed_quiet : .feed_empty))</h2>\
            <p>\(visit.say(isQuiet ? .feed_quiet_text : .feed_empty_text))</p>\
            \(isQuiet ? nil : findButton)</section>
            """
    }

    private var findButton: HTML {
        """
        <div class="row"><a class="btn btn--primary" href="\(url: Link.home.at("find-channels").path)">\
        \(visit.say(.feed_find))</a></div>
        """
    }
}

/// The end of a list of posts, said plainly: there is no more to scroll for.
struct CurtainEnd {
    let visit: Visit

    var html: HTML {
        let word: Word = visit.member == nil ? .feed_end_public : .feed_end_text
        return """
            <div class="curtain-end"><b>\(visit.say(.feed_end))</b>\(visit.say(word))</div>
            """
    }
}

/// The way to the next page.
struct OlderPosts {
    let link: Link
    var word = Word.feed_older
    let visit: Visit

    var html: HTML {
        """
        <a class="btn btn--block" rel="next" href="\(url: link.path)">\(visit.say(word))</a>
        """
    }
}

/// Hidden until a script hears that a followed channel has published. Leads to the page anew.
struct NewPosts {
    let link: Link
    let visit: Visit

    var html: HTML {
        """
        <a class="btn btn--primary newposts" data-new-posts hidden href="\(url: link.path)">\
        \(visit.say(.feed_new))</a>
        """
    }
}

/// What a visitor would gain by having a channel.
struct Invitation {
    let visit: Visit

    var html: HTML {
        """
        <section class="card card--snug row row--split" aria-labelledby="invitation"><div class="grow">\
        <h2 class="section-title" id="invitation">\(visit.say(.feed_invitation))</h2>\
        <p class="small muted">\(visit.say(.feed_invitation_text))</p></div>\
        <a class="btn" href="\(url: Link.signUp.path)">\(visit.say(.nav_sign_up))</a></section>
        """
    }
}
