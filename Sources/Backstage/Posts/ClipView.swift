import Markup

/// A short video inside a post: its first picture, which leads to the page where it plays. A script plays it
/// in place (`design/DESIGN.md`, section 5).
struct ClipView {
    let poster: Picture
    let hls: Link?
    let mp4: Link?
    let title: String
    let page: Link
    let visit: Visit

    var html: HTML {
        """
        <a class="media clip post__bleed" href="\(url: page.path)"\
        \(attribute: "data-hls", hls?.path)\(attribute: "data-mp4", mp4?.path) data-title="\(title)" \
        data-shape="\(shape)">\
        <img src="\(url: poster.link(width: 1_280).path)" alt="\(poster.alt)" width="\(poster.width)" \
        height="\(poster.height)" data-tone="\(poster.tone)" loading="lazy" decoding="async">\
        <span class="play">\(Icon.play.html)</span><span class="vh">\(visit.say(.post_play))</span>\
        <span class="dur">\(visit.language.duration(poster.duration))</span></a>
        """
    }

    private var shape: String { poster.height > poster.width ? "tall" : "wide" }
}

/// An animated picture: a silent film that loops. Without scripts it is still until somebody plays it; with
/// them it moves while it is seen, unless the reader asked for less motion.
struct LoopView {
    let picture: Picture
    let film: Link
    let visit: Visit

    var html: HTML {
        let alt = picture.alt.isEmpty ? visit.say(.photo_no_alt) : picture.alt
        return """
            <looping-clip class="media loop" data-play="\(visit.say(.loop_play))" \
            data-pause="\(visit.say(.loop_pause))" data-tone="\(picture.tone)">\
            <video muted loop playsinline controls preload="none" aria-label="\(alt)" \
            width="\(picture.width)" height="\(picture.height)" \
            poster="\(url: picture.link(width: 1_080).path)">\
            <source src="\(url: film.path)" type="video/mp4"></video></looping-clip>
            """
    }
}
