import Markup

/// Where the account is signed in, each with a way to end it.
struct SessionList {
    let sessions: [ListedSession]
    let current: SessionID
    let visit: Visit

    var html: HTML {
        """
        <section class="card stack" aria-labelledby="sessions"><h2 class="section-title" id="sessions">\
        \(visit.say(.account_sessions))</h2>
        <ul class="stack stack--2">\(sessions.map(row))</ul>\(endOthers)</section>
        """
    }

    private func row(_ session: ListedSession) -> HTML {
        """
        <li class="row row--split row--nowrap"><span class="grow"><b>\(session.device.said(visit))</b><br>\
        <small class="muted">\(seen(session))</small></span>\(end(session))</li>
        """
    }

    private func seen(_ session: ListedSession) -> HTML {
        guard session.id != current else { return "\(visit.say(.account_this_device))" }
        let time = TimeView(
            milliseconds: session.seen, text: visit.language.ago(session.seen, now: visit.now))
        return visit.say(.account_seen, html: ["time": .html(time.html)])
    }

    private func end(_ session: ListedSession) -> HTML? {
        guard session.id != current else { return nil }
        return """
            <form method="post" action="\(url: Link.endSession(session.id).path)"><button class="btn btn--s">\
            \(visit.say(.account_end))<span class="vh"> \(session.device.said(visit))</span></button></form>
            """
    }

    private var endOthers: HTML? {
        guard sessions.count > 1 else { return nil }
        return """
            <form method="post" action="\(url: Link.endOtherSessions.path)"><button class="btn">\
            \(visit.say(.account_end_others))</button></form>
            """
    }
}
