import Markup

/// A video on its way: how far it is, what comes next, and what to do if it failed. Only its author sees it
/// (`design/processing.html`). A script keeps it true; without one, a link looks again.
struct ProcessingView {
    /// As the event `video` names them too.
    enum State: String { case working, ready, failed }

    let post: PostID
    let filename: String
    let bytes: Int64
    /// Heights, lowest first.
    let planned: [Int]
    let ready: [Int]
    let percent: Int
    let secondsLeft: Int64?
    let state: State
    /// Why it failed, in words a creator understands.
    var problem: Word?
    var poster: Picture?
    /// Where a press on "Try again" is sent; nil when trying again cannot help.
    var retry: Link?
    let visit: Visit

    var html: HTML {
        state == .failed ? failed : working
    }

    // MARK: On its way

    private var working: HTML {
        """
        <video-progress class="stack" data-post="\(String(post))" data-ready="\(heights(ready))" \
        data-planned="\(heights(planned))"\(timeWords)><div class="stack stack--2">\(heading)</div>
        <section class="card card--flush">\(picture)\(bar)<div class="processing__body">\
        <div class="row row--split"><div class="grow"><b dir="auto">\(filename)</b>\
        <p class="small muted num">\(visit.language.size(Int(bytes)))\(summary)</p></div>\
        <a class="btn btn--s" href="\(url: visit.path)">\(Icon.again.html)\(visit.say(.processing_look))</a>\
        </div>
        <ol class="steps">\(steps)</ol></div></section></video-progress>
        """
    }

    /// Below a player the page has its heading already.
    private var heading: HTML {
        ready.isEmpty
            ? "<h2>\(visit.say(.processing_title))</h2><p class=\"muted\">\(visit.say(.processing_leave))</p>"
            : "<p class=\"muted\">\(visit.say(.processing_playable))</p>"
    }

    private var shown: String { visit.language.percent(percent) }

    /// Large over the first picture; once the video plays above, a line is enough.
    private var picture: HTML? {
        guard ready.isEmpty else { return nil }
        let image = poster.map { poster -> HTML in
            """
            <img src="\(url: poster.link(width: 1_280).path)" alt="" width="\(poster.width)" \
            height="\(poster.height)">
            """
        }
        return """
            <div class="media processing">\(image)<div class="processing__now"><b data-percent>\(shown)</b>\
            <span data-left>\(left)</span></div></div>
            """
    }

    private var summary: HTML? {
        ready.isEmpty ? nil : " · <span data-percent>\(shown)</span> · <span data-left>\(left)</span>"
    }

    private var bar: HTML {
        """
        <progress class="processing__bar" max="100" value="\(percent)" aria-label="\(filename)">\(shown)\
        </progress>
        """
    }

    private var left: String {
        guard let seconds = secondsLeft else { return visit.say(.processing_unknown) }
        switch seconds {
        case ..<60: return visit.say(.processing_soon)
        case ..<5_400: return visit.say(.processing_minutes, count: (seconds + 30) / 60)
        default: return visit.say(.processing_hours, count: (seconds + 1_800) / 3_600)
        }
    }

    private var timeWords: HTML {
        let language = visit.language
        return """
             data-hours="\(language.template(.processing_hours))" \
            data-minutes="\(language.template(.processing_minutes))" \
            data-soon="\(language.template(.processing_soon))" \
            data-unknown="\(language.template(.processing_unknown))"
            """
    }

    private func heights(_ list: [Int]) -> String { list.map(String.init).joined(separator: ",") }

    // MARK: Steps

    private var steps: [HTML] {
        let current = planned.first { !ready.contains($0) }
        let before = [
            step(visit.say(.processing_uploaded), note: visit.language.size(Int(bytes)), isDone: true),
            step(visit.say(.processing_checked), note: nil, isDone: true),
        ]
        return before
            + planned.map { height in
                let isDone = ready.contains(height)
                return step(
                    visit.say(.processing_step, ["height": "\(height)"]),
                    note: isDone ? visit.say(.processing_done) : nil, isDone: isDone,
                    isCurrent: height == current, height: height)
            }
    }

    /// All three icons are there; the state shows one of them, so a script need only change the state.
    private func step(
        _ text: String, note: String?, isDone: Bool, isCurrent: Bool = false, height: Int? = nil
    ) -> HTML {
        let icons: HTML =
            height == nil ? Icon.check.html : Icon.check.html + Icon.video.html + Icon.clock.html
        return """
            <li\(flag: "data-done", isDone)\(attribute: "aria-current", isCurrent ? "step" : nil)\
            \(attribute: "data-step", height.map { "\($0)" })>\(icons)<span>\(text)</span>\
            <span class="small num muted" data-said="\(visit.say(.processing_done))">\(note)</span></li>
            """
    }

    // MARK: Failed

    private var failed: HTML {
        """
        <section class="card stack stack--4"><h2>\(visit.say(.processing_failed_title))</h2>
        <div class="flash flash--error" role="alert">\(Icon.warn.html)\
        <p><b dir="auto">\(filename)</b>\(reason)</p></div>
        <div class="row">\(retryForm)\
        <a class="btn" href="\(url: Link.studioVideo.path)">\(Icon.upload.html)\
        \(visit.say(.processing_another))</a></div></section>
        """
    }

    private var reason: HTML? { problem.map { "<br>\(visit.say($0))" } }

    private var retryForm: HTML? {
        guard let retry else { return nil }
        return """
            <form method="post" action="\(url: retry.path)"><button class="btn btn--primary">\
            \(Icon.again.html)\(visit.say(.processing_retry))</button></form>
            """
    }
}
