import Markup

/// A video ready to be played: the browser's own player, whole without scripts, and what a script needs to
/// put ours in its place (`design/watch.html`).
struct PlayerView {
    /// One height of the picture that can be chosen by hand.
    struct Step {
        let height: Int
        /// Its own playlist.
        let hls: Link?
        /// Its own file, for browsers without HLS.
        let mp4: Link?
    }

    /// Small pictures in one large, a row after the other, for the seek bar.
    struct Storyboard {
        let link: Link
        let columns: Int
        let rows: Int
        let tileWidth: Int
        let tileHeight: Int
        /// From one picture to the next.
        let intervalMilliseconds: Int64
    }

    struct Captions {
        /// BCP 47: `en`, `pt-BR`.
        let language: String
        /// In their own language: `Français`.
        let label: String
        let link: Link
    }

    struct Chapter {
        let startMilliseconds: Int64
        let title: String
    }

    let title: String
    /// The channel, for the system's own controls.
    var author = ""
    let poster: Picture
    let hls: Link?
    let mp4: Link?
    /// Lowest first.
    var steps: [Step] = []
    var captions: [Captions] = []
    var storyboard: Storyboard?
    var chapters: [Chapter] = []
    var moments = Moments()
    /// Where `?t=` asks to begin.
    var startSeconds: Int64?
    let postID: PostID
    let visit: Visit

    var html: HTML {
        """
        <video-player class="player" role="group" aria-label="\(visit.say(.player_name))" \
        data-post="\(String(postID))" data-title="\(title)" data-author="\(author)" \
        data-shape="\(shape)"\(attribute: "data-start", start.map { String($0) })\(storyboardFacts)>
        <video controls playsinline preload="metadata" aria-label="\(title)" width="\(poster.width)" \
        height="\(poster.height)" poster="\(url: poster.link(width: 1_280).path)">\
        \(source(hls, type: "application/vnd.apple.mpegurl"))\(source(mp4, type: "video/mp4"))\
        \(captions.map(track))\(download)</video>
        \(PlayerBarView(player: self).html)</video-player>
        \(below)
        """
    }

    /// A start past the end would show its last picture and nothing more.
    private var start: Int64? {
        startSeconds.flatMap { $0 > 0 && $0 * 1_000 < poster.duration ? $0 : nil }
    }

    /// Tall videos get more height on a phone.
    private var shape: String {
        poster.height > poster.width ? "tall" : "wide"
    }

    private func source(_ link: Link?, type: String) -> HTML? {
        guard let link else { return nil }
        // A media fragment: browsers begin there by themselves (W3C Media Fragments, 4.2.1).
        let path = start.map { link.at("t=\($0)").path } ?? link.path
        return "\n<source src=\"\(url: path)\" type=\"\(type)\">"
    }

    private func track(_ captions: Captions) -> HTML {
        """

        <track kind="captions" srclang="\(captions.language)" label="\(captions.label)" \
        src="\(url: captions.link.path)">
        """
    }

    private var download: HTML? {
        mp4.map { "\n<a href=\"\(url: $0.path)\">\(visit.say(.player_fallback))</a>" }
    }

    private var storyboardFacts: HTML? {
        guard let board = storyboard else { return nil }
        return """
             data-storyboard="\(url: board.link.path)" data-columns="\(board.columns)" \
            data-rows="\(board.rows)" data-tile-width="\(board.tileWidth)" \
            data-tile-height="\(board.tileHeight)" data-interval="\(board.intervalMilliseconds)"
            """
    }

    // MARK: Below the picture

    private var below: HTML? {
        guard !chapters.isEmpty || !captions.isEmpty || !moments.listed.isEmpty else { return nil }
        return "<div class=\"player__below\">\(chapterList)\(momentList)\(captionNames)</div>"
    }

    /// Links that work without scripts; with them, they seek in the video on the page.
    private var chapterList: HTML? {
        guard !chapters.isEmpty else { return nil }
        return """
            <details class="chapters" id="chapters"><summary>\(visit.say(.player_chapters)) \
            <span class="muted num">\(chapters.count)</span>\(Icon.down.html)</summary>\
            <ol class="chapters__list">\(chapters.map(chapter))</ol></details>
            """
    }

    private func chapter(_ chapter: Chapter) -> HTML {
        let link = Link.watch(postID).with("t", chapter.startMilliseconds / 1_000)
        return """
            <li><a href="\(url: link.path)" data-milliseconds="\(chapter.startMilliseconds)">\
            <span class="num">\(FilmTime(milliseconds: chapter.startMilliseconds).text)</span>\
            <span dir="auto">\(chapter.title)</span></a></li>
            """
    }

    private var momentList: HTML? { MomentsView(video: postID, moments: moments, visit: visit).html }

    private var captionNames: HTML? {
        guard !captions.isEmpty else { return nil }
        let names = captions.map { captions -> HTML in
            "<bdi lang=\"\(captions.language)\">\(captions.label)</bdi>"
        }
        let said = visit.say(.player_captions_in, html: ["languages": .html(names.joined(separator: ", "))])
        return "<p class=\"small muted\">\(Icon.captions.html) \(said)</p>"
    }
}
