import Markup

/// What the queue is sifted by: words, a person, what a comment carries, why it is held.
struct QueueSearchForm {
    let asked: QueueAsked
    let visit: Visit

    var html: HTML {
        """
        <form class="sift" method="get" action="\(url: Link.studioCommentsSearch.path)" role="search">\
        <input type="hidden" name="tab" value="\(asked.tab.rawValue)">
        <div class="field sift__words"><label for="q">\(visit.say(.queue_search))</label>\
        <input class="input" type="search" id="q" name="q" value="\(asked.words)" dir="auto" \
        maxlength="\(Limits.studioSearchCharacters)"></div>
        <div class="field"><label for="by">\(visit.say(.queue_person))</label>\
        <input class="input" id="by" name="by" value="\(asked.person)" placeholder="@" \
        autocomplete="off" autocapitalize="none" maxlength="\(Limits.studioSearchCharacters)"></div>
        \(contents)\(reasons)
        <div class="row"><button class="btn">\(visit.say(.lists_show))</button>\(clear)</div></form>
        """
    }

    private var contents: HTML {
        let words: [QueueContent: Word] = [.media: .queue_with_media, .link: .queue_with_link]
        let choices = QueueContent.allCases.map {
            SiftChoice(
                value: $0.rawValue, text: visit.say(words[$0] ?? .queue_with_link),
                isChosen: $0 == asked.content)
        }
        return select("has", .queue_carries, .queue_anything, choices)
    }

    /// What is published is held for nothing.
    private var reasons: HTML? {
        guard asked.tab != .published else { return nil }
        let choices = HoldReason.kinds.map {
            SiftChoice(value: $0.key, text: visit.say($0.queueWord), isChosen: $0 == asked.reason)
        }
        return select("why", .queue_why_held, .queue_any_reason, choices)
    }

    private func select(_ name: String, _ label: Word, _ all: Word, _ choices: [SiftChoice]) -> HTML {
        SiftSelect(name: name, label: visit.say(label), all: visit.say(all), choices: choices).html
    }

    private var clear: HTML? {
        guard asked.isFiltered else { return nil }
        return """
            <a class="btn btn--quiet" href="\(url: asked.tab.link.path)">\(visit.say(.lists_show_all))</a>
            """
    }
}
