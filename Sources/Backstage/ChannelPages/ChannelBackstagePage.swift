import Markup

/// Everything a channel has said, strictly newest first; its videos stand beside it and never among it
/// (`design/channel.html`).
struct ChannelBackstagePage {
    let head: ChannelHead
    var pinned: Post?
    let posts: [Post]
    let videos: [Post]
    /// Where the next page begins; nil at the end.
    let older: Place?
    let isFirst: Bool
    let visit: Visit

    var frame: PageFrame { head.frame(content) }

    private var content: HTML {
        """
        <div class="cols"><div class="stack stack--5">\(published)\(above)\(bar)\(list)\(end)</div>
        <div class="cols__aside">\(stage)</div></div>
        """
    }

    private var above: HTML? { pinned.map { PostCard(post: $0, visit: visit, isPinned: true).html } }

    private var bar: HTML {
        """
        <div class="row row--split row--3"><p class="row row--nowrap small muted grow">\(Icon.clock.html)\
        <span>\(visit.say(.channel_order))</span></p>\(write)</div>
        """
    }

    /// An empty tab has it in its middle.
    private var write: HTML? { head.isMine && !posts.isEmpty ? WriteLink(visit: visit).html : nil }

    private var list: HTML {
        guard !posts.isEmpty || older != nil else {
            return EmptyChannel(
                head: head, visit: visit, title: isFirst ? .channel_no_posts : .channel_no_older
            ).html
        }
        return "\(posts.map { PostCard(post: $0, visit: visit).html })"
    }

    private var end: HTML? {
        guard let older else { return nil }
        return """
            <a class="btn btn--block" rel="next" \
            href="\(url: Link.backstage(head.channel.handle, before: older).path)">\
            \(visit.say(.channel_older_posts))</a>
            """
    }

    private var stage: HTML? {
        StagePanel(
            title: visit.say(.channel_stage), videos: videos, visit: visit,
            more: .videos(head.channel.handle),
            isWide: false, reasons: [:]
        ).html
    }

    /// The composer leads here.
    private var published: HTML? {
        guard head.isMine, visit.query("published") != nil else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(.channel_published))</span></p>
            """
    }
}
