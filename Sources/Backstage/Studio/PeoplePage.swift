import Markup

/// Who runs a channel: their roles, the invitations that wait, and who did what. Owners change it; the others
/// look.
struct PeoplePage {
    let people: [ChannelPerson]
    let invitations: [ChannelInvitation]
    /// Nil for whom it is none of their business.
    let done: ActionList?
    /// An invitation just made; its key is shown this once.
    var made: InvitationKey? = nil
    var problems: [Problem] = []
    let member: Member
    let visit: Visit

    private var shown: FormProblems { FormProblems(problems, visit) }
    private var mayGovern: Bool { member.role.permits(.govern) }

    var frame: PageFrame {
        PageFrame(title: visit.say(.people_title), place: .studio, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\
        \(StudioHead(author: member.channel.face, current: .people, visit: visit).html)
        \(shown.summary)\(newLink)\(saved)
        <div class="cols cols--studio"><div class="stack stack--5">\(list)\(done?.html)</div>
        <div class="cols__aside stack stack--5">\(mayGovern ? invite : nil)\
        \(mayGovern ? InvitationList(invitations: invitations, visit: visit).html : nil)\(meanings)</div>\
        </div></div>
        """
    }

    private var newLink: HTML? {
        made.map {
            let expires = visit.now + Limits.invitationDays * 86_400_000
            return NewLinkView(key: $0, expires: expires, visit: visit).html
        }
    }

    private var saved: HTML? {
        guard visit.query("saved") != nil, problems.isEmpty else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)<span>\(visit.say(.people_saved))\
            </span></p>
            """
    }

    // MARK: People

    private var list: HTML {
        """
        <section class="card stack" aria-labelledby="people"><h2 class="section-title" id="people">\
        \(visit.say(.people_title))</h2><p class="hint">\(visit.say(.people_hint))</p>
        <ul class="stack">\(people.map(row))</ul></section>
        """
    }

    private func row(_ person: ChannelPerson) -> HTML {
        let (face, isMe) = (person.face, person.account == member.account.id)
        let me = isMe ? " · " + visit.say(.people_you) : ""
        return """
            <li class="row row--split"><a class="channel-line" \
            href="\(url: Link.channel(face.handle).path)">\(Avatar(face: face, size: .post).image)\
            <span><b dir="auto">\(face.name)</b><br><small class="muted"><bdi>@\(face.handle)</bdi>\
            \(me)</small></span></a>\(end(person, isMe: isMe))</li>

            """
    }

    private func end(_ person: ChannelPerson, isMe: Bool) -> HTML {
        guard mayGovern else {
            let chip = "<span class=\"chip\">\(visit.say(person.role.word))</span>" as HTML
            return isMe ? "<div class=\"row\">\(chip)\(leave(person))</div>" : chip
        }
        let field = "role-\(person.account)"
        let options = ChannelRole.allCases.map { role -> HTML in
            """
            <option value="\(role.name)"\(flag: "selected", role == person.role)>\(visit.say(role.word))\
            </option>
            """
        }
        return """
            <form class="row" method="post" \
            action="\(url: Link.studioPerson(person.account, doing: "role").path)">\
            <label class="vh" for="\(field)">\(visit.say(.people_role_of, ["name": person.face.name]))\
            </label>\
            <select class="input input--auto" id="\(field)" name="role"\(shown.attributes(for: field))>\
            \(options)</select>\
            <button class="btn btn--s">\(visit.say(.people_change))\(hidden(person))</button>\
            <button class="btn btn--s btn--quiet" \
            formaction="\(url: Link.studioPerson(person.account, doing: "remove").path)">\
            \(visit.say(isMe ? .people_leave : .people_remove))\(hidden(person))</button>\
            \(shown.error(for: field))</form>
            """
    }

    private func leave(_ person: ChannelPerson) -> HTML {
        let field = "role-\(person.account)"
        return """
            <form method="post" action="\(url: Link.studioPerson(person.account, doing: "remove").path)">\
            <button class="btn btn--s btn--quiet" id="\(field)"\(shown.attributes(for: field))>\
            \(visit.say(.people_leave))</button>\(shown.error(for: field))</form>
            """
    }

    private func hidden(_ person: ChannelPerson) -> HTML {
        "<span class=\"vh\"> <bdi>\(person.face.name)</bdi></span>"
    }

    // MARK: Beside

    private var invite: HTML {
        let options = [ChannelRole.editor, .moderator, .owner].map {
            "<option value=\"\($0.name)\">\(visit.say($0.word))</option>" as HTML
        }
        return """
            <section class="card stack" aria-labelledby="invite"><h2 class="section-title" id="invite">\
            \(visit.say(.people_invite))</h2>
            <form class="stack" method="post" action="\(url: Link.studioInvite.path)">\
            <p class="hint">\(visit.say(.people_invite_hint, count: Limits.invitationDays))</p>\
            <div class="field"><label for="role">\(visit.say(.people_role))</label>\
            <select class="input" id="role" name="role"\(shown.attributes(for: "role"))>\(options)</select>\
            \(shown.error(for: "role"))</div>\
            <div class="row"><button class="btn btn--primary">\(visit.say(.people_make_link))</button></div>\
            </form></section>
            """
    }

    private var meanings: HTML {
        let hints: [Word] = [.people_owner_hint, .people_editor_hint, .people_moderator_hint]
        let lines = zip(ChannelRole.allCases, hints).map { role, hint -> HTML in
            "<div><dt><b>\(visit.say(role.word))</b></dt><dd class=\"muted\">\(visit.say(hint))</dd></div>"
        }
        return "<section class=\"card card--side\"><dl class=\"stack stack--2\">\(lines)</dl></section>"
    }
}
