import Markup

/// What the channel's people decided about comments, newest first, each with its way back.
struct ModerationLogPage {
    let head: CommentQueueHead
    let shown: [LoggedAction]
    /// Where the next page begins; nil at the end.
    let next: ModerationActionID?
    let visit: Visit

    /// `found` holds one more than a page when there is another.
    init(head: CommentQueueHead, found: [LoggedAction], visit: Visit) {
        (self.head, self.visit) = (head, visit)
        shown = Array(found.prefix(Limits.moderationLogPage))
        next = found.count > shown.count ? shown.last?.id : nil
    }

    var frame: PageFrame {
        PageFrame(
            title: "\(visit.say(.queue_log)) · \(visit.say(.queue_title))", place: .studio,
            hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\(head.html(here: QueueTab.log.link))
        <section class="stack" aria-labelledby="list-title">\
        <h2 class="vh" id="list-title">\(visit.say(.queue_log))</h2>\(list)\(more)</section></div>
        """
    }

    private var list: HTML {
        guard !shown.isEmpty else {
            return """
                <div class="card empty">\(Icon.inbox.html)<h3>\(visit.say(.queue_log_empty))</h3>\
                <p>\(visit.say(.queue_log_empty_text))</p></div>
                """
        }
        return "<ul class=\"card entries\">\(shown.map(row))</ul>"
    }

    private func row(_ done: LoggedAction) -> HTML {
        let time = TimeView(milliseconds: done.at, text: visit.language.ago(done.at, now: visit.now))
        return """
            <li class="entry entry--short entry--log">\(Avatar(face: done.actor, size: .rail).image)\
            <div class="entry__what"><p id="done-\(String(done.id))">\(sentence(done))</p>\
            <p class="entry__fact">\(time.html)\(why(done))</p></div>
            <div class="entry__acts">\(undo(done))</div></li>

            """
    }

    private func sentence(_ done: LoggedAction) -> HTML {
        let link = Link.channel(done.actor.handle).path
        return visit.say(
            done.deed.log,
            html: [
                "name": .html("<a href=\"\(url: link)\"><bdi>\(done.actor.name)</bdi></a>"),
                "thing": .html(thing(done)), "who": .html("<bdi>\(done.person)</bdi>"),
            ])
    }

    /// One comment by its first words and its author; several by their number.
    private func thing(_ done: LoggedAction) -> HTML {
        guard let comment = done.comment, done.count < 2 else {
            return "\(visit.say(.queue_comments, count: done.count))"
        }
        let words = done.words.isEmpty ? visit.say(.queue_nameless) : done.words
        let link = Link.post(comment, doing: "moderate").path
        return visit.say(
            .queue_thing,
            html: [
                "text": .html("<a href=\"\(url: link)\" dir=\"auto\">\(words)</a>"),
                "who": .html("<bdi>\(done.person)</bdi>"),
            ])
    }

    private func why(_ done: LoggedAction) -> HTML? {
        guard done.deed.fate?.state == .removed, !done.why.isEmpty else { return nil }
        let reason = RemovalReason(lines: done.why)
        let words = reason.words.isEmpty ? "" : ": " + Prose.excerpt(reason.words, characters: 140)
        return " · \(visit.say(reason.kind.word))<bdi>\(words)</bdi>"
    }

    private func undo(_ done: LoggedAction) -> HTML {
        guard !done.isUndone else {
            let said = done.undoer.map { visit.say(.queue_undone_by, html: ["name": .text($0)]) }
            return "<span class=\"chip\">\(said ?? "\(visit.say(.queue_was_undone))")</span>"
        }
        return """
            <form method="post" action="\(url: Link.studioCommentsUndo.path)">\
            <input type="hidden" name="action" value="\(String(done.id))">\
            <button class="btn btn--s" aria-describedby="done-\(String(done.id))">\(visit.say(.undo_do))\
            </button></form>
            """
    }

    private var more: HTML? {
        guard let next else { return nil }
        return """
            <a class="btn btn--block" rel="next" href="\(url: QueueTab.log.link.with("from", next).path)">\
            \(visit.say(.nav_more))</a>
            """
    }
}

extension ModerationDeed {
    fileprivate var log: Word {
        switch self {
        case .approve: .queue_log_approve
        case .remove: .queue_log_remove
        case .removeReplies: .queue_log_remove_replies
        case .spam: .queue_log_spam
        case .hold: .queue_log_hold
        case .hide: .queue_log_hide
        case .trust: .queue_log_trust
        case .usual: .queue_log_usual
        }
    }
}
