import Markup

/// What people said against decisions and nobody has answered, oldest first.
struct AppealsPage {
    /// An answer that was refused.
    struct Typed: Sendable {
        let decision: DecisionID
        let outcome: AppealOutcome?
        let answer: String
    }

    let appeals: [SiteDecision]
    /// The next page begins behind it; nil at the end.
    let next: DecisionID?
    let typed: Typed?
    let problems: FormProblems
    let visit: Visit

    /// `found` holds one more than a page when there is another.
    init(found: [SiteDecision], typed: Typed?, problems: FormProblems, visit: Visit) {
        appeals = Array(found.prefix(Limits.appealsAPage))
        next = found.count > appeals.count ? appeals.last?.id : nil
        (self.typed, self.problems, self.visit) = (typed, problems, visit)
    }

    var frame: PageFrame {
        PageFrame(title: visit.say(.queue_appeals), place: .admin, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide"><h1>\(visit.say(.queue_appeals))</h1>
        \(AdminTabs(current: .reports, visit: visit).html)
        \(QueueTabs(current: .appeals, visit: visit).html)\(saved)\(problems.summary)
        \(appeals.isEmpty ? none : list)\(more)</div>
        """
    }

    private var list: HTML { "<ul class=\"stack stack--5 plain\">\(appeals.map(item))</ul>" }

    private var none: HTML { "<p class=\"card\">\(visit.say(.appeals_none))</p>" }

    private var saved: HTML? {
        guard visit.query("saved") != nil, problems.isEmpty else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(.appeal_answer_sent))</span></p>
            """
    }

    private func item(_ decision: SiteDecision) -> HTML {
        """
        <li class="card stack"><h2 class="section-title"><a \
        href="\(url: Link.adminCase(decision.caseID).path)">\(visit.say(decision.action.word))</a></h2>
        <p class="hint"><bdi>\(decision.by.name)</bdi> · \(visit.language.moment(decision.at))</p>
        <p class="post__text" dir="auto">\(decision.why)</p>
        <blockquote class="card card--side post__text" dir="auto">\(decision.appeal?.words ?? "")</blockquote>
        \(form(decision))</li>

        """
    }

    private func form(_ decision: SiteDecision) -> HTML {
        let mine = typed?.decision == decision.id ? typed : nil
        let field = "outcome-\(decision.id)"
        let answer = TextArea(
            name: "answer-\(decision.id)", label: visit.say(.appeal_answer), value: mine?.answer ?? "",
            max: Limits.decisionCharacters, problems: problems)
        return """
            <form class="stack" method="post" action="\(url: Link.answerAppeal(decision.id).path)" novalidate>
            <fieldset class="stack stack--2" id="\(field)"\(problems.attributes(for: field))>\
            <legend class="label">\(visit.say(.appeal_outcome))</legend>\
            \(choice(field, "uphold", .appeal_uphold, mine?.outcome == .upheld))\
            \(choice(field, "reverse", .appeal_reverse, mine?.outcome == .reversed))\
            \(problems.error(for: field))</fieldset>\(answer.html)
            <div class="row"><button class="btn btn--primary">\(visit.say(.appeal_answer_send))</button>\
            </div></form>
            """
    }

    private func choice(_ field: String, _ value: String, _ word: Word, _ isChosen: Bool) -> HTML {
        """
        <label class="choice"><input type="radio" name="\(field)" value="\(value)"\
        \(flag: "checked", isChosen)><b>\(visit.say(word))</b></label>
        """
    }

    private var more: HTML? {
        guard let next else { return nil }
        return """
            <a class="btn btn--block" rel="next" \
            href="\(url: Link.adminAppeals.with("after", next).path)">\(visit.say(.nav_more))</a>
            """
    }
}
