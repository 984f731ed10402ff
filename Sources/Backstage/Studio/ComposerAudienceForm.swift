import Markup

/// Who may see the post, and whether they may answer.
struct ComposerAudienceForm {
    let composer: Composer
    let facts: ComposerFacts
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        """
        <fieldset class="stack stack--2 audiences"><legend class="label">\(visit.say(.studio_who))</legend>\
        <div class="grid grid--190">\(Audience.allCases.map(choice))</div>\(readers)</fieldset>
        """
    }

    private func choice(_ audience: Audience) -> HTML {
        let (title, hint): (Word, Word) =
            switch audience {
            case .everyone: (.studio_everyone, .studio_everyone_hint)
            case .unlisted: (.studio_unlisted, .studio_unlisted_hint)
            case .subscribers: (.studio_subscribers, .studio_subscribers_hint)
            case .members: (.composer_members, .composer_members_hint)
            case .named: (.composer_named, .composer_named_hint)
            }
        return """
            <label class="choice"><input type="radio" name="audience" value="\(audience.name)"\
            \(flag: "checked", composer.audience == audience)><span><b>\(visit.say(title))</b>\
            <small>\(visit.say(hint, count: facts.allowance.subscribers))</small></span></label>
            """
    }

    /// Shown by the style sheet when "named people" is chosen.
    private var readers: HTML {
        """
        <mention-field class="readers" data-from="\(url: Link.completeMentions.path)" data-whole \
        data-label="\(visit.say(.mention_list))" data-found="\(visit.language.template(.mention_found))">\
        <div class="field"><label for="readers">\(visit.say(.composer_readers))</label>\
        <input class="input" id="readers" name="readers" value="\(composer.readers)" autocomplete="off" \
        autocapitalize="none" spellcheck="false"\(problems.attributes(for: "readers", hint: "readers-hint"))>\
        \(problems.error(for: "readers"))\
        <p class="hint" id="readers-hint">\(visit.say(.composer_readers_hint))</p></div></mention-field>
        """
    }
}
