import Markup

/// A post as it stands in every list and on its own page (`design/DESIGN.md`, section 5).
struct PostCard {
    let post: Post
    let visit: Visit
    /// On its own page a post shows its date in full and links nowhere but out.
    var isAlone = false
    /// In the studio's preview nothing leads anywhere yet.
    var isPreview = false
    /// Above its channel's tab.
    var isPinned = false
    /// A clip on its own page stands there ready to be played.
    var player: HTML?

    private var me: ChannelID? { visit.member?.channel.id }
    private var isMine: Bool { me == post.author.id }

    var html: HTML {
        """
        <article class="post" id="\(post.anchor)" aria-labelledby="by-\(String(post.id))"\
        \(attribute: "data-seen", look)>\(tapes)
        \(head)
        <div class="post__body">\(words)\(Gallery(photos: post.photos, post: post, visit: visit).html)\
        \(video)\(poll)\(shared)\(linkCard)\(stage)</div>
        \(isPreview || post.state != .published ? nil : bar)</article>
        """
    }

    /// In a list a script says when a reader has seen it; its own page is counted by the server.
    private var look: String? {
        guard !isAlone, !isPreview, !isMine, post.state == .published, post.root == nil else { return nil }
        return String(post.id)
    }

    /// Two at most: what cannot be seen by looking.
    private var tapes: HTML? {
        let all = [pinTape, stateTape, pollTape, membersTape].compactMap { $0 }.prefix(2)
        return all.isEmpty ? nil : "<div class=\"post__tapes\">\(Array(all))</div>"
    }

    private func tape(_ kind: String, _ icon: Icon, _ text: String) -> HTML {
        "<span class=\"tape tape--\(raw: kind)\">\(icon.html)\(text)</span>"
    }

    private var pinTape: HTML? { isPinned ? tape("pin", .pin, visit.say(.post_pinned)) : nil }

    private var stateTape: HTML? {
        switch post.state {
        case .scheduled: tape("when", .clock, visit.say(.post_scheduled))
        case .archived: tape("plain", .inbox, visit.say(.post_archived))
        default: nil
        }
    }

    private var pollTape: HTML? {
        guard let poll = post.poll else { return nil }
        if poll.isQuiz {
            return tape("quiz", .quiz, visit.say(poll.mine == nil ? .quiz_tape : .quiz_tape_answered))
        }
        let left = poll.closes - visit.now
        let text =
            left <= 0
            ? visit.say(.poll_tape_closed) : visit.say(.poll_tape_open, ["span": visit.language.span(left)])
        return tape("poll", .poll, text)
    }

    private var membersTape: HTML? {
        post.audience == .members ? tape("members", .star, visit.say(.audience_members)) : nil
    }

    private var head: HTML {
        """
        <header class="post__head">\
        <a href="\(url: Link.backstage(post.author.handle).path)" tabindex="-1" aria-hidden="true">\
        \(Avatar(face: post.author, size: .post).image)</a>\
        <div class="post__who"><a class="post__name" id="by-\(String(post.id))" dir="auto" \
        href="\(url: Link.backstage(post.author.handle).path)">\(post.author.name)</a>\
        <div class="post__meta">\(time)<span aria-hidden="true">·</span>\
        <span class="nowrap">\(audience)</span>\(edited)</div></div>\(menu)</header>
        """
    }

    private var time: HTML {
        let isWhole = isAlone || post.state == .scheduled
        let text =
            isWhole
            ? visit.language.moment(post.published) : visit.language.ago(post.published, now: visit.now)
        let time = TimeView(milliseconds: post.published, text: text, isRelative: !isWhole)
        return "<a href=\"\(url: post.link.path)\">\(time.html)</a>"
    }

    private var audience: HTML { "\(post.audience.icon.html) \(visit.say(post.audience.title))" }

    private var edited: HTML? {
        guard post.edited != nil else { return nil }
        return """
            <span aria-hidden="true">·</span>\
            <a href="\(url: Link.post(post.id, doing: "versions").path)">\(visit.say(.post_edited))</a>
            """
    }

    private var menu: HTML? {
        guard visit.member != nil, !isPreview else { return nil }
        let items = [shareItem, isMine ? ownItems : quietItem, isMine ? nil : reportItem].compactMap { $0 }
        guard !items.isEmpty else { return nil }
        return """
            <details class="menu"><summary class="btn btn--icon">\(Icon.more.html)\
            <span class="vh">\(visit.say(.post_menu))</span></summary><div class="menu__list">\(items)\
            </div></details>
            """
    }

    /// What everybody may see can be shared by everybody.
    private var shareItem: HTML? {
        guard post.audience == .everyone, post.root == nil, post.state == .published else { return nil }
        var original = post.id
        if case .post(let shared)? = post.shared { original = shared.id }
        return """
            <a href="\(url: Link.studio.with("share", original).path)">\(Icon.again.html)\
            \(visit.say(.share_here))</a>
            """
    }

    private var quietItem: HTML { QuietItem(handle: post.author.handle, visit: visit).html }

    private var reportItem: HTML? {
        guard post.state == .published else { return nil }
        return "<a href=\"\(url: Link.report(post.id).path)\">\(Icon.flag.html)\(visit.say(.report_do))</a>"
    }

