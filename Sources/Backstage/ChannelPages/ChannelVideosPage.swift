import Markup

/// All videos of a channel, newest first.
struct ChannelVideosPage {
    let head: ChannelHead
    let videos: [Post]
    /// Where the next page begins; nil at the end.
    let older: Place?
    let visit: Visit

    var frame: PageFrame { head.frame(content) }

    private var content: HTML {
        // All of a page may be quiet, and the next one not.
        guard !videos.isEmpty || older != nil else {
            return EmptyChannel(head: head, visit: visit, title: .channel_no_videos).html
        }
        return "<div class=\"stack\">\(panel)\(next)</div>"
    }

    private var panel: HTML? {
        StagePanel(
            title: visit.say(.channel_videos_tab), videos: videos, visit: visit, more: nil, isWide: true,
            reasons: [:], hasLead: false
        ).html
    }

    private var next: HTML? {
        guard let older else { return nil }
        return """
            <a class="btn btn--block" rel="next" \
            href="\(url: Link.videos(head.channel.handle).with("before", older).path)">\
            \(visit.say(.channel_older_videos))</a>
            """
    }
}
