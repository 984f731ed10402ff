import Markup

/// What stands above each list of the queue, and above the log.
struct CommentQueueHead {
    let tab: QueueTab
    let counts: StudioCounts
    let author: Face
    let problems: FormProblems
    let visit: Visit

    func html(here: Link) -> HTML {
        """
        \(StudioHead(author: author, current: .comments, counts: counts, visit: visit).html)
        <nav class="tabs" aria-label="\(visit.say(.queue_title))">\(QueueTab.allCases.map(way))\
        <a href="\(url: Link.studioCommentRules.path)">\(visit.say(.rule_title))</a></nav>
        \(problems.summary)\(DecisionFlash(here: here, visit: visit).html)
        """
    }

    private func way(_ other: QueueTab) -> HTML {
        """
        <a href="\(url: other.link.path)"\(raw: other == tab ? " aria-current=\"page\"" : "")>\
        \(visit.say(other.word))</a>
        """
    }
}

/// A list of the queue, with its search and what can be done with a choice of it.
struct CommentQueuePage {
    let head: CommentQueueHead
    let asked: QueueAsked
    let listed: QueueListed
    /// A form that was refused: what was ticked and chosen stays so.
    var sent: Form?
    let visit: Visit

    private var here: Link { asked.link(from: asked.from) }

