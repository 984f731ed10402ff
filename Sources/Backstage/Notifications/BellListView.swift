import Markup

/// How much one wants to hear of each followed channel: three buttons a channel, no script needed.
struct BellListView {
    let bells: [BelledChannel]
    let visit: Visit

    var html: HTML {
        """
        <section class="card card--side" id="bells" aria-labelledby="bells-title">\
        <h2 class="section-title" id="bells-title">\(visit.say(.bells_title))</h2>\(bells.map(line))\
        <p class="hint">\(visit.say(.bells_hint, count: Limits.broadcastsADay))</p></section>
        """
    }

    private func line(_ belled: BelledChannel) -> HTML {
        """
        <div class="row row--split row--tall"><a class="row row--nowrap tap" \
        href="\(url: Link.channel(belled.face.handle).path)">\(Avatar(face: belled.face, size: .m).image)\
        <b id="bell-\(String(belled.face.id))" dir="auto">\(belled.face.name)</b></a>\
        <form class="segment" method="post" action="\(url: Link.subscribe(belled.face.handle).path)" \
        aria-labelledby="bell-\(String(belled.face.id))" data-swap="bells">\
        \(BackField(visit: visit, anchor: "bells").html)\
        \([Bell.all, .personalised, .none].map { choice($0, belled.bell) })</form></div>
        """
    }

    private func choice(_ bell: Bell, _ current: Bell) -> HTML {
        let word: Word =
            switch bell {
            case .all: .bells_all
            case .personalised: .bells_personalised
            case .none: .bells_none
            }
        let isCurrent = bell == current
        return """
            <button class="bells__choice" name="bell" value="\(bell.name)"\
            \(attribute: "aria-current", isCurrent ? "true" : nil)>\(visit.say(word))</button>
            """
    }
}
