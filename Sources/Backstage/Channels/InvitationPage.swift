import Markup

/// What somebody sees who follows an invitation: to which channel, into what, by whom; and how to accept.
struct InvitationPage {
    let opened: OpenedInvitation
    let key: InvitationKey
    let visit: Visit

    private var channel: Channel { opened.channel }
    private var here: Link { .invitation(key.text) }

    var frame: PageFrame { PageFrame(title: title, width: .reading, content: content) }

    private var title: String { visit.say(.invitation_title, ["name": channel.name]) }

    private var content: HTML {
        """
        <section class="card stack"><h1 class="title">\(title)</h1>
        <a class="channel-line" href="\(url: Link.channel(channel.handle).path)">\
        \(Avatar(face: channel.face, size: .l).image)<span><b dir="auto">\(channel.name)</b><br>\
        <small class="muted"><bdi>@\(channel.handle)</bdi></small></span></a>
        \(opened.isDone ? done : offer)</section>
        """
    }

    // MARK: Not yet

    private var offer: HTML {
        let date = visit.language.date(opened.invitation.expires, now: visit.now)
        return """
            <p>\(sentence)</p><p class="muted">\(visit.say(.invitation_until, ["date": date]))</p>\
            \(visit.member.map(accept) ?? enter)
            """
    }

    private var sentence: HTML {
        let who = Piece.text(opened.invitation.inviter.name)
        guard let role = opened.invitation.role else {
            return visit.say(.invitation_member, html: ["who": who])
        }
        return visit.say(
            .invitation_role, html: ["who": who, "role": .html("<b>\(visit.say(role.word))</b>")])
    }

    /// A role is the account's, whichever of its channels it acts as; a member is the channel.
    private func accept(_ member: Member) -> HTML {
        let name = Piece.text(member.channel.name)
        let channel: HTML? =
            opened.invitation.role == nil
            ? "<p class=\"hint\">\(visit.say(.invitation_as, html: ["name": name]))</p>" : nil
        return """
            \(channel)<form method="post" action="\(url: here.path)"><button class="btn btn--primary">\
            \(visit.say(.invitation_accept))</button></form>
            """
    }

    private var enter: HTML {
        """
        <p>\(visit.say(.invitation_sign_in))</p><div class="row">\
        <a class="btn btn--primary" href="\(url: Link.signIn.then(here).path)">\(visit.say(.nav_sign_in))</a>\
        <a class="btn" href="\(url: Link.signUp.then(here).path)">\(visit.say(.nav_sign_up))</a></div>
        """
    }

    // MARK: Done

    private var done: HTML {
        guard opened.invitation.role != nil else {
            let name = Piece.text(visit.member?.channel.name ?? "")
            return """
                <p class="flash flash--ok" role="status">\(Icon.check.html)\
                <span>\(visit.say(.invitation_done_member, html: ["name": name]))</span></p>
                """
        }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(.invitation_done_role))</span></p>\
            <form method="post" action="\(url: Link.act(as: channel.id).path)">\
            <input type="hidden" name="back" value="\(Link.studio.path)">\
            <button class="btn btn--primary">\(visit.say(.invitation_act))</button></form>
            """
    }
}
