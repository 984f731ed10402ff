import Markup

/// The open invitations of a kind, each with the way to take it back. Nothing when there are none.
struct InvitationList {
    let invitations: [ChannelInvitation]
    let visit: Visit

    var html: HTML? {
        guard !invitations.isEmpty else { return nil }
        return """
            <section class="card stack" aria-labelledby="open"><h2 class="section-title" id="open">\
            \(visit.say(.people_open))</h2><ul class="stack stack--2">\(invitations.map(row))</ul></section>
            """
    }

    private func row(_ invitation: ChannelInvitation) -> HTML {
        """
        <li class="row row--split"><span>\(said(invitation))</span>\
        <form method="post" action="\(url: Link.takeBack(invitation.id).path)">\
        \(BackField(visit: visit, anchor: "open").html)<button class="btn btn--s">\
        \(visit.say(.people_take_back))<span class="vh"> \(said(invitation))</span></button></form></li>

        """
    }

    private func said(_ invitation: ChannelInvitation) -> HTML {
        let name = Piece.text(invitation.inviter.name)
        let date = Piece.html("\(visit.language.date(invitation.expires, now: visit.now))")
        guard let role = invitation.role else {
            return visit.say(
                .members_uses_left, html: ["name": name, "date": date], count: Int64(invitation.usesLeft))
        }
        return visit.say(
            .people_open_until, html: ["role": .html("\(visit.say(role.word))"), "name": name, "date": date])
    }
}

/// A link just made, this once.
struct NewLinkView {
    let key: InvitationKey
    let expires: Int64
    let visit: Visit

    var html: HTML {
        let address = visit.app.settings.publicURL + Link.invitation(key.text).path
        let date = visit.language.date(expires, now: visit.now)
        return """
            <section class="flash flash--ok" role="status">\(Icon.link.html)<div class="grow stack stack--2">\
            <label for="link"><b>\(visit.say(.people_link))</b></label>\
            <input class="input" id="link" value="\(address)" readonly dir="ltr" \
            aria-describedby="link-hint">\
            <p id="link-hint">\(visit.say(.people_link_once, ["date": date]))</p>\
            <p><a class="btn btn--s" data-share data-copied="\(visit.say(.people_copied))" \
            href="\(url: address)">\(Icon.share.html)<span class="lbl">\(visit.say(.people_copy))</span></a>\
            </p></div></section>
            """
    }
}
