import Markup

extension Limits {
    static let subscriptionsPage = 50
}

/// The channels one follows, by handle, each with its bell.
struct SubscriptionsPage {
    let subscriptions: [Subscription]
    /// Where the next page begins; nil at the end.
    let next: String?
    let visit: Visit

    /// `found` holds one more than a page when there is another.
    init(found: [Subscription], visit: Visit) {
        subscriptions = Array(found.prefix(Limits.subscriptionsPage))
        next =
            found.count > subscriptions.count
            ? subscriptions.last.map { Folding.handle($0.face.handle) } : nil
        self.visit = visit
    }

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.channel_subscriptions), place: .subscriptions, width: .reading, content: content
        )
    }

    private var content: HTML {
        """
        <div class="stack stack--5"><h1>\(visit.say(.channel_subscriptions))</h1>\(list)\(more)</div>
        """
    }

    private var list: HTML {
        guard !subscriptions.isEmpty else {
            return """
                <section class="card empty">\(Icon.inbox.html)<h2>\(visit.say(.channel_follow_nobody))</h2>\
                <p>\(visit.say(.channel_follow_nobody_text))</p><div class="row">\
                <a class="btn btn--primary" href="\(url: Link.home.path)">\(visit.say(.nav_home))</a></div>\
                </section>
                """
        }
        return "<ul class=\"card stack\">\(subscriptions.map(row))</ul>"
    }

    private func row(_ subscription: Subscription) -> HTML {
        let face = subscription.face
        let count = visit.say(
            .channel_subscribers, ["n": visit.language.short(subscription.subscribers)],
            count: subscription.subscribers)
        return """
            <li class="row row--split"><a class="channel-line" \
            href="\(url: Link.backstage(face.handle).path)">\
            \(Avatar(face: face, size: .post).image)<span><b dir="auto">\(face.name)</b><br>\
            <small class="muted"><bdi>@\(face.handle)</bdi> · \(count)</small></span></a>\
            \(SubscribeButton(face: face, bell: subscription.bell, visit: visit).html)</li>
            """
    }

    private var more: HTML? {
        guard let next else { return nil }
        return """
            <a class="btn btn--block" rel="next" href="\(url: Link.subscriptions.with("after", next).path)">\
            \(visit.say(.nav_more))</a>
            """
    }
}
