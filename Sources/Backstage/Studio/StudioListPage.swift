import Markup

/// One of the lists of a channel's own posts, with its search and its choice.
struct StudioListPage {
    let asked: StudioListAsked
    let listed: StudioListed
    let counts: StudioCounts
    let author: Face
    let problems: FormProblems
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: "\(visit.say(asked.list.title)) · \(visit.say(.studio_title))", place: .studio,
            hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\
        \(StudioHead(author: author, current: asked.list.tab, counts: counts, visit: visit).html)
        \(problems.summary)\(deleted)
        <section class="stack" aria-labelledby="list-title">\
        <h2 class="vh" id="list-title">\(visit.say(asked.list.title))</h2>
        \(StudioSearchForm(asked: asked, visit: visit).html)
        \(listed.isEmpty ? empty : list)\(more)</section></div>
        """
    }

    private var deleted: HTML? {
        guard let count = visit.query("gone").flatMap({ Int64($0) }), count >= 0 else { return nil }
        let word: Word = asked.list == .drafts ? .lists_drafts_deleted : .lists_deleted
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(word, count: count))</span></p>
            """
    }

    private var list: HTML {
        """
        <form method="post" action="\(url: Link.studioDelete.path)" class="stack">\
        <input type="hidden" name="list" value="\(asked.list.rawValue)">
        <ul class="card entries">\(listed.posts.map(entry))\(listed.drafts.map(entry))</ul>
        <div class="row"><button class="btn btn--danger">\(Icon.trash.html)\
        \(visit.say(.lists_delete_selected))</button></div></form>
        """
    }

    private func entry(_ post: StudioPost) -> HTML { StudioEntryView(post: post, visit: visit).html }
    private func entry(_ draft: ListedDraft) -> HTML { DraftEntryView(draft: draft, visit: visit).html }

    /// Nothing there, or nothing found so far: in either case what to do next.
    private var empty: HTML {
        guard !asked.isFiltered else {
            return """
                <div class="card empty">\(Icon.search.html)<h3>\(visit.say(.lists_nothing_found))</h3>\
                <p>\(visit.say(.lists_nothing_found_text))</p><div class="row">\
                <a class="btn" href="\(url: asked.list.link.path)">\(visit.say(.lists_show_all))</a></div>\
                </div>
                """
        }
        return """
            <div class="card empty">\(Icon.inbox.html)<h3>\(visit.say(asked.list.emptyTitle))</h3>\
            <p>\(visit.say(asked.list.emptyText))</p><div class="row">\
            <a class="btn btn--primary" href="\(url: Link.studio.path)">\(visit.say(.studio_write))</a></div>\
            </div>
            """
    }

    private var more: HTML? {
        guard let next = listed.next else { return nil }
        // A page of a search that ended early has older posts to look through.
        let count = listed.posts.count + listed.drafts.count
        let word: Word = count < Limits.studioPage ? .lists_look_further : .nav_more
        return """
            <a class="btn btn--block" rel="next" href="\(url: asked.link(from: next).path)">\
            \(visit.say(word))</a>
            """
    }
}

/// What a list is sifted by: words, kind, audience.
struct StudioSearchForm {
    let asked: StudioListAsked
    let visit: Visit

    var html: HTML {
        """
        <form class="sift" method="get" action="\(url: Link.studioSearch.path)" role="search">\
        <input type="hidden" name="list" value="\(asked.list.rawValue)">
        <div class="field sift__words"><label for="q">\(visit.say(.lists_search))</label>\
        <input class="input" type="search" id="q" name="q" value="\(asked.words)" dir="auto" \
        maxlength="\(Limits.studioSearchCharacters)"></div>
        \(kinds)\(audiences)
        <div class="row"><button class="btn">\(visit.say(.lists_show))</button>\(clear)</div></form>
        """
    }

    private var kinds: HTML {
        let choices = asked.list.kinds.map {
            SiftChoice(value: $0.rawValue, text: visit.say($0.word), isChosen: $0 == asked.kind)
        }
        return select("kind", .lists_kind, .lists_every_kind, choices)
    }

    private var audiences: HTML? {
        guard asked.list != .drafts else { return nil }
        let choices = Audience.allCases.map {
            SiftChoice(value: $0.name, text: visit.say($0.title), isChosen: $0 == asked.audience)
        }
        return select("audience", .lists_audience, .lists_every_audience, choices)
    }

    private func select(_ name: String, _ label: Word, _ all: Word, _ choices: [SiftChoice]) -> HTML {
        SiftSelect(name: name, label: visit.say(label), all: visit.say(all), choices: choices).html
    }

    private var clear: HTML? {
        guard asked.isFiltered else { return nil }
        return """
            <a class="btn btn--quiet" href="\(url: asked.list.link.path)">\(visit.say(.lists_show_all))</a>
            """
    }
}

extension StudioList {
    var tab: StudioHead.Tab {
        switch self {
        case .published: .published
        case .scheduled: .scheduled
        case .drafts: .drafts
        case .archived: .archived
        }
    }

    var title: Word {
        switch self {
        case .published: .lists_published
        case .scheduled: .lists_scheduled
        case .drafts: .lists_drafts
        case .archived: .lists_archived
        }
    }

    fileprivate var emptyTitle: Word {
        switch self {
        case .published: .lists_published_empty
        case .scheduled: .lists_scheduled_empty
        case .drafts: .lists_drafts_empty
        case .archived: .lists_archived_empty
        }
    }

    fileprivate var emptyText: Word {
        switch self {
        case .published: .lists_published_empty_text
        case .scheduled: .lists_scheduled_empty_text
        case .drafts: .lists_drafts_empty_text
        case .archived: .lists_archived_empty_text
        }
    }

    /// A video has a form of its own, which keeps no drafts.
    fileprivate var kinds: [ListedKind] {
        self == .drafts ? ListedKind.allCases.filter { $0 != .video } : ListedKind.allCases
    }
}
