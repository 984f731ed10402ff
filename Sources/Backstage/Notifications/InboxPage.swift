import Markup

/// The inbox: what one was told, and how much one wants to hear of each channel. On a wide screen a script
/// shows the section `notifications-panel` of this page under the bell.
struct InboxPage {
    let inbox: Inbox
    let bells: [BelledChannel]
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.nav_notifications), place: .notifications, width: .reading, content: content)
    }

    private var content: HTML {
        """
        <div class="stack stack--5"><section class="panel inbox" id="notifications-panel" \
        aria-labelledby="notifications-title"><div class="panel__head">\
        <h1 class="title" id="notifications-title">\(visit.say(.nav_notifications))</h1>\(readButton)</div>
        <nav class="segment panel__filter" aria-label="\(visit.say(.inbox_filter))">\
        \(InboxShows.allCases.map(filter))</nav>
        \(inbox.notes.isEmpty ? nothing : list)\(older)</section>
        \(bells.isEmpty ? nil : BellListView(bells: bells, visit: visit).html)</div>
        """
    }

    private var readButton: HTML? {
        guard inbox.hasNew, let newest = inbox.newest else { return nil }
        return """
            <form method="post" action="\(url: Link.notificationsRead.path)" data-swap="notifications-panel">\
            <input type="hidden" name="until" value="\(String(newest))">\
            \(BackField(visit: visit, anchor: "notifications-panel").html)\
            <button class="btn btn--quiet btn--s nowrap">\(visit.say(.inbox_read))</button></form>
            """
    }

    private func filter(_ shows: InboxShows) -> HTML {
        let word: Word =
            switch shows {
            case .all: .inbox_all
            case .channels: .inbox_channels
            case .replies: .inbox_replies
            }
        let current: HTML = inbox.shows == shows ? " aria-current=\"true\"" : ""
        return """
            <a href="\(url: Link.notifications.with("show", shows.rawValue).path)"\(current)>\
            \(visit.say(word))</a>
            """
    }

    private var list: HTML {
        let lines = inbox.notes.map { NoteView(note: $0, isNew: inbox.isNew($0), visit: visit).html }
        return "<ul class=\"notes\">\(lines)</ul>"
    }

    private var nothing: HTML {
        """
        <div class="empty"><h2>\(visit.say(.inbox_empty))</h2><p>\(visit.say(.inbox_empty_text))</p></div>
        """
    }

    private var older: HTML? {
        guard let older = inbox.older else { return nil }
        let link = Link.notifications.with("show", inbox.shows.rawValue).with("before", older)
        return """
            <a class="btn btn--quiet btn--block panel__all" rel="next" href="\(url: link.path)">\
            \(visit.say(.inbox_older))</a>
            """
    }
}
