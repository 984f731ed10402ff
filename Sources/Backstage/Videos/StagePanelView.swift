import Markup

/// Videos that share a page with what people say: always on a stage, so that nobody takes them for posts.
struct StagePanel {
    let title: String
    let videos: [Post]
    let visit: Visit
    /// Where there are more of them.
    let more: Link?
    /// Three in a row where there is room.
    let isWide: Bool
    /// Why a video is here, for those that come from a signal.
    let reasons: [PostID: String]
    /// The first video stands out.
    var hasLead = true

    var html: HTML? {
        guard let first = videos.first else { return nil }
        let heading = "stage-\(first.id)"
        return """
            <section class="stage\(isWide ? " stage--wide" : "")" aria-labelledby="\(heading)">\
            <div class="stage__head"><h2 id="\(heading)">\(title)</h2>\(moreLink)</div>
            <div class="stage__list">\(videos.enumerated().map(tile))</div></section>
            """
    }

    private func tile(_ index: Int, _ video: Post) -> HTML {
        VideoTile(
            video: video, visit: visit, isLarge: hasLead && index == 0 && !isWide, why: reasons[video.id]
        ).html
    }

    private var moreLink: HTML? {
        more.map { "<a href=\"\(url: $0.path)\">\(visit.say(.video_more))</a>" }
    }
}
