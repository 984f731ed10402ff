import Markup

/// What stands in place of a feed for a member who follows nobody: why it is empty, and whom to follow.
struct FindChannelsView {
    let channels: [Channel]
    let visit: Visit

    var html: HTML { "\(empty)\(channels.isEmpty ? nil : list)" }

    private var empty: HTML {
        """
        <section class="card empty">\(Self.seats)<h2>\(visit.say(.feed_empty))</h2>\
        <p>\(visit.say(.feed_empty_text))</p>\(channels.isEmpty ? nil : button)</section>
        """
    }

    private var button: HTML {
        """
        <div class="row"><a class="btn btn--primary" href="#find-channels">\(visit.say(.feed_find))</a></div>
        """
    }

    private var list: HTML {
        """
        <section class="card card--side" id="find-channels" aria-labelledby="find-title">\
        <h2 class="section-title" id="find-title">\(visit.say(.home_find))</h2>\(channels.map(line))</section>
        """
    }

    private func line(_ channel: Channel) -> HTML {
        """
        <div class="row row--split row--tall"><a class="row row--nowrap grow tap" \
        href="\(url: Link.channel(channel.handle).path)">\(Avatar(face: channel.face, size: .m).image)\
        <span><b dir="auto">\(channel.name)</b> \
        <span class="small muted">\(visit.say(.home_subscribers, count: channel.subscribers))</span>\
        </span></a>\
        <form method="post" action="\(url: Link.subscribe(channel.handle).path)">\
        \(BackField(visit: visit, anchor: "find-channels").html)\
        <button class="btn btn--s">\(visit.say(.home_follow))\
        <span class="vh"> \(channel.name)</span></button></form></div>
        """
    }

    /// The empty house of `design/states.html`.
    private static let seats: HTML = """
        <svg viewBox="0 0 132 100" aria-hidden="true"><path d="M6 8h120v64H6z" fill="var(--stage)"/>\
        <path d="M52 8h28l18 64H34z" fill="var(--bulb)" opacity=".85"/>\
        <path d="M6 8h22c0 30-4 46-22 58zM126 8h-22c0 30 4 46 22 58z" fill="#17705b"/>\
        <g fill="var(--ink-2)"><rect x="10" y="74" width="24" height="22" rx="8"/>\
        <rect x="39" y="74" width="24" height="22" rx="8"/>\
        <rect x="68" y="74" width="24" height="22" rx="8"/>\
        <rect x="97" y="74" width="24" height="22" rx="8"/></g></svg>
        """
}
