import Markup

/// Follows a channel; for whoever does, opens how much they want to hear. Forms and a menu that need no
/// script.
struct SubscribeButton {
    let face: Face
    let bell: Bell?
    let isMine: Bool
    /// The post on whose page it stands.
    var from: PostID?
    let visit: Visit

    init(face: Face, bell: Bell?, isMine: Bool = false, from: PostID? = nil, visit: Visit) {
        (self.face, self.bell, self.isMine, self.visit) = (face, bell, isMine, visit)
        self.from = from
    }

    init(channel: Channel, bell: Bell?, isMine: Bool, from: PostID? = nil, visit: Visit) {
        self.init(face: channel.face, bell: bell, isMine: isMine, from: from, visit: visit)
    }

    private var anchor: String { "subscribe-\(face.id)" }

    /// Nothing on one's own channel.
    var html: HTML? {
        guard !isMine else { return nil }
        return "<div class=\"row\" id=\"\(anchor)\">\(bell.map(menu) ?? button)</div>"
    }

    private var button: HTML {
        """
        <form method="post" action="\(url: Link.subscribe(face.handle).path)" data-swap="\(anchor)">\
        \(BackField(visit: visit, anchor: anchor).html)\(origin)\
        <button class="btn btn--primary">\(visit.say(.channel_subscribe))\
        <span class="vh"> <bdi>\(face.name)</bdi></span></button></form>
        """
    }

    private var origin: HTML? {
        from.map { "<input type=\"hidden\" name=\"from\" value=\"\(String($0))\">" }
    }

    private func menu(_ bell: Bell) -> HTML {
        """
        <details class="menu menu--start"><summary class="btn">\(bell.icon.html)\
        \(visit.say(.channel_subscribed))\
        <span class="vh"> <bdi>\(face.name)</bdi></span>\(Icon.down.html)</summary>\
        <form class="menu__list menu__list--wide" method="post" \
        action="\(url: Link.subscribe(face.handle).path)" \
        data-swap="\(anchor)">\(BackField(visit: visit, anchor: anchor).html)\
        \([Bell.all, .personalised, .none].map { choice($0, current: bell) })\
        <button class="btn btn--primary btn--s">\(visit.say(.form_save))</button>\
        <button class="btn btn--s" formaction="\(url: Link.unsubscribe(face.handle).path)">\
        \(visit.say(.channel_unsubscribe))</button></form></details>
        """
    }

    private func choice(_ bell: Bell, current: Bell) -> HTML {
        """
        <label><input type="radio" name="bell" value="\(bell.name)"\(flag: "checked", bell == current)>\
        \(bell.icon.html)<span>\(visit.say(bell.title))<small>\(visit.say(bell.meaning))</small></span>\
        </label>
        """
    }
}

extension Bell {
    fileprivate var icon: Icon {
        switch self {
        case .all: .bellAll
        case .personalised: .bell
        case .none: .bellOff
        }
    }

    fileprivate var title: Word {
        switch self {
        case .all: .channel_bell_all
        case .personalised: .channel_bell_personalised
        case .none: .channel_bell_none
        }
    }

    fileprivate var meaning: Word {
        switch self {
        case .all: .channel_bell_all_hint
        case .personalised: .channel_bell_personalised_hint
        case .none: .channel_bell_none_hint
        }
    }
}
