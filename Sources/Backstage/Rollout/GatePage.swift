import Markup

/// What a channel sees that may not post yet: why, how far it is, and what it can do today
/// (`design/gate.html`).
struct GatePage {
    let allowance: Allowance
    let steps: [RolloutStep]
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.gate_title), place: .studio, width: .reading, hasExtraStyles: true,
            content: content)
    }

    private var content: HTML {
        """
        <div class="stack stack--5">\(curtain)
        <div class="stack stack--3"><h1>\(visit.say(.gate_title))</h1><p class="lead">\(explanation)</p></div>
        <div class="grid grid--300"><section class="card"><h2 \
        class="section-title">\(visit.say(.gate_ladder))</h2>\
        \(ladder)</section>\(today)</div></div>
        """
    }

    /// The curtain is as far open as the channel is on its way; without a number to reach it stays nearly
    /// shut.
    private var curtain: HTML {
        let (share, number, of): (Int, String, String) =
            if case .subscribers(let needed) = allowance.stage {
                (
                    Int(min(99, allowance.subscribers * 100 / max(1, needed))),
                    visit.language.number(allowance.subscribers),
                    visit.say(.gate_of, ["needed": visit.language.number(needed)])
                )
            } else {
                (
                    12, visit.language.number(allowance.subscribers),
                    visit.say(.gate_subscribers, count: allowance.subscribers)
                )
            }
        return """
            <div class="curtain" data-p="\(share)" role="img" aria-label="\(number) \(of)"><div \
            class="curtain__l"></div>\
            <div class="curtain__r"></div><div class="valance"></div>\
            <div class="curtain__num"><b>\(number)</b><span>\(of)</span></div></div>
            """
    }

    private var explanation: String {
        switch allowance.stage {
        case .closed: visit.say(.gate_closed)
        case .invited: visit.say(.gate_invited)
        case .subscribers(let needed):
            visit.say(
                .gate_needs,
                [
                    "have": visit.language.number(allowance.subscribers),
                    "needed": visit.language.number(needed),
                ])
        case .percent(let share): visit.say(.gate_percent, ["share": visit.language.percent(share)])
        case .everyone: visit.say(.gate_open)
        }
    }

    private var ladder: HTML {
        let past = steps.dropLast().map { step -> HTML in
            rung(step.stage, at: step.at, mark: " data-done", dot: Icon.check.html, note: .gate_since)
        }
        let current = rung(
            allowance.stage, at: steps.last?.at, mark: " aria-current=\"step\"", dot: Icon.stage.html,
            note: .gate_now)
        return "<ol class=\"ladder\">\(past)\(current)\(next)</ol>"
    }

    private func rung(_ stage: Stage, at: Int64?, mark: String, dot: HTML, note: Word) -> HTML {
        let date = at.map { visit.language.date($0, now: visit.now) } ?? ""
        return """
            <li\(raw: mark)><span class="ladder__dot">\(dot)</span><span><b>\(stage.title(visit))</b><br>\
            <small>\(visit.say(note, ["date": date]))</small></span></li>
            """
    }

    private var next: HTML? {
        guard allowance.stage != .everyone else { return nil }
        return """
            <li><span class="ladder__dot">\(Icon.users.html)</span><span><b>\(Stage.everyone.title(visit))\
            </b><br>\
            <small>\(visit.say(.gate_later))</small></span></li>
            """
    }

    private var today: HTML {
        """
        <section class="card stack stack--3"><h2 class="section-title">\(visit.say(.gate_today))</h2><ul \
        class="steps">
        <li data-done>\(Icon.check.html)<span>\(visit.say(.gate_can_follow))</span></li>
        <li data-done>\(Icon.check.html)<span>\(visit.say(.gate_can_answer))</span></li>
        <li>\(Icon.lock.html)<span>\(visit.say(.gate_cannot))</span></li></ul></section>
        """
    }
}

extension Stage {
    func title(_ visit: Visit) -> String {
        switch self {
        case .closed: visit.say(.stage_closed)
        case .invited: visit.say(.stage_invited)
        case .subscribers(let count): visit.say(.stage_subscribers, count: count)
        case .percent(let share): visit.say(.stage_percent, ["share": visit.language.percent(share)])
        case .everyone: visit.say(.stage_everyone)
        }
    }
}
