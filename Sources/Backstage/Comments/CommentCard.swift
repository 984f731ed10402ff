import Markup

/// A comment with its replies (`design/DESIGN.md`, section 5, Comments): two levels, deeper ones join the
/// second.
struct CommentCard {
    let thread: CommentThread
    let post: Post
    /// The page that shows it, in the order chosen.
    let here: Link
    let isAlone: Bool
    /// A comment chosen from its thread stands by itself, and leads there.
    var isSingle = false
    let visit: Visit

    var html: HTML {
        guard let top = thread.top else { return gone }
        return """
            <article class="comment\(thread.isPinned ? " comment--pinned" : "")" id="\(top.anchor)" \
            aria-labelledby="by-\(String(top.id))">\(pinTape)\(said(top))\(replies)</article>

            """
    }

    private var pinTape: HTML? {
        guard thread.isPinned else { return nil }
        return """
            <span class="tape tape--pin">\(Icon.pin.html)\
            \(visit.say(.comment_pinned, ["name": post.author.name]))</span>
            """
    }

    /// What others answered stays when somebody takes their own comment back, or when it is quiet.
    private var gone: HTML {
        """
        <article class="comment" id="post-\(String(thread.id))" aria-labelledby="by-\(String(thread.id))">\
        <p class="muted" id="by-\(String(thread.id))">\
        \(visit.say(thread.isQuiet ? .quiet_comment : .comment_gone))</p>\(replies)</article>

        """
    }

    private var replies: HTML? {
        guard !thread.replies.isEmpty || (thread.hasMore && !isAlone) else {
            return isSingle ? conversation : nil
        }
        return "<div class=\"comment__replies\">\(thread.replies.map(reply))\(showAll)</div>"
    }

    private func reply(_ reply: Post) -> HTML {
        """
        <article class="comment" id="\(reply.anchor)" aria-labelledby="by-\(String(reply.id))">\
        \(said(reply))</article>
        """
    }

    private var conversation: HTML? {
        guard let reply = thread.top, let begin = reply.thread else { return showAll }
        let link = post.link.with("thread", begin).at(reply.anchor)
        return """
            <a class="act-btn comment__all" href="\(url: link.path)">\(Icon.comment.html)\
            \(visit.say(.comment_conversation))</a>
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
        <div>\(moment(comment))\(words(comment))\(media(comment))\(clip(comment))\(poll(comment))\
        \(linkCard(comment))</div>\(below(comment))
        """
    }

    private func head(_ comment: Post) -> HTML {
        let author = comment.author
        let isHost = author.id == post.author.id
        let time = TimeView(
            milliseconds: comment.published, text: visit.language.ago(comment.published, now: visit.now))
        let link = post.link.with("thread", comment.thread ?? comment.id).at(comment.anchor)
        let mark: HTML? = isHost ? "<span class=\"vh\"> (\(visit.say(.comment_creator)))</span>" : nil
        let edited: HTML? = comment.edited == nil ? nil : "<span>\(visit.say(.post_edited))</span>"
        return """
            <header class="comment__head" id="c-\(String(comment.id))">\
            <b\(raw: isHost ? " class=\"is-creator\"" : "") id="by-\(String(comment.id))">\
            <a href="\(url: Link.channel(author.handle).path)" dir="auto">\(author.name)</a>\(mark)</b>\
            <a href="\(url: link.path)">\(time.html)</a>\(edited)\
            \(comment.state == .published ? tools(comment).menu : nil)</header>
            """
    }

    private func tools(_ comment: Post) -> CommentTools {
        CommentTools(comment: comment, post: post, here: here, visit: visit)
    }

    private func moment(_ comment: Post) -> HTML? {
        comment.moment.map {
            MomentLink(video: post.id, time: FilmTime(milliseconds: $0), visit: visit).html
        }
    }

    private func words(_ comment: Post) -> HTML? {
        // A poll's text is its question, and stands with the answers.
        guard !comment.text.isEmpty, comment.poll == nil else { return nil }
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
        if let film = picture.loop { return LoopView(picture: picture, film: film, visit: visit).html }
        let alt = picture.alt.isEmpty ? visit.say(.photo_no_alt) : picture.alt
        return """
            <a class="media" href="\(url: picture.largest.path)" data-tone="\(picture.tone)">\
            <img src="\(url: picture.link(width: 480).path)" alt="\(alt)" width="\(picture.width)" \
            height="\(picture.height)" loading="lazy" decoding="async"></a>
            """
    }

    /// Without scripts the file itself is what plays. Nothing while even its first picture is on its way.
    private func clip(_ comment: Post) -> HTML? {
        guard let clip = comment.video, !clip.picture.widths.isEmpty else { return nil }
        let link = { (name: String) in Link.media(clip.picture.folder, name) }
        let mp4 = comment.film?.mp4.map(link)
        let view = ClipView(
            poster: clip.picture, hls: comment.film?.master.map(link), mp4: mp4,
            title: clip.picture.alt.isEmpty
                ? visit.say(.clip_by, ["name": comment.author.name]) : clip.picture.alt,
            page: mp4 ?? comment.link, visit: visit)
        return "<div class=\"comment__clip\">\(view.html)</div>"
    }

    private func poll(_ comment: Post) -> HTML? {
        guard let poll = comment.poll else { return nil }
        let isAuthor = comment.author.id == visit.member?.channel.id
        let view = PollView(
            poll: poll, question: comment.text, isAuthor: isAuthor, visit: visit, anchor: comment.anchor)
        return "<div class=\"comment__poll\">\(view.html)</div>"
    }

    /// What can be done with it; while its clip is on its way, how that stands.
    private func below(_ comment: Post) -> HTML {
        if comment.state == .held { return HeldNote(comment: comment, visit: visit).html }
        guard comment.state == .processing else {
            return tools(comment).html
        }
        let hasFailed = comment.film?.state == .failed
        return """
            <div class="comment__tools"><p class="row small muted">\
            \(hasFailed ? Icon.warn.html : Icon.clock.html)\
            <span>\(visit.say(hasFailed ? .comment_clip_failed : .comment_waits))</span></p>\
            <a class="act-btn" href="\(url: Link.post(comment.id, doing: "delete").path)">\
            \(visit.say(.post_delete))</a></div>
            """
    }

    private func linkCard(_ comment: Post) -> HTML? {
        guard let card = comment.linkCard, comment.photos.isEmpty, comment.poll == nil else {
            return nil
        }
        return LinkCardView(card: card).html
    }
}
