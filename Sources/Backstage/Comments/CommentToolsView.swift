import Markup

/// What can be done with a comment: by whoever reads it, by its author, and by the host of the post.
struct CommentTools {
    let comment: Post
    let post: Post
    /// The page that shows it, in the order chosen.
    let here: Link
    let visit: Visit

    private var me: ChannelID? { visit.member?.channel.id }
    private var isHost: Bool { me == post.author.id }

    var html: HTML {
        """
        <div class="comment__tools">\(LikeButton(post: comment, visit: visit).html)\
        \(dislike)\(answer)\(share)\(heart)</div>
        """
    }

    /// One's own mark; how many others set it is hidden.
    private var dislike: HTML? {
        guard me != nil else { return nil }
        return press(
            comment.isDisliked ? "undislike" : "dislike", isPressed: comment.isDisliked,
            "\(Icon.dislike.html)<span class=\"vh\">\(visit.say(.comment_dislike))</span>")
    }

    private var answer: HTML? {
        guard me != nil, !post.takesNoComments else { return nil }
        let link = here.with("reply", comment.id).at("reply")
        return """
            <a class="act-btn" href="\(url: link.path)">\(visit.say(.comment_reply))\
            <span class="vh"> (<bdi>\(comment.author.name)</bdi>)</span></a>
            """
    }

    /// Leads to its thread, wherever in a list it stands by then.
    private var share: HTML {
        let link = post.link.with("thread", comment.thread ?? comment.id).at(comment.anchor)
        return """
            <a class="act-btn" data-share data-copied="\(visit.say(.post_copied))" \
            href="\(url: link.path)">\(Icon.share.html)\
            <span class="lbl vh">\(visit.say(.comment_share))</span></a>
            """
    }

    /// What is wanted seldom, folded away in the comment's head.
    var menu: HTML? {
        let items = [pin, own, moderate, quiet, report].compactMap { $0 }
        guard !items.isEmpty else { return nil }
        return """
            <details class="menu comment__menu"><summary class="act-btn">\(Icon.more.html)\
            <span class="vh">\(visit.say(.comment_menu)) (<bdi>\(comment.author.name)</bdi>)</span></summary>\
            <div class="menu__list">\(items)</div></details>
            """
    }

    private var own: HTML? {
        guard comment.author.id == me else { return nil }
        return """
            <a href="\(url: Link.post(comment.id, doing: "edit").path)">\(Icon.edit.html)\
            \(visit.say(.post_edit))</a>\
            <a href="\(url: Link.post(comment.id, doing: "delete").path)">\(Icon.trash.html)\
            \(visit.say(.post_delete))</a>
            """
    }

    private var quiet: HTML? {
        guard me != nil, comment.author.id != me else { return nil }
        return QuietItem(handle: comment.author.handle, visit: visit).html
    }

    private var report: HTML? {
        guard me != nil, comment.author.id != me else { return nil }
        return """
            <a href="\(url: Link.report(comment.id).path)">\(Icon.flag.html)\(visit.say(.report_do))</a>
            """
    }

    // MARK: The host's

    /// Everybody sees whose heart it is; its giver presses on it.
    private var heart: HTML? {
        if isHost, comment.author.id != me {
            return press(
                comment.isHearted ? "unheart" : "heart", isPressed: comment.isHearted,
                "\(mark)<span class=\"vh\">\(visit.say(.comment_heart))</span>")
        }
        guard comment.isHearted else { return nil }
        return """
            \(mark)<span class="vh">\(visit.say(.comment_hearted, ["name": post.author.name]))</span>
            """
    }

    private var mark: HTML {
        """
        <span class="hearted\(comment.isHearted ? "" : " hearted--not")">\
        \(Avatar(face: post.author, size: .xs).image)\(Icon.heart.html)</span>
        """
    }

    /// The list is another afterwards, so the whole page is.
    private var pin: HTML? {
        guard isHost, comment.thread == nil else { return nil }
        let isPinned = post.pinnedComment == comment.id
        let link = Link.post(comment.id, doing: isPinned ? "unpin-comment" : "pin-comment")
        return """
            <form method="post" action="\(url: link.path)"><button>\(Icon.pin.html)\
            \(visit.say(isPinned ? .comment_unpin : .comment_pin))</button></form>
            """
    }

    /// To all that the channel's people can do with what others say.
    private var moderate: HTML? {
        guard isHost, comment.author.id != me else { return nil }
        return """
            <a href="\(url: Link.post(comment.id, doing: "moderate").path)">\(Icon.shield.html)\
            \(visit.say(.queue_moderate_short))</a>
            """
    }

    /// A form of one button that says whether it is pressed.
    private func press(_ verb: String, isPressed: Bool, _ label: HTML) -> HTML {
        """
        <form method="post" action="\(url: Link.post(comment.id, doing: verb).path)" \
        data-swap="\(comment.anchor)">\(BackField(visit: visit, anchor: comment.anchor).html)\
        <button class="act-btn" aria-pressed="\(isPressed ? "true" : "false")">\(label)</button></form>
        """
    }
}