    private var ownItems: HTML {
        let edit =
            post.form == .video ? Link.watch(post.id, doing: "edit") : Link.post(post.id, doing: "edit")
        return """
            <a href="\(url: edit.path)">\(Icon.edit.html)\(visit.say(.post_edit))</a>\(pinItem)\
            \(item(Link.post(post.id, doing: "delete"), .trash, .post_delete))
            """
    }

    private var pinItem: HTML? {
        guard post.root == nil, post.state == .published else { return nil }
        return item(
            Link.post(post.id, doing: isPinned ? "unpin" : "pin"), .pin, isPinned ? .post_unpin : .post_pin)
    }

    private func item(_ link: Link, _ icon: Icon, _ word: Word) -> HTML {
        """
        <form method="post" action="\(url: link.path)"><button>\(icon.html)\(visit.say(word))</button></form>
        """
    }

    private var words: HTML? {
        guard !post.text.isEmpty, !isQuestion else { return nil }
        let isLoud =
            post.attachments.isEmpty && post.poll == nil && post.linkCard == nil && post.shared == nil
            && post.text.count <= Limits.loudCharacters && !post.text.contains("\n")
        return """
            <p class="post__text\(isLoud ? " post__text--loud" : "")" \
            dir="auto"\(attribute: "lang", post.language)>\
            \(Prose.html(post.text, links: ProseLinks()))</p>
            """
    }

    /// A poll's text is its question, and stands with the answers.
    private var isQuestion: Bool { post.poll != nil }

    private var poll: HTML? {
        post.poll.map {
            PollView(
                poll: $0, question: post.text, isAuthor: isMine && !isPreview, visit: visit,
                anchor: post.anchor
            ).html
        }
    }

    private var video: HTML? {
        guard let video = post.video else { return nil }
        if let player { return player }
        if post.form != .video { return clip(video) }
        return """
            <a class="media clip post__bleed" href="\(url: post.link.path)">\
            <img src="\(url: video.picture.link(width: 1_280).path)" alt="" width="\(video.picture.width)" \
            height="\(video.picture.height)" data-tone="\(video.picture.tone)" loading="lazy">\
            <span class="play">\(Icon.play.html)</span><span class="vh">\(visit.say(.post_play))</span>\
            <span class="dur">\(visit.language.duration(video.picture.duration))</span></a>\
            \(post.title.isEmpty ? nil : titleLine)
            """
    }

    /// Nothing while even its first picture is on its way.
    private func clip(_ clip: Attachment) -> HTML? {
        guard !clip.picture.widths.isEmpty else { return nil }
        let link = { (name: String) in Link.media(clip.picture.folder, name) }
        return ClipView(
            poster: clip.picture, hls: post.film?.master.map(link), mp4: post.film?.mp4.map(link),
            title: clip.picture.alt.isEmpty
                ? visit.say(.clip_by, ["name": post.author.name]) : clip.picture.alt,
            page: post.link, visit: visit
        ).html
    }

    private var titleLine: HTML {
        "<p class=\"post__text\"><a href=\"\(url: post.link.path)\" dir=\"auto\">\(post.title)</a></p>"
    }

    private var shared: HTML? { post.shared.map { SharedView(shared: $0, visit: visit).html } }

    /// The way back to the video it hangs on.
    private var stage: HTML? {
        guard let stage = post.stage else { return nil }
        return """
            <a class="post__stage" href="\(url: Link.watch(stage.id).path)">\(Icon.stage.html)\
            <span>\(visit.say(.post_of_video)) <bdi>\(stage.title)</bdi></span></a>
            """
    }

    private var linkCard: HTML? {
        guard let card = post.linkCard, post.photos.isEmpty, post.poll == nil, post.shared == nil else {
            return nil
        }
        return LinkCardView(card: card).html
    }

    private var bar: HTML {
        """
        <footer class="post__bar">\(LikeButton(post: post, visit: visit).html)\
        <a class="act-btn" href="\(url: post.link.at("comments").path)">\(Icon.comment.html)\
        <span class="vh">\(visit.say(.post_comment)) </span>\(visit.language.short(post.comments))</a>\
        <a class="act-btn" data-share data-copied="\(visit.say(.post_copied))" \
        href="\(url: post.link.path)">\(Icon.share.html)\
        <span class="lbl">\(visit.say(.post_share))</span></a>\
        \(isAlone ? EmbedMenu(post: post, visit: visit).html : nil)</footer>
        """
    }
}

/// The heart under a post or comment: a form of one button, for whoever is signed in.
struct LikeButton {
    let post: Post
    let visit: Visit

    var html: HTML {
        """
        <form method="post" action="\(url: Link.post(post.id, doing: post.isLiked ? "unlike" : "like").path)\
        " \
        data-swap="\(post.anchor)">\(BackField(visit: visit, anchor: post.anchor).html)\
        <button class="act-btn" aria-pressed="\(post.isLiked ? "true" : "false")">\(Icon.heart.html)\
        <span class="vh">\(visit.say(.post_like)) </span>\(visit.language.short(post.likes))</button></form>
        """
    }
}
