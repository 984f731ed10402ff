import Markup

/// A video in a stage panel (`design/DESIGN.md`, section 5): its poster, its title, whose it is, and why
/// it is here.
struct VideoTile {
    let video: Post
    let visit: Visit
    /// Poster above the words instead of beside them.
    let isLarge: Bool
    let why: String?

    var html: HTML {
        """
        <article class="vid\(isLarge ? "" : " vid--row")">\(poster)<div>\
        <h3 class="vid__title"><a href="\(url: Link.watch(video.id).path)" dir="auto">\(video.title)</a></h3>\
        <p><bdi>\(video.author.name)</bdi> · \(visit.views(of: video)) · \(age)</p>\(reason)</div></article>

        """
    }

    private var age: HTML {
        let text = visit.language.ago(video.published, now: visit.now)
        return TimeView(milliseconds: video.published, text: text).html
    }

    private var poster: HTML? {
        guard let picture = video.video?.picture else { return nil }
        return """
            <div class="media" data-tone="\(picture.tone)"><img src="\(url: picture.link(width: 480).path)" \
            srcset="\(picture.sources)" sizes="\(isLarge ? "(max-width: 719px) 100vw, 480px" : "200px")" \
            alt="" \
            width="\(picture.width)" height="\(picture.height)" loading="lazy" decoding="async">\
            <span class="dur">\(visit.language.duration(picture.duration))</span></div>
            """
    }

    private var reason: HTML? {
        why.map { "<p class=\"why\">\(Icon.star.html)\($0)</p>" }
    }
}

extension Visit {
    /// How often a video was seen: `38K views`.
    func views(of video: Post) -> String {
        say(.video_views, ["n": language.short(video.views)], count: video.views)
    }
}
