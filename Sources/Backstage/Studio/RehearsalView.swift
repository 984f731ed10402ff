import Markup

/// What a rule that is not saved yet would have held.
struct RehearsalView {
    let rehearsal: Rehearsal
    let visit: Visit

    var html: HTML {
        """
        <section class="card stack" aria-labelledby="rehearsal" role="status"><h3 class="section-title" \
        id="rehearsal">\(visit.say(.rule_rehearsal))</h3>
        <p><b>\(visit.say(.rule_would_hold, count: rehearsal.held.count))</b> \(looked)</p>\
        \(reasons)\(list)</section>
        """
    }

    private var looked: String {
        rehearsal.looked < Limits.rehearsedComments
            ? visit.say(.rule_looked_all, count: rehearsal.looked)
            : visit.say(.rule_looked, count: rehearsal.looked)
    }

    private var reasons: HTML? {
        let shown = rehearsal.byReason.prefix(Limits.rehearsedShown)
        guard !shown.isEmpty else { return nil }
        let lines = shown.map { reason, count -> HTML in
            "<li class=\"chip\">\(reason.saidInQueue(visit)): \(visit.language.number(count))</li>"
        }
        return "<ul class=\"row\">\(lines)</ul>"
    }

    private var list: HTML? {
        guard !rehearsal.held.isEmpty else { return nil }
        let hint: HTML? =
            rehearsal.held.count > Limits.rehearsedShown
            ? "<p class=\"hint\">\(visit.say(.rule_newest, count: Limits.rehearsedShown))</p>" : nil
        return "\(hint)<ul class=\"stack\">\(rehearsal.newest.map(line))</ul>"
    }

    private func line(_ facts: CommentFacts, _ hold: Hold) -> HTML {
        let words = Prose.excerpt(facts.text, characters: 160)
        let reasons = hold.reasons.map { $0.saidInQueue(visit) }.joined(separator: " · ")
        return """
            <li><b dir="auto">\(facts.author.name)</b> <small class="muted"><bdi>@\(facts.author.handle)\
            </bdi></small><br><span dir="auto">\(words.isEmpty ? visit.say(.rule_no_words) : words)</span>\
            <br><small class="muted">\(reasons)</small></li>

            """
    }
}
