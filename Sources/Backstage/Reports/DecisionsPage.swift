import Markup

/// What the site decided about an account, each with its reason and with the one appeal its person may write.
struct DecisionsPage {
    /// An appeal that was refused.
    struct Typed: Sendable {
        let decision: DecisionID
        let words: String
    }

    let decisions: [SiteDecision]
    let account: Account
    let typed: Typed?
    let problems: FormProblems
    let visit: Visit

    /// Who is suspended sees this page alone: nothing around it leads anywhere for them.
    var frame: PageFrame {
        PageFrame(
            title: visit.say(.decisions_title), place: .account, width: .reading, hasExtraStyles: true,
            isBare: account.isSuspended,
            content: account.isSuspended
                ? "<main class=\"main main--read\" id=\"main\">\(content)</main>" : content)
    }

    private var content: HTML {
        """
        <div class="stack stack--5"><h1>\(visit.say(.decisions_title))</h1>\(standing)\(saved)\
        \(problems.summary)
        \(decisions.isEmpty ? none : "<ul class=\"stack stack--5 plain\">\(decisions.map(item))</ul>")\
        \(account.isSuspended ? signOut : nil)</div>
        """
    }

    private var none: HTML { "<p class=\"card\">\(visit.say(.decisions_none))</p>" }

    private var standing: HTML? {
        let sentence: String
        if account.isSuspended {
            sentence = visit.say(.decisions_suspended)
        } else if let until = account.limitedUntil, until > visit.now {
            sentence = visit.say(.decisions_limited, ["until": visit.language.moment(until)])
        } else {
            return nil
        }
        return "<p class=\"flash flash--warn\">\(Icon.lock.html)<span>\(sentence)</span></p>"
    }

    private var saved: HTML? {
        guard visit.query("saved") != nil, problems.isEmpty else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(.appeal_sent))</span></p>
            """
    }

    private func item(_ decision: SiteDecision) -> HTML {
        let when = visit.language.moment(decision.at)
        return """
            <li class="card stack" id="decision-\(String(decision.id))"><h2 class="section-title">\
            \(visit.say(decision.action.told))</h2>
            <p class="hint">\(when)\(until(decision))</p>\(about(decision))
            <p class="post__text" dir="auto">\(decision.why)</p>\(reversed(decision))\(appeal(decision))</li>

            """
    }

    private func until(_ decision: SiteDecision) -> HTML? {
        guard let until = decision.until else { return nil }
        return " · \(visit.say(.decision_until, ["until": visit.language.moment(until)]))"
    }

    private func about(_ decision: SiteDecision) -> HTML? {
        let words = Prose.excerpt(decision.text, characters: 200)
        guard !words.isEmpty else { return nil }
        return "<blockquote class=\"card card--side\" dir=\"auto\">\(words)</blockquote>"
    }

    private func reversed(_ decision: SiteDecision) -> HTML? {
        guard decision.reversed != nil else { return nil }
        return """
            <p class="flash flash--ok">\(Icon.check.html)<span>\(visit.say(.decision_reversed))</span></p>
            """
    }

    // MARK: The appeal

    private func appeal(_ decision: SiteDecision) -> HTML? {
        guard let appeal = decision.appeal else {
            return decision.reversed == nil ? appealForm(decision) : nil
        }
        return """
            <section class="stack stack--2"><h3 class="label">\(visit.say(.appeal_yours))</h3>
            <p class="post__text" dir="auto">\(appeal.words)</p>\(answer(appeal))</section>
            """
    }

    private func answer(_ appeal: Appeal) -> HTML {
        guard let outcome = appeal.outcome else {
            return "<p class=\"hint\">\(visit.say(.appeal_waits))</p>"
        }
        return """
            <h3 class="label">\(visit.say(outcome == .reversed ? .appeal_reversed : .appeal_upheld))</h3>
            <p class="post__text" dir="auto">\(appeal.answer)</p>
            """
    }

    private func appealForm(_ decision: SiteDecision) -> HTML {
        let isTyped = typed?.decision == decision.id
        let field = TextArea(
            name: "words-\(decision.id)", label: visit.say(.appeal_label),
            value: isTyped ? typed?.words ?? "" : "", max: Limits.appealCharacters,
            hint: visit.say(.appeal_hint), problems: problems)
        return """
            <form class="stack" method="post" action="\(url: Link.appeal(decision.id).path)" novalidate>\
            \(field.html)<div class="row"><button class="btn">\(visit.say(.appeal_send))</button></div></form>
            """
    }

    private var signOut: HTML {
        """
        <form method="post" action="\(url: Link.signOut.path)"><button class="btn btn--block">\
        \(visit.say(.standing_sign_out))</button></form>
        """
    }
}
