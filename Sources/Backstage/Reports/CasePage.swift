import Markup

/// One reported thing: what it is, what was said of it, what its account did before, and what to do.
struct CasePage {
    let opened: OpenedCase
    let typed: DecisionDraft
    let problems: FormProblems
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: title, place: .admin, hasExtraStyles: true, content: content)
    }

    private var title: String { "\(visit.say(CaseWords.kind(opened.form))) · \(opened.channel.name)" }

    private var content: HTML {
        """
        <div class="page page--wide"><h1 dir="auto">\(title)</h1>
        \(AdminTabs(current: .reports, visit: visit).html)\(saved)\(problems.summary)
        <div class="cols cols--admin"><div class="stack stack--5">\(subject)\(reports)</div>
        <aside class="cols__aside stack stack--5">\(decide)\(account)\(block)</aside></div></div>
        """
    }

    private var saved: HTML? {
        guard visit.query("saved") != nil, problems.isEmpty else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(.case_saved))</span></p>
            """
    }

    // MARK: What it is about

    private var subject: HTML {
        """
        <section class="card stack" aria-labelledby="subject"><h2 class="section-title" id="subject">\
        \(visit.say(.case_subject))</h2><p><a class="channel-line" \
        href="\(url: Link.channel(opened.channel.handle).path)">\
        \(Avatar(face: opened.channel, size: .post).image)<span><b dir="auto">\(opened.channel.name)</b><br>\
        <small class="muted"><bdi>@\(opened.channel.handle)</bdi></small></span></a></p>\(state)\(words)\
        \(pictures)\(link)</section>
        """
    }

    private var state: HTML? {
        guard opened.state == .removed else { return nil }
        return "<p class=\"flash flash--warn\">\(Icon.trash.html)<span>\(visit.say(.case_gone))</span></p>"
    }

    private var words: HTML {
        let title: HTML? = opened.title.isEmpty ? nil : "<h3 dir=\"auto\">\(opened.title)</h3>"
        let text = opened.post == nil ? opened.bio : opened.text
        return """
            \(title)<p class="post__text" dir="auto">\(Prose.html(text, links: ProseLinks()))</p>
            """
    }

    /// Nobody has to look at a picture before they ask for it: until then not even its bytes are fetched.
    private var pictures: HTML? {
        guard !opened.pictures.isEmpty else { return nil }
        let images = opened.pictures.map { picture -> HTML in
            """
            <img src="\(url: picture.link(width: 640).path)" alt="\(picture.alt)" width="\(picture.width)" \
            height="\(picture.height)" loading="lazy" class="case__picture">
            """
        }
        return """
            <details class="case__pictures"><summary class="btn btn--s">\(Icon.eye.html)\
            \(visit.say(.case_show_pictures, count: opened.pictures.count))</summary>\
            <div class="stack">\(images)</div></details>
            """
    }

    private var link: HTML? {
        guard let post = opened.post, opened.state == .published else { return nil }
        let link = opened.form == .video ? Link.watch(post) : .post(post)
        return "<p><a class=\"tap\" href=\"\(url: link.path)\">\(visit.say(.case_open))</a></p>"
    }

    // MARK: Who said what of it

    private var reports: HTML {
        let items = opened.shown.map { report -> HTML in
            """
            <li><b>\(visit.say(report.reason.word))</b><p class="post__text" dir="auto">\(report.words)</p>\
            <small class="muted"><bdi>\(report.reporter.name)</bdi> · \(visit.language.moment(report.at))\
            </small></li>

            """
        }
        return """
            <section class="card stack" aria-labelledby="reports"><h2 class="section-title" id="reports">\
            \(visit.say(.queue_reports, count: opened.reports))</h2><ul class="stack plain">\(items)</ul>\
            </section>
            """
    }

    // MARK: What to do

    private var decide: HTML {
        let why = TextArea(
            name: "why", label: visit.say(.case_why), value: typed.why, max: Limits.decisionCharacters,
            hint: visit.say(.case_why_hint), problems: problems)
        let days = TextField(
            name: "days", label: visit.say(.case_days), value: typed.days, type: "number",
            autocomplete: "off", problems: problems)
        let actions = SiteAction.allCases.filter { $0 != .remove || opened.post != nil }
        return """
            <section class="card stack" aria-labelledby="decide"><h2 class="section-title" id="decide">\
            \(visit.say(opened.isOpen ? .case_decide : .case_decide_again))</h2>
            <form class="stack" method="post" \
            action="\(url: Link.adminCase(opened.id, doing: "decide").path)" novalidate>\
            <input type="hidden" name="seen" value="\(String(opened.decided ?? DecisionID(0)))">
            <fieldset class="stack stack--2" id="action"\(problems.attributes(for: "action"))>\
            <legend class="vh">\(visit.say(.case_decide))</legend>\(actions.map(choice))\
            \(problems.error(for: "action"))</fieldset>\(days.html)\(why.html)
            <div class="row"><button class="btn btn--primary">\(visit.say(.case_do))</button></div></form>\
            </section>
            """
    }

    private func choice(_ action: SiteAction) -> HTML {
        """
        <label class="choice"><input type="radio" name="action" value="\(action.name)"\
        \(flag: "checked", action == typed.action)><span><b>\(visit.say(action.word))</b>\
        <small>\(visit.say(action.hint))</small></span></label>
        """
    }

    private var account: HTML {
        let joined = visit.language.date(opened.since, now: visit.now)
        let past = opened.decisions.map { decision -> HTML in
            """
            <li><b>\(visit.say(decision.action.word))</b>\(mark(decision)) <small class="muted">\
            <bdi>\(decision.by.name)</bdi> · \(visit.language.moment(decision.at))</small>\
            <br><span dir="auto">\(decision.why)</span></li>

            """
        }
        return """
            <section class="card card--side stack" aria-labelledby="account">\
            <h2 class="section-title" id="account">\(visit.say(.case_account))</h2>
            <p>\(visit.say(.case_since, ["date": joined]))<br>\
            \(visit.say(.case_others, count: opened.otherCases))</p>\(standing)\
            <ul class="stack stack--2 plain">\(past)</ul></section>
            """
    }

    private func mark(_ decision: SiteDecision) -> HTML? {
        decision.reversed == nil ? nil : " (\(visit.say(.case_reversed)))"
    }

    private var standing: HTML? {
        if opened.isSuspended { return "<p><b>\(visit.say(.case_is_suspended))</b></p>" }
        guard let until = opened.limitedUntil, until > visit.now else { return nil }
        return "<p><b>\(visit.say(.decision_until, ["until": visit.language.moment(until)]))</b></p>"
    }

    private var block: HTML? {
        guard !opened.pictures.isEmpty else { return nil }
        let why = TextField(
            name: "block-why", label: visit.say(.blocklist_why), autocomplete: "off", problems: problems)
        return """
            <section class="card stack" aria-labelledby="block"><h2 class="section-title" id="block">\
            \(visit.say(.blocklist_add))</h2><p class="hint">\(visit.say(.blocklist_add_hint))</p>
            <form class="stack" method="post" \
            action="\(url: Link.adminCase(opened.id, doing: "block").path)" novalidate>\(why.html)\
            <div class="row"><button class="btn">\(visit.say(.blocklist_do))</button></div></form>\
            </section>
            """
    }
}
