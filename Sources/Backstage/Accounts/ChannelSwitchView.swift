import Markup

/// One of the account's channels, and the button that makes it the one to act as.
struct ChannelSwitch {
    let face: Face
    let role: ChannelRole
    let isCurrent: Bool
    let visit: Visit

    var html: HTML {
        """
        <li class="row row--split"><a class="channel-line" \
        href="\(url: Link.channel(face.handle).path)">\
        \(Avatar(face: face, size: .post).image)<span><b dir="auto">\(face.name)</b><br>\
        <small class="muted">@\(face.handle)\(roleNote)</small></span></a>\(end)</li>
        """
    }

    /// Most people own theirs: only another role is worth a word.
    private var roleNote: String { role == .owner ? "" : " · " + visit.say(role.word) }

    private var end: HTML {
        guard !isCurrent else {
            return "<span class=\"chip chip--velvet\">\(Icon.check.html)\(visit.say(.account_acting))</span>"
        }
        return """
            <form method="post" action="\(url: Link.act(as: face.id).path)"><button class="btn btn--s">\
            \(visit.say(.account_act))<span class="vh"> <bdi>\(face.name)</bdi></span></button></form>
            """
    }
}