    var frame: PageFrame {
        PageFrame(
            title: "\(visit.say(asked.tab.word)) · \(visit.say(.queue_title))", place: .studio,
            hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\(head.html(here: here))
        <section class="stack" aria-labelledby="list-title">\
        <h2 class="vh" id="list-title">\(visit.say(asked.tab.word))</h2>
        \(QueueSearchForm(asked: asked, visit: visit).html)
        \(listed.comments.isEmpty ? empty : list)\(more)</section></div>
        """
    }

    /// Enter in a field presses a form's first button: here one that does nothing.
    private var list: HTML {
        """
        <form method="post" action="\(url: Link.studioCommentsDecide.path)" class="stack" data-queue>\
        <button hidden disabled></button>\
        <input type="hidden" name="seen" value="\(asked.tab.rawValue)">\
        <input type="hidden" name="back" value="\(here.path)">
        <ul class="card entries">\(listed.comments.map(entry))</ul>
        \(bulk)</form>\(keys)
        """
    }

    private func entry(_ comment: QueuedComment) -> HTML {
        let isTicked = sent?.all("comment").contains(String(comment.post.id)) == true
        return QueueEntryView(
            comment: comment, tab: asked.tab, here: here, isTicked: isTicked, visit: visit
        ).html
    }

    /// What is done with all that was ticked.
    private var bulk: HTML {
        let deeds = asked.tab.shelf?.deeds ?? []
        return """
            <div class="card stack" role="group" aria-labelledby="selected">\
            <h3 class="section-title" id="selected">\(visit.say(.queue_with_selected))</h3>\
            <div class="row">\(deeds.filter { $0 != .remove }.map(button))</div>
            <div class="row row--end">\
            \(RemovalReasonForm(chosen: sent?["reason"], problems: head.problems, visit: visit).html)\
            <label class="check"><input type="checkbox" name="replies" value="1"\
            \(flag: "checked", sent?.has("replies") == true)>\
            <span>\(visit.say(.queue_with_replies))</span></label>\
            <button class="btn btn--danger" name="do" value="remove">\(Icon.trash.html)\
            \(visit.say(.queue_remove))</button></div></div>
            """
    }

    private func button(_ deed: ModerationDeed) -> HTML {
        """
        <button class="btn" name="do" value="\(deed.rawValue)">\
        \(deed.icon.html)\(visit.say(deed.word))</button>
        """
    }

    /// The keys a script listens to.
    private var keys: HTML {
        let all: [(String, Word)] = [
            ("j", .queue_key_next), ("k", .queue_key_previous), ("a", .queue_approve), ("r", .queue_remove),
            ("s", .queue_spam), ("h", .queue_hide), ("z", .undo_do),
        ]
        let rows = all.map { key, word -> HTML in "<li><kbd>\(key)</kbd> \(visit.say(word))</li>" }
        return """
            <details class="card keys" data-queue-keys hidden><summary>\(visit.say(.queue_keys))\
            \(Icon.down.html)</summary>\
            <ul class="row">\(rows)</ul></details>
            """
    }

    private var empty: HTML {
        guard !asked.isFiltered else {
            return """
                <div class="card empty">\(Icon.search.html)<h3>\(visit.say(.lists_nothing_found))</h3>\
                <p>\(visit.say(.queue_nothing_found))</p><div class="row">\
                <a class="btn" href="\(url: asked.tab.link.path)">\(visit.say(.lists_show_all))</a></div>\
                </div>
                """
        }
        return """
            <div class="card empty">\(Icon.inbox.html)<h3>\(visit.say(asked.tab.empty))</h3>\
            <p>\(visit.say(asked.tab.emptyText))</p></div>
            """
    }

    private var more: HTML? {
        guard let next = listed.next else { return nil }
        let word: Word = listed.comments.count < Limits.queuePage ? .queue_look_further : .nav_more
        return """
            <a class="btn btn--block" rel="next" href="\(url: asked.link(from: next).path)">\
            \(visit.say(word))</a>
            """
    }
}

/// A comment's row in the queue.
struct QueueEntryView {
    let comment: QueuedComment
    let tab: QueueTab
    /// The list it stands in.
    let here: Link
    var isTicked = false
    let visit: Visit

    private var id: PostID { comment.post.id }
    private var name: String {
        let words = Prose.excerpt(comment.post.text, characters: 60)
        return words.isEmpty ? comment.post.author.name : "\(comment.post.author.name): \(words)"
    }

    var html: HTML {
        """
        <li class="entry entry--comment" id="post-\(String(id))"><label class="entry__tick">\
        <input type="checkbox" name="comment" value="\(String(id))"\(flag: "checked", isTicked)>\
        <span class="vh">\(visit.say(.lists_select)): <bdi>\(name)</bdi></span></label>
        <div class="entry__what">\
        \(ModeratedCommentView(
            comment: comment.post, rootWords: comment.rootWords, rootForm: comment.rootForm, visit: visit
        ).html)\(why)</div>
        <div class="entry__acts">\(acts)</div></li>

        """
    }

    /// Every reason for which it is held, and how the channel stands to its author.
    private var why: HTML? {
        var chips = comment.reasons.map { reason -> HTML in
            "<span class=\"chip chip--warn\">\(reason.saidInQueue(visit))</span>"
        }
        switch comment.standing {
        case .approved: chips.append("<span class=\"chip chip--ok\">\(visit.say(.queue_is_trusted))</span>")
        case .hidden: chips.append("<span class=\"chip\">\(visit.say(.queue_is_hidden))</span>")
        case .usual: break
        }
        guard !chips.isEmpty else { return nil }
        return "<p class=\"row row--2\"><span class=\"vh\">\(visit.say(.queue_why_held)) </span>\(chips)</p>"
    }

    private var acts: HTML {
        let deeds = tab.shelf?.deeds ?? []
        let often = deeds.filter { $0.standing == nil }.map { $0 == .remove ? removal : button($0) }
        let seldom = deeds.filter { $0.standing != nil }.map { button($0, isItem: true) }
        return """
            \(often)<details class="menu"><summary class="btn btn--quiet btn--s">\(Icon.more.html)\
            <span class="vh">\(visit.say(.comment_menu))\(about)</span></summary>\
            <div class="menu__list">\(seldom)<a href="\(url: Link.report(id).path)">\
            \(Icon.flag.html)\(visit.say(.queue_report))</a></div></details>
            """
    }

    private func button(_ deed: ModerationDeed) -> HTML { button(deed, isItem: false) }

    private func button(_ deed: ModerationDeed, isItem: Bool) -> HTML {
        let look = isItem ? "" : " class=\"btn btn--quiet btn--s\""
        return """
            <button\(raw: look) name="\(deed.rawValue)" value="\(String(id))" \
            data-deed="\(deed.rawValue)">\(deed.icon.html)\(visit.say(deed.word))\(about)</button>
            """
    }

    /// Asks for the reason first.
    private var removal: HTML {
        let link = Link.post(id, doing: "moderate").with("back", text: here.path).at("reason")
        return """
            <a class="btn btn--quiet btn--s" data-deed="remove" href="\(url: link.path)">\(Icon.trash.html)\
            \(visit.say(.queue_remove_ask))\(about)</a>
            """
    }

    private var about: HTML { "<span class=\"vh\">: <bdi>\(name)</bdi></span>" }
}

extension QueueTab {
    var word: Word {
        switch self {
        case .held: .queue_held
        case .published: .queue_published
        case .spam: .queue_spam_list
        case .hidden: .queue_hidden
        case .log: .queue_log
        }
    }

    fileprivate var empty: Word {
        switch self {
        case .held: .queue_held_empty
        case .published: .queue_published_empty
        case .spam: .queue_spam_empty
        case .hidden, .log: .queue_hidden_empty
        }
    }

    fileprivate var emptyText: Word {
        switch self {
        case .held: .queue_held_empty_text
        case .published: .queue_published_empty_text
        case .spam: .queue_spam_empty_text
        case .hidden, .log: .queue_hidden_empty_text
        }
    }
}
