import Markup

/// The home page: the feed and the suggested videos share it in acts (`design/DESIGN.md`, section 4).
struct HomePage {
    let home: Home
    let isFirst: Bool
    let isFollowing: Bool
    let visit: Visit

    private var isVisitor: Bool { visit.member == nil }

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.nav_home), place: .home, width: home.shows == .posts ? .reading : .full,
            canonical: isVisitor && isFirst ? Link.home : nil, content: content)
    }

    private var content: HTML {
        """
        <div class="home"><h1 class="vh">\(visit.say(.nav_home))</h1>
        <div class="stack stack--5">\(choice)\(top)\(hasActs ? nil : list)</div>
        \(hasActs ? acts : nil)</div>
        """
    }

    /// Acts set posts beside videos, so they need both: posts alone, videos alone and a first visit are
    /// lists.
    private var hasActs: Bool { home.shows == .mix && (isVisitor || isFollowing) }

    /// Links, so that it works without scripts and can be bookmarked. Remembered on the account.
    private var choice: HTML {
        """
        <div class="row row--split home__bar"><nav class="segment" aria-label="\(visit.say(.home_choose))">\
        \(option(.mix, nil, .home_mix))\(option(.posts, .text, .home_posts))\
        \(option(.videos, .stage, .home_videos))</nav></div>
        """
    }

    private func option(_ shows: HomeShows, _ icon: Icon?, _ word: Word) -> HTML {
        let current: HTML = home.shows == shows ? " aria-current=\"true\"" : ""
        return """
            <a href="\(url: Link.home(shows: shows).path)"\(current)>\
            \(icon.map { $0.html })\(visit.say(word))</a>
            """
    }

    private var top: HTML? {
        if isVisitor { return isFirst ? Invitation(visit: visit).html : nil }
        guard isFollowing else { return FindChannelsView(channels: home.channels, visit: visit).html }
        return isFirst ? NewPosts(link: .home, visit: visit).html : nil
    }

    // MARK: Acts

    private var acts: HTML { home.acts.indices.map(act).joined() }

    private var list: HTML {
        """
        \(home.acts.flatMap(\.posts).map(card))\
        \(home.acts.first.flatMap { stage($0, isWide: true, number: 0) })\(last)
        """
    }

    /// In this order in the document, on a phone and for the tab key: two posts, the stage, the other posts.
    /// A stage never comes first: before it stands, with nothing new, the end of the feed.
    private func act(_ index: Int) -> HTML {
        let act = home.acts[index]
        let isLast = index == home.acts.count - 1
        let endsEarly = isLast && act.after.isEmpty && act.before.isEmpty
        return """
            <div class="act"><div class="stack">\(act.before.map(card))\(endsEarly ? last : nil)</div>
            \(aside(act, number: index))
            <div class="stack">\(act.after.map(card))\(isLast && !endsEarly ? last : nil)</div></div>

            """
    }

    private func aside(_ act: Act, number: Int) -> HTML? {
        guard !act.videos.isEmpty else { return nil }
        return """
            <div class="act__stage">\(stage(act, isWide: false, number: number))</div>
            """
    }

    /// Each panel of a page has a name of its own: who moves from landmark to landmark tells them apart.
    private func stage(_ act: Act, isWide: Bool, number: Int) -> HTML? {
        guard !act.videos.isEmpty else { return nil }
        let first: Word = home.isAllPopular ? .feed_popular : .home_stage
        let title: Word = number == 0 ? first : number == 1 ? .home_stage_more : .home_stage_still
        return StagePanel(
            title: visit.say(title), videos: act.videos, visit: visit,
            more: isWide ? nil : Link.home(shows: .videos), isWide: isWide,
            reasons: act.reasons.mapValues { visit.say($0.word) }
        ).html
    }

    private func card(_ post: Post) -> HTML { PostCard(post: post, visit: visit).html }

    // MARK: End

    /// In the mix it stands inside the last act, beside its stage; else below the list.
    private var last: HTML? {
        if let next = home.next {
            return OlderPosts(
                link: next.link, word: home.shows == .videos ? .home_older : .feed_older, visit: visit
            ).html
        }
        guard isVisitor || isFollowing else { return nil }
        if isFirst, isVisitor, home.acts.allSatisfy({ $0.posts.isEmpty && $0.videos.isEmpty }) {
            return nothing
        }
        return CurtainEnd(visit: visit).html
    }

    /// A new site, seen from outside.
    private var nothing: HTML {
        """
        <section class="card empty"><h2>\(visit.say(.feed_quiet))</h2>\
        <p>\(visit.say(.feed_quiet_text))</p></section>
        """
    }
}
