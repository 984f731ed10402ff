import Markup

/// A channel at a glance: its newest video, what it said last, more videos.
struct ChannelHomePage {
    let head: ChannelHead
    let posts: [Post]
    let videos: [Post]
    let visit: Visit

    var frame: PageFrame { head.frame(content) }

    private var content: HTML {
        guard !posts.isEmpty || !videos.isEmpty else { return EmptyChannel(head: head, visit: visit).html }
        return """
            <div class="cols"><div class="stack stack--5">\(newest)\(talk)</div>
            <div class="cols__aside stack">\(more)</div></div>
            """
    }

    private var newest: HTML? {
        guard let video = videos.first else { return nil }
        return StagePanel(
            title: visit.say(.channel_newest_video), videos: [video], visit: visit, more: nil, isWide: false,
            reasons: [:]
        ).html
    }

    private var talk: HTML? {
        guard !posts.isEmpty else { return nil }
        let handle = head.channel.handle
        return """
            <div class="row row--split"><h2 class="section-title">\(visit.say(.channel_latest_posts))</h2>\
            <a class="small quietlink" href="\(url: Link.backstage(handle).path)">\
            \(visit.say(.channel_all_posts))</a></div>
            \(posts.map { PostCard(post: $0, visit: visit).html })
            """
    }

    private var more: HTML? {
        StagePanel(
            title: visit.say(.channel_more_videos), videos: Array(videos.dropFirst()), visit: visit,
            more: .videos(head.channel.handle), isWide: false, reasons: [:], hasLead: false
        ).html
    }
}

/// What stands in place of posts and videos that are not there yet; for the channel's own people, what to do.
struct EmptyChannel {
    let head: ChannelHead
    let visit: Visit
    var title: Word = .channel_empty

    var html: HTML {
        """
        <section class="card empty">\(Icon.stage.html)<h2>\(visit.say(title))</h2>\
        <p>\(visit.say(head.isMine ? .channel_empty_mine : .channel_empty_text))</p>\(button)</section>
        """
    }

    private var button: HTML? {
        guard head.isMine else { return nil }
        return "<div class=\"row\">\(WriteLink(visit: visit).html)</div>"
    }
}

/// The way to the composer, for the channel's own people.
struct WriteLink {
    let visit: Visit

    var html: HTML {
        """
        <a class="btn btn--primary" href="\(url: Link.studio.path)">\(Icon.edit.html)\
        \(visit.say(.channel_write))</a>
        """
    }
}
