import Markup

/// How a channel takes comments: who may write them, what is held, whose are never looked at.
struct CommentRulesPage {
    /// As they are kept, or as they were typed.
    let settings: CommentSettings
    let people: [CommentPerson]
    /// Typed for somebody who was refused.
    let handle: String
    /// What the rule as typed would have held.
    let rehearsal: Rehearsal?
    let problems: [Problem]
    let member: Member
    let visit: Visit

    private var shown: FormProblems { FormProblems(problems, visit) }

    var frame: PageFrame {
        PageFrame(title: visit.say(.rule_title), place: .studio, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        let rules = member.role.permits(.speak) ? form : notYours
        let list = CommentPeopleView(people: people, handle: handle, problems: shown, visit: visit)
        return """
            <div class="page page--wide">\
            \(StudioHead(author: member.channel.face, current: .comments, visit: visit).html)
            <div class="row row--split"><h2>\(visit.say(.rule_title))</h2>\
            <a class="row small backlink" href="\(url: Link.studioComments("held").path)">\
            \(Icon.prev.directed)\
            <span>\(visit.say(.rule_back))</span></a></div>
            \(shown.summary)\(saved)\(rehearsal.map { RehearsalView(rehearsal: $0, visit: visit).html })
            <div class="cols cols--studio">\(rules)\
            <div class="cols__aside stack stack--5">\(list.html)</div></div></div>
            """
    }

    private var saved: HTML? {
        guard visit.query("saved") != nil, problems.isEmpty else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)<span>\(visit.say(.rule_saved))\
            </span></p>
            """
    }

    private var notYours: HTML {
        "<section class=\"card\"><p class=\"hint\">\(visit.say(.rule_not_yours))</p></section>"
    }

    // MARK: The rule

    private var form: HTML {
        """
        <section class="card" aria-labelledby="rules"><h3 class="section-title" id="rules">\
        \(visit.say(.rule_form))</h3>
        <form class="stack stack--5" method="post" action="\(url: Link.studioCommentRules.path)" novalidate>
        \(door)\(holding)\(checks)\(words)
        <p class="hint">\(visit.say(.rule_later))</p>
        <div class="row"><button class="btn" name="do" value="try">\(visit.say(.rule_try))</button>\
        <button class="btn btn--primary" name="do" value="save">\(visit.say(.form_save))</button></div>
        </form></section>
        """
    }

    private var door: HTML {
        let choices = zip(CommentDoor.allCases, [Word.rule_everyone, .rule_subscribers, .rule_nobody]).map {
            choice("who", $0.rawValue, isChosen: settings.door == $0, $1)
        }
        return """
            <fieldset><legend class="label">\(visit.say(.rule_who))</legend>\
            <div class="grid grid--190">\(choices)</div></fieldset>
            """
    }

    private var holding: HTML {
        let words: [(Word, Word)] = [
            (.rule_hold_nothing, .rule_hold_nothing_hint), (.rule_hold_bad, .rule_hold_bad_hint),
            (.rule_hold_more, .rule_hold_more_hint), (.rule_hold_all, .rule_hold_all_hint),
        ]
        let choices = zip(CommentHolding.allCases, words).map { holding, words in
            choice("hold", holding.rawValue, isChosen: settings.holding == holding, words.0, words.1)
        }
        return """
            <fieldset><legend class="label">\(visit.say(.rule_hold))</legend>\
            <div class="grid grid--220">\(choices)</div></fieldset>
            """
    }

    private func choice(
        _ name: String, _ value: Int, isChosen: Bool, _ title: Word, _ hint: Word? = nil
    ) -> HTML {
        """
        <label class="choice"><input type="radio" name="\(name)" value="\(value)"\
        \(flag: "checked", isChosen)><span><b>\(visit.say(title))</b>\
        \(hint.map { "<small>\(visit.say($0))</small>" as HTML })</span></label>
        """
    }

    private var checks: HTML {
        """
        <fieldset class="stack stack--2"><legend class="label">\(visit.say(.rule_also))</legend>\
        \(check("links", settings.holdsLinks, .rule_links))\
        \(check("media", settings.holdsFirstMedia, .rule_media))</fieldset>
        """
    }

    private func check(_ name: String, _ isOn: Bool, _ word: Word) -> HTML {
        """
        <label class="check"><input type="checkbox" name="\(name)" value="1"\(flag: "checked", isOn)>\
        <span>\(visit.say(word))</span></label>
        """
    }

    private var words: HTML {
        TextArea(
            name: "words", label: visit.say(.rule_words), value: settings.words,
            hint: visit.say(.rule_words_hint, count: Limits.blockedWords), problems: shown
        ).html
    }
}
