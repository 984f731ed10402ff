import Markup

/// The tabs of a channel's page.
enum ChannelTab: CaseIterable, Sendable {
    case home, videos, backstage, about

    func link(_ handle: String) -> Link {
        switch self {
        case .home: .channel(handle)
        case .videos: .videos(handle)
        case .backstage: .backstage(handle)
        case .about: .about(handle)
        }
    }

    var word: Word {
        switch self {
        case .home: .nav_home
        case .videos: .channel_videos_tab
        case .backstage: .channel_backstage_tab
        case .about: .channel_about_tab
        }
    }
}

/// What stands above every tab of a channel: banner, face, name, counts, subscribe and bell
/// (`design/channel.html`).
struct ChannelHead: Sendable {
    let channel: Channel
    /// How much the viewer hears of it; nil for whoever does not follow it.
    let bell: Bell?
    /// What stands above its Backstage tab, for who may see it.
    let pinned: PostID?
    let isMember: Bool
    /// Set for who has muted or blocked it.
    let quiet: QuietKind?
    let current: ChannelTab
    let visit: Visit

    var isMine: Bool { visit.member?.channel.id == channel.id }

    func frame(_ content: HTML) -> PageFrame {
        PageFrame(
            title: current == .home ? channel.name : "\(channel.name) · \(visit.say(current.word))",
            canonical: current.link(channel.handle), facts: facts,
            content: "<div class=\"page\">\(html)\(content)</div>")
    }

    private var facts: PublicFacts {
        PublicFacts(
            kind: .profile, title: channel.name,
            description: Prose.excerpt(channel.bio, characters: Limits.cardDescriptionCharacters),
            link: current.link(channel.handle), author: channel.face,
            picture: channel.banner ?? channel.avatar)
    }

    var html: HTML {
        """
        <header class="card card--flush"><div class="banner">\(banner)</div>
        <div class="chan"><span class="mirror">\(Avatar(face: channel.face, size: .xl).image)</span>\
        <div><h1 dir="auto">\(channel.name)</h1><p>\(counts)</p></div>\
        <div class="row chan__acts">\(actions)</div></div>
        <nav class="tabs tabs--foot" aria-label="\(visit.say(.channel_tabs))">\
        \(ChannelTab.allCases.map(tab))</nav></header>
        \(quiet.map { QuietLine(reason: .channel($0), author: channel.face, visit: visit).html })

        """
    }

    /// Without a picture: a stage before anything is on it.
    private var banner: HTML {
        guard let picture = channel.banner else { return "<div class=\"valance\"></div>" }
        return """
            <img src="\(url: picture.link(width: 960).path)" srcset="\(picture.sources)" \
            sizes="(max-width: 1199px) 100vw, 1120px" alt="" width="\(picture.width)" \
            height="\(picture.height)" data-tone="\(picture.tone)">
            """
    }

    private var counts: HTML {
        let counts = [
            said(.channel_subscribers, channel.subscribers), said(.channel_videos, channel.videos),
            said(.channel_posts, channel.posts),
        ]
        let parts = counts.map { count -> HTML in " · <span class=\"nowrap\">\(count)</span>" }
        return "<bdi>@\(channel.handle)</bdi>\(parts)"
    }

    private func said(_ word: Word, _ count: Int64) -> String {
        visit.say(word, ["n": visit.language.short(count)], count: count)
    }

    private var actions: HTML? {
        guard isMine else {
            let subscribe = SubscribeButton(channel: channel, bell: bell, isMine: false, visit: visit).html
            return "\(membership)\(quiet == nil ? subscribe : nil)\(menu)"
        }
        guard visit.member?.role.permits(.govern) == true else { return nil }
        return """
            <a class="btn" href="\(url: Link.studioChannel.path)">\(Icon.gear.html)\
            \(visit.say(.channel_settings))</a>
            """
    }

    /// What is wanted seldom.
    private var menu: HTML? {
        guard visit.member != nil else { return nil }
        return """
            <details class="menu"><summary class="btn btn--icon">\(Icon.more.html)\
            <span class="vh">\(visit.say(.quiet_do))</span></summary><div class="menu__list">\
            \(QuietItem(handle: channel.handle, visit: visit).html)</div></details>
            """
    }

    /// What a member is told of it, with the way out.
    private var membership: HTML? {
        guard isMember else { return nil }
        return """
            <details class="menu"><summary class="btn">\(Icon.star.html)\(visit.say(.members_mark))\
            \(Icon.down.html)</summary><div class="menu__list"><form method="post" \
            action="\(url: Link.leaveMembership(channel.handle).path)"><button>\(Icon.x.html)\
            \(visit.say(.members_leave))</button></form></div></details>
            """
    }

    private func tab(_ tab: ChannelTab) -> HTML {
        let mark = tab == current ? "page" : nil
        return """
            <a href="\(url: tab.link(channel.handle).path)"\(attribute: "aria-current", mark)>\
            \(visit.say(tab.word))</a>
            """
    }
}
