import Markup

/// Who is behind a channel: what it says of itself, its links, since when, how many.
struct ChannelAboutPage {
    let head: ChannelHead
    let visit: Visit

    private var channel: Channel { head.channel }

    var frame: PageFrame { head.frame(content) }

    private var content: HTML {
        """
        <div class="cols"><section class="card" aria-labelledby="about"><h2 class="section-title" id="about">\
        \(visit.say(.channel_about_tab))</h2>\(bio)</section>
        <div class="cols__aside stack">\(links)\(figures)</div></div>
        """
    }

    private var bio: HTML {
        guard !channel.bio.isEmpty else {
            return "<p class=\"muted\">\(visit.say(head.isMine ? .channel_no_bio_mine : .channel_no_bio))</p>"
        }
        return "<p class=\"post__text\" dir=\"auto\">\(Prose.html(channel.bio, links: ProseLinks()))</p>"
    }

    private var links: HTML? {
        let links = channel.links.split(separator: "\n").compactMap { ChannelLink(String($0)) }
        guard !links.isEmpty else { return nil }
        let items = links.map { link -> HTML in
            """
            <li><a class="row row--nowrap tap" href="\(url: link.url)" rel="nofollow noopener ugc">\
            \(Icon.link.html)\
            <bdi>\(link.shown)</bdi></a></li>
            """
        }
        return """
            <section class="card card--side" aria-labelledby="links"><h2 class="section-title" id="links">\
            \(visit.say(.channel_links))</h2><ul class="stack stack--1">\(items)</ul></section>
            """
    }

    private var report: HTML? {
        guard !head.isMine else { return nil }
        return """
            <a class="row row--nowrap tap" href="\(url: Link.report(channel: channel.handle).path)" \
            rel="nofollow">\(Icon.flag.html)\(visit.say(.report_channel))</a>
            """
    }

    private var figures: HTML {
        let joined = visit.language.date(IdMaker.milliseconds(of: channel.id.raw), now: 0)
        let counts = [
            visit.say(.channel_subscribers, count: channel.subscribers),
            visit.say(.channel_videos, count: channel.videos),
            visit.say(.channel_posts, count: channel.posts),
        ]
        return """
            <section class="card card--side" aria-labelledby="figures"><h2 class="section-title" \
            id="figures">\
            \(visit.say(.channel_figures))</h2><ul class="stack stack--1">\
            <li>\(visit.say(.channel_joined, ["date": joined]))</li>\
            \(counts.map { "<li>\($0)</li>" as HTML })</ul>\(report)</section>
            """
    }
}
