import Markup

/// Where a comment says which second of the video it is about. A script adds the button that takes the
/// player's.
struct MomentField {
    let typed: String
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        """
        <moment-field class="momentfield" data-set="\(visit.language.template(.moment_set))">\
        <label for="moment">\(visit.say(.moment_at))\
        <span class="vh"> (\(visit.say(.moment_at_what)))</span></label>\
        <input class="input input--number" id="moment" name="moment" value="\(typed)" dir="ltr" \
        autocomplete="off"\(problems.attributes(for: "moment", hint: "moment-hint"))>\
        <button type="button" class="btn btn--s" hidden>\(Icon.clock.html)\(visit.say(.moment_now))</button>\
        <p class="hint" id="moment-hint">\(visit.say(.moment_hint))</p>\
        \(problems.error(for: "moment"))</moment-field>
        """
    }
}
