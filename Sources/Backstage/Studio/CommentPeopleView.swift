import Markup

/// Whose comments a channel publishes without looking, and whose nobody else sees.
struct CommentPeopleView {
    let people: [CommentPerson]
    let handle: String
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        """
        <section class="card stack" aria-labelledby="people"><h3 class="section-title" id="people">\
        \(visit.say(.rule_people))</h3><p class="hint">\(visit.say(.rule_people_hint))</p>\
        \(list(.approved, .rule_approved))\(list(.hidden, .rule_hidden))\(form)</section>
        """
    }

    private func list(_ standing: PersonStanding, _ title: Word) -> HTML? {
        let those = people.filter { $0.standing == standing }
        guard !those.isEmpty else { return nil }
        return "<h4 class=\"label\">\(visit.say(title))</h4><ul class=\"stack\">\(those.map(row))</ul>"
    }

    private func row(_ person: CommentPerson) -> HTML {
        let face = person.face
        return """
            <li class="row row--split"><a class="channel-line" \
            href="\(url: Link.channel(face.handle).path)">\(Avatar(face: face, size: .comment).image)\
            <span><b dir="auto">\(face.name)</b><br><small class="muted"><bdi>@\(face.handle)</bdi></small>\
            </span></a>\
            <form method="post" action="\(url: Link.studioCommentPersonRemove(face.id).path)">\
            <button class="btn btn--s btn--quiet">\(visit.say(.form_remove))\
            <span class="vh"> <bdi>\(face.name)</bdi></span></button></form></li>

            """
    }

    private var form: HTML {
        let field = TextField(
            name: "handle", label: visit.say(.rule_handle), value: handle, autocomplete: "off",
            isRequired: true, problems: problems)
        return """
            <form class="stack" method="post" action="\(url: Link.studioCommentPeople.path)" novalidate>\
            \(field.html)<div class="row">\
            <button class="btn btn--s" name="standing" value="approved">\(visit.say(.rule_approve))</button>\
            <button class="btn btn--s" name="standing" value="hidden">\(visit.say(.rule_hide))</button>\
            </div></form>
            """
    }
}
