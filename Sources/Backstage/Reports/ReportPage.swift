import Markup

/// Where somebody tells the site what is wrong with a post, a comment or a channel.
struct ReportPage {
    /// What was typed when it was refused.
    struct Typed: Sendable {
        var reason: ReportReason?
        var words = ""
    }

    let thing: Reported
    let typed: Typed
    let problems: FormProblems
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.report_title), width: .reading, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <form class="card stack" method="post" action="\(url: link.path)" novalidate>
        <h1>\(visit.say(.report_title))</h1>\(problems.summary)
        \(ReportedView(thing: thing, visit: visit).html)
        <fieldset class="stack stack--2" id="reason"\(problems.attributes(for: "reason"))>\
        <legend class="label">\(visit.say(.report_reason))</legend>\(ReportReason.allCases.map(choice))\
        \(problems.error(for: "reason"))</fieldset>
        \(words)<p class="hint">\(visit.say(.report_hint))</p>
        <div class="row"><button class="btn btn--primary">\(visit.say(.report_send))</button></div></form>
        """
    }

    private var link: Link {
        switch thing.subject {
        case .post(let id): .report(id)
        case .channel: .report(channel: thing.channel.handle)
        }
    }

    private func choice(_ reason: ReportReason) -> HTML {
        """
        <label class="choice"><input type="radio" name="reason" value="\(reason.name)"\
        \(flag: "checked", reason == typed.reason)><b>\(visit.say(reason.word))</b></label>
        """
    }

    private var words: HTML {
        TextArea(
            name: "words", label: visit.say(.report_words), value: typed.words,
            max: Limits.reportCharacters, hint: visit.say(.report_words_hint), problems: problems
        ).html
    }
}

/// What a report is about, in a few lines.
struct ReportedView {
    let thing: Reported
    let visit: Visit

    var html: HTML {
        """
        <div class="card card--side"><p class="channel-line">\
        \(Avatar(face: thing.channel, size: .post).image)\
        <span><b dir="auto">\(thing.channel.name)</b><br><small class="muted">\
        <bdi>@\(thing.channel.handle)</bdi></small></span></p>\(excerpt)</div>
        """
    }

    private var excerpt: HTML? {
        let words = Prose.excerpt(thing.title.isEmpty ? thing.text : thing.title, characters: 200)
        return words.isEmpty ? nil : "<p dir=\"auto\">\(words)</p>"
    }
}

/// After a report was sent.
struct ReportThanksPage {
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.report_thanks), width: .reading, content: content)
    }

    private var content: HTML {
        """
        <section class="card empty" role="status">\(Icon.check.html)<h1>\(visit.say(.report_thanks))</h1>
        <p>\(visit.say(.report_thanks_text))</p>
        <div class="row"><a class="btn btn--primary" href="\(url: Link.home.path)">\
        \(visit.say(.failure_home))</a></div></section>
        """
    }
}
