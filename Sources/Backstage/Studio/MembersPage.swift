import Markup

/// Who sees what a channel publishes for members, newest first; and for owners the ways to make one.
struct MembersPage {
    let members: [ListedMember]
    /// Where the next page begins; nil at the end.
    let next: MemberKey?
    let invitations: [ChannelInvitation]
    /// An invitation just made; its key is shown this once.
    let made: InvitationKey?
    let typed: Typed
    let problems: [Problem]
    let member: Member
    let visit: Visit

    /// What was typed into the forms beside the list.
    struct Typed: Sendable {
        var handle = ""
        var uses = "100"
    }

    /// `found` holds one more than a page when there is another.
    init(
        found: [ListedMember], invitations: [ChannelInvitation], made: InvitationKey?, typed: Typed,
        problems: [Problem], member: Member, visit: Visit
    ) {
        members = Array(found.prefix(Limits.membersPage))
        next = found.count > members.count ? members.last?.key : nil
        (self.invitations, self.made, self.typed) = (invitations, made, typed)
        (self.problems, self.member, self.visit) = (problems, member, visit)
    }

    private var shown: FormProblems { FormProblems(problems, visit) }
    private var mayGovern: Bool { member.role.permits(.govern) }

    var frame: PageFrame {
        PageFrame(title: visit.say(.members_title), place: .studio, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\
        \(StudioHead(author: member.channel.face, current: .members, visit: visit).html)
        \(shown.summary)\(newLink)\(saved)
        <div class="cols cols--studio">\(list)<div class="cols__aside stack stack--5">\
        \(mayGovern ? beside : nil)</div></div></div>
        """
    }

    private var newLink: HTML? {
        made.map {
            let expires = visit.now + Limits.memberInvitationDays * 86_400_000
            return NewLinkView(key: $0, expires: expires, visit: visit).html
        }
    }

    private var saved: HTML? {
        guard visit.query("saved") != nil, problems.isEmpty else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)<span>\(visit.say(.members_saved))\
            </span></p>
            """
    }

    // MARK: Members

    private var list: HTML {
        """
        <section class="card stack" aria-labelledby="members"><h2 class="section-title" id="members">\
        \(visit.say(.members_title))</h2><p class="hint">\(visit.say(.members_hint))</p>\
        \(rows)\(more)</section>
        """
    }

    private var rows: HTML {
        guard !members.isEmpty else { return "<p>\(visit.say(.members_none))</p>" }
        return "<ul class=\"stack\">\(members.map(row))</ul>"
    }

    private func row(_ listed: ListedMember) -> HTML {
        let (face, date) = (listed.face, visit.language.date(listed.since, now: visit.now))
        return """
            <li class="row row--split"><a class="channel-line" \
            href="\(url: Link.channel(face.handle).path)">\(Avatar(face: face, size: .post).image)\
            <span><b dir="auto">\(face.name)</b><br><small class="muted"><bdi>@\(face.handle)</bdi> \
            · \(visit.say(.members_since, ["date": date]))</small></span></a>\
            \(mayGovern ? remove(face) : nil)</li>

            """
    }

    private func remove(_ face: Face) -> HTML {
        """
        <form method="post" action="\(url: Link.studioMemberRemove(face.id).path)">\
        <button class="btn btn--s btn--quiet">\(visit.say(.members_remove))\
        <span class="vh"> <bdi>\(face.name)</bdi></span></button></form>
        """
    }

    private var more: HTML? {
        guard let next else { return nil }
        return """
            <a class="btn btn--block" rel="next" \
            href="\(url: Link.studioMembers.with("after", next.text).path)">\(visit.say(.nav_more))</a>
            """
    }

    // MARK: Beside

    private var beside: HTML {
        "\(add)\(invite)\(InvitationList(invitations: invitations, visit: visit).html)"
    }

    private var add: HTML {
        let field = TextField(
            name: "handle", label: visit.say(.members_handle), value: typed.handle, autocomplete: "off",
            isRequired: true, problems: shown)
        return """
            <section class="card stack" aria-labelledby="add"><h2 class="section-title" id="add">\
            \(visit.say(.members_add))</h2>
            <form class="stack" method="post" action="\(url: Link.studioMemberAdd.path)" novalidate>\
            \(field.html)<div class="row"><button class="btn btn--primary">\(visit.say(.members_add_do))\
            </button></div></form></section>
            """
    }

    private var invite: HTML {
        let field = TextField(
            name: "uses", label: visit.say(.members_uses), value: typed.uses, type: "number",
            autocomplete: "off", isRequired: true, problems: shown)
        return """
            <section class="card stack" aria-labelledby="invite"><h2 class="section-title" id="invite">\
            \(visit.say(.members_invite))</h2>
            <form class="stack" method="post" action="\(url: Link.studioMemberInvite.path)" novalidate>\
            <p class="hint">\(visit.say(.members_invite_hint, count: Limits.memberInvitationDays))</p>\
            \(field.html)<div class="row"><button class="btn btn--primary">\(visit.say(.people_make_link))\
            </button></div></form></section>
            """
    }
}
