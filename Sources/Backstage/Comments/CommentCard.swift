import Markup

/// A comment with its replies (`design/DESIGN.md`, section 5, Comments): two levels, deeper ones join the
/// second.
struct CommentCard {
    let thread: CommentThread
    let post: Post
    /// The page that shows it, in the order chosen.
    let here: Link
    let isAlone: Bool
    let visit: Visit

    private var me: ChannelID? { visit.member?.channel.id }

    var html: HTML {
        guard let top = thread.top else { return gone }
        return """
            <article class="comment" id="\(top.anchor)" aria-labelledby="by-\(String(top.id))">\
            \(said(top))\(replies)</article>

            """
    }

    /// What others answered stays when somebody takes their own comment back.
    private var gone: HTML {
        """
        <article class="comment" id="post-\(String(thread.id))" aria-labelledby="by-\(String(thread.id))">\
        <p class="muted" id="by-\(String(thread.id))">\(visit.say(.comment_gone))</p>\(replies)</article>

        """
    }

    private var replies: HTML? {
        guard !thread.replies.isEmpty else { return nil }
        return "<div class=\"comment__replies\">\(thread.replies.map(reply))\(showAll)</div>"
    }

    private func reply(_ reply: Post) -> HTML {
        """
        <article class="comment" id="\(reply.anchor)" aria-labelledby="by-\(String(reply.id))">\
        \(said(reply))</article>
        """
    }

    private var showAll: HTML? {
        guard !isAlone, thread.replyCount > thread.replies.count else { return nil }
        let link = post.link.with("thread", thread.id).at("post-\(thread.id)")
        return """
            <a class="act-btn comment__all" href="\(url: link.path)">\(Icon.down.html)\
            \(visit.say(.comment_all_replies, count: thread.replyCount))</a>
            """
    }

    private func said(_ comment: Post) -> HTML {
        """
        \(Avatar(face: comment.author, size: .comment).image)\(head(comment))\
        <div>\(words(comment))\(media(comment))\(linkCard(comment))</div>\(tools(comment))
        """
    }

    private func head(_ comment: Post) -> HTML {
        let author = comment.author
        let isHost = author.id == post.author.id
        let time = TimeView(
            milliseconds: comment.published, text: visit.language.ago(comment.published, now: visit.now))
        let link = post.link.with("thread", thread.id).at(comment.anchor)
        let mark: HTML? = isHost ? "<span class=\"vh\"> (\(visit.say(.comment_creator)))</span>" : nil
        let edited: HTML? = comment.edited == nil ? nil : "<span>\(visit.say(.post_edited))</span>"
        return """
            <header class="comment__head">\
            <b\(raw: isHost ? " class=\"is-creator\"" : "") id="by-\(String(comment.id))">\
            <a href="\(url: Link.channel(author.handle).path)" dir="auto">\(author.name)</a>\(mark)</b>\
            <a href="\(url: link.path)">\(time.html)</a>\(edited)</header>
            """
    }

    private func words(_ comment: Post) -> HTML? {
        guard !comment.text.isEmpty else { return nil }
        return """
            <p class="comment__text" dir="auto"\(attribute: "lang", comment.language)>\(answered(comment))\
            \(Prose.html(comment.text, links: ProseLinks()))</p>
            """
    }

    /// Whom a deeper reply answers. That reply is older and of the same thread, so it is shown already
    /// unless the page begins behind it; then the words stand for themselves.
    private func answered(_ comment: Post) -> HTML? {
        guard let parent = comment.parent, let other = thread.replies.first(where: { $0.id == parent }) else {
            return nil
        }
        let name = "@" + other.author.handle
        return """
            <a class="muted" href="#\(other.anchor)" \
            aria-label="\(visit.say(.comment_answers, ["name": name]))">\
            ↳ <bdi>\(name)</bdi></a>\u{20}
            """
    }

    private func media(_ comment: Post) -> HTML? {
        guard !comment.photos.isEmpty else { return nil }
        return "<div class=\"comment__media\">\(comment.photos.map(photo))</div>"
    }

    private func photo(_ photo: Attachment) -> HTML {
        let picture = photo.picture
        let alt = picture.alt.isEmpty ? visit.say(.photo_no_alt) : picture.alt
        return """
            <a class="media" href="\(url: picture.largest.path)" data-tone="\(picture.tone)">\
            <img src="\(url: picture.link(width: 480).path)" alt="\(alt)" width="\(picture.width)" \
            height="\(picture.height)" loading="lazy" decoding="async"></a>
            """
    }

    private func linkCard(_ comment: Post) -> HTML? {
        guard let card = comment.linkCard, comment.photos.isEmpty else { return nil }
        return LinkCardView(card: card).html
    }

    private func tools(_ comment: Post) -> HTML {
        """
        <div class="comment__tools">\(LikeButton(post: comment, visit: visit).html)\
        \(answer(comment))\(own(comment))</div>
        """
    }

    private func answer(_ comment: Post) -> HTML? {
        guard me != nil, !post.hasCommentsOff else { return nil }
        let link = here.with("reply", comment.id).at("reply")
        return """
            <a class="act-btn" href="\(url: link.path)">\(visit.say(.comment_reply))\
            <span class="vh"> (<bdi>\(comment.author.name)</bdi>)</span></a>
            """
    }

    private func own(_ comment: Post) -> HTML? {
        guard comment.author.id == me else { return nil }
        return """
            <a class="act-btn" href="\(url: Link.post(comment.id, doing: "edit").path)">\
            \(visit.say(.post_edit))</a>\
            <a class="act-btn" href="\(url: Link.post(comment.id, doing: "delete").path)">\
            \(visit.say(.post_delete))</a>
            """
    }
}
