import Markup

/// A comment's time as a link: without scripts to the page that begins there, with them a jump in the player.
struct MomentLink {
    let video: PostID
    let time: FilmTime
    let visit: Visit

    var html: HTML {
        """
        <a class="momentlink num" href="\(url: Self.link(to: time, of: video).path)" \
        data-milliseconds="\(time.milliseconds)" \
        aria-label="\(visit.say(.moment_play, ["time": time.text]))">\(Icon.play.html)\(time.text)</a>
        """
    }

    static func link(to time: FilmTime, of video: PostID) -> Link {
        Link.watch(video).with("t", time.seconds)
    }
}

/// The moments of a video below its player, earliest first.
///
/// The list is how keyboards and screen readers reach them; the marks on the seek bar say nothing that is
/// not in it.
struct MomentsView {
    let video: PostID
    let moments: Moments
    let visit: Visit

    var html: HTML? {
        guard !moments.listed.isEmpty else { return nil }
        return """
            <details class="chapters" id="moments"><summary>\(visit.say(.moment_title)) \
            <span class="muted num">\(count)</span>\(Icon.down.html)</summary>\
            <ol class="chapters__list moments">\(moments.listed.map(item))</ol>\(more)</details>
            """
    }

    private var count: String { "\(moments.listed.count)\(moments.hasMore ? "+" : "")" }

    private func item(_ moment: Moment) -> HTML {
        let play = MomentLink.link(to: moment.time, of: video)
        let comment = Link.watch(video).with("thread", moment.thread).at("post-\(moment.comment)")
        let name = visit.say(.moment_comment, ["name": moment.author, "time": moment.time.text])
        return """
            <li><a href="\(url: play.path)" data-milliseconds="\(moment.time.milliseconds)">\
            <span class="num">\(moment.time.text)</span>\
            <span><b dir="auto">\(moment.author)</b> \(words(moment))</span></a>\
            <a class="btn btn--icon" href="\(url: comment.path)">\(Icon.comment.html)\
            <span class="vh">\(name)</span></a></li>
            """
    }

    private func words(_ moment: Moment) -> HTML {
        guard !moment.words.isEmpty else {
            return "<span class=\"muted\">\(visit.say(.moment_wordless))</span>"
        }
        return "<span dir=\"auto\">\(moment.words)</span>"
    }

    private var more: HTML? {
        guard moments.hasMore else { return nil }
        return "<p class=\"small muted\">\(visit.say(.moment_more, count: Limits.momentsListed))</p>"
    }
}

/// The moments on the seek bar, for the eye and the mouse: the script sets each mark to its place, as it does
/// with chapters, and shows its words where somebody points. The range over them takes the presses.
struct MomentMarksView {
    let moments: Moments
    let filmMilliseconds: Int64
    let visit: Visit

    var html: HTML? {
        let marks = moments.marks(filmMilliseconds: filmMilliseconds)
        guard !marks.isEmpty else { return nil }
        return "<div class=\"seek__moments\" aria-hidden=\"true\" hidden>\(marks.map(mark))</div>"
    }

    private func mark(_ mark: MomentMark) -> HTML {
        """
        <i data-milliseconds="\(mark.time.milliseconds)" data-words="\(words(mark))"\
        \(flag: "data-many", mark.moments.count > 1)></i>
        """
    }

    private func words(_ mark: MomentMark) -> String {
        guard mark.moments.count == 1 else { return visit.say(.moment_count, count: mark.moments.count) }
        let moment = mark.moments[0]
        guard !moment.words.isEmpty else { return moment.author }
        return visit.say(.moment_by, ["name": moment.author, "words": moment.words])
    }
}
