import Markup

/// A video with its player, whose it is, what is said about it, and what to watch next (`design/watch.html`).
struct WatchPage {
    let video: Post
    let channel: Channel
    /// How much the viewer hears of the channel; nil for whoever does not follow it.
    let bell: Bell?
    let comments: CommentSection
    let upNext: [Post]
    /// What the channel said of it in posts.
    let hanging: [Post]
    /// Nil while nothing can be played.
    var player: PlayerView?
    /// For the author, until every step is there.
    var processing: ProcessingView?
    let visit: Visit

    /// Nothing can be played yet: nobody but the author is here, and there is nothing to answer to.
    private var isWaiting: Bool { processing != nil && player == nil }
    private var isMine: Bool { visit.member?.channel.id == channel.id }

    var frame: PageFrame {
        PageFrame(
            title: video.title, hasExtraStyles: processing != nil,
            canonical: video.audience == .everyone ? video.link : nil,
            facts: isWaiting ? nil : video.publicFacts(film: player?.mp4, visit.app.settings),
            content: content)
    }

    private var content: HTML {
        """
        <div class="cols cols--watch"><div class="stack watch">\(player?.html)\
        \(processing?.html)
        <div class="stack stack--3">\(published)\(video.quietLine(visit)?.html)
        <h1 class="title" dir="auto">\(video.title)</h1>
        <div class="row row--split">\(author)\(actions)</div>
        \(about)\(BackstageOfVideo(posts: hanging, visit: visit).html)</div>
        \(isWaiting ? nil : comments.html)</div>
        <aside class="cols__aside">\(panel)</aside></div>
        """
    }

    /// The upload has arrived: what a script kept of its form may go.
    private var published: HTML? {
        guard visit.query("published") != nil, isMine else { return nil }
        return """
            <p class="flash flash--ok" role="status" data-kept-done="\(VideoForm.key)">\(Icon.check.html)\
            <span>\(visit.say(isWaiting ? .video_arrived : .video_published))</span></p>
            """
    }

    private var author: HTML {
        let link = Link.channel(channel.handle)
        let followers = visit.say(
            .video_subscribers, ["n": visit.language.short(channel.subscribers)], count: channel.subscribers)
        return """
            <div class="row row--3"><a href="\(url: link.path)" tabindex="-1" aria-hidden="true">\
            \(Avatar(face: channel.face, size: .post).image)</a>\
            <div><a class="post__name" href="\(url: link.path)" dir="auto">\(channel.name)</a>\
            <div class="post__meta">\(followers)</div></div>\
            \(subscribe.html)</div>
            """
    }

    private var subscribe: SubscribeButton {
        SubscribeButton(channel: channel, bell: bell, isMine: isMine, from: video.id, visit: visit)
    }

    private var actions: HTML {
        """
        <div class="row row--0" id="\(video.anchor)">\(isWaiting ? nil : share)\(own)\(quiet)\(report)</div>
        """
    }

    private var share: HTML {
        """
        \(LikeButton(post: video, visit: visit).html)\
        <a class="act-btn" data-share href="\(url: video.link.path)">\(Icon.share.html)\
        <span class="lbl">\(visit.say(.post_share))</span></a>\
        \(EmbedMenu(post: video, visit: visit).html)
        """
    }

    private var report: HTML? {
        guard visit.member != nil, !isMine, !isWaiting else { return nil }
        return """
            <a class="act-btn" href="\(url: Link.report(video.id).path)">\(Icon.flag.html)\
            <span class="vh">\(visit.say(.report_do))</span></a>
            """
    }

    private var quiet: HTML? {
        guard visit.member != nil, !isMine else { return nil }
        return """
            <a class="act-btn" href="\(url: Link.quiet(channel.handle).path)" rel="nofollow">\
            \(Icon.silent.html)<span class="vh">\(visit.say(.quiet_do))</span></a>
            """
    }

    private var own: HTML? {
        guard isMine else { return nil }
        return """
            <a class="act-btn" href="\(url: Link.watch(video.id, doing: "edit").path)">\(Icon.edit.html)\
            <span class="vh">\(visit.say(.post_edit))</span></a>\
            <a class="act-btn" href="\(url: Link.post(video.id, doing: "delete").path)">\(Icon.trash.html)\
            <span class="vh">\(visit.say(.post_delete))</span></a>
            """
    }

    // MARK: About

    /// Views and date, and what the channel says: whole if it is short, else to be unfolded.
    private var about: HTML {
        guard !video.text.isEmpty else { return "<p class=\"card card--snug\">\(facts)</p>" }
        let beginning = Prose.excerpt(video.text, characters: 160)
        guard beginning != video.text else {
            return "<div class=\"card card--snug\"><p>\(facts)</p>\(words)</div>"
        }
        return """
            <details class="card card--snug"><summary>\(facts)<br><span class="watch__short"><span \
            class="muted" \
            dir="auto">\(beginning)</span> <b class="nowrap \
            accent">\(visit.say(.video_more_text))</b></span></summary>\
            \(words)</details>
            """
    }

    private var facts: HTML {
        let date = visit.language.date(video.published, now: 0)
        let time = TimeView(milliseconds: video.published, text: date, isRelative: false)
        let views = visit.say(.video_views, count: video.views)
        let edited: HTML? = video.edited == nil ? nil : " · \(visit.say(.post_edited))"
        return "<b>\(views) · \(time.html)\(audience)\(edited)</b>"
    }

    /// Said only where not everybody may see it.
    private var audience: HTML? {
        guard video.audience != .everyone else { return nil }
        return " · \(visit.say(video.audience.title))"
    }

    private var words: HTML {
        """
        <p class="post__text" dir="auto"\(attribute: "lang", video.language)>\
        \(Prose.html(video.text, links: ProseLinks()))</p>
        """
    }

    private var panel: HTML? {
        StagePanel(
            title: visit.say(.video_up_next), videos: upNext, visit: visit, more: nil, isWide: false,
            reasons: [:],
            hasLead: false
        ).html
    }
}
