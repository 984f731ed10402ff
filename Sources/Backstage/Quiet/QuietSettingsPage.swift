import Markup

/// All that somebody has made quiet, each with the way back, and a field for one more word.
struct QuietSettingsPage {
    let channels: [QuietChannel]
    /// Where the next page of channels begins; nil at the end.
    let next: String?
    let words: [String]
    /// A word that was refused.
    let typed: String
    let problems: [Problem]
    let visit: Visit

    /// `found` holds one more than a page when there is another.
    init(found: [QuietChannel], words: [String], typed: String, problems: [Problem], visit: Visit) {
        channels = Array(found.prefix(Limits.quietPage))
        next = found.count > channels.count ? channels.last.map { Folding.handle($0.face.handle) } : nil
        (self.words, self.typed, self.problems, self.visit) = (words, typed, problems, visit)
    }

    private var shown: FormProblems { FormProblems(problems, visit) }

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.quiet_settings), place: .account, width: .reading, hasExtraStyles: true,
            content: content)
    }

    private var content: HTML {
        """
        <div class="stack stack--5"><h1>\(visit.say(.quiet_settings))</h1>\(saved)\(shown.summary)
        <p class="muted">\(visit.say(.quiet_hint))</p>
        \(channelSection)\(wordSection)</div>
        """
    }

    private var saved: HTML? {
        guard visit.query("saved") != nil, problems.isEmpty else { return nil }
        return """
            <p class="flash flash--ok" role="status">\(Icon.check.html)\
            <span>\(visit.say(.quiet_saved))</span></p>
            """
    }

    private var channelSection: HTML {
        """
        <section class="card stack" aria-labelledby="channels"><h2 class="section-title" id="channels">\
        \(visit.say(.quiet_channels))</h2>\(list)\(more)</section>
        """
    }

    private var list: HTML {
        guard !channels.isEmpty else { return "<p class=\"muted\">\(visit.say(.quiet_no_channels))</p>" }
        return "<ul class=\"stack\">\(channels.map(row))</ul>"
    }

    private func row(_ quiet: QuietChannel) -> HTML {
        let face = quiet.face
        let kind = visit.say(quiet.kind == .mute ? .quiet_is_muted : .quiet_is_blocked)
        return """
            <li class="row row--split"><a class="channel-line" \
            href="\(url: Link.channel(face.handle).path)">\(Avatar(face: face, size: .comment).image)\
            <span><b dir="auto">\(face.name)</b><br><small class="muted"><bdi>@\(face.handle)</bdi> · \
            \(kind)</small></span></a>\
            \(QuietUndo(face: face, kind: quiet.kind, visit: visit, anchor: "channels").html)</li>

            """
    }

    private var more: HTML? {
        guard let next else { return nil }
        return """
            <a class="btn btn--block" rel="next" \
            href="\(url: Link.quietSettings.with("after", text: next).path)">\(visit.say(.quiet_more))</a>
            """
    }

    private var wordSection: HTML {
        let field = TextField(
            name: "word", label: visit.say(.quiet_word), value: typed, autocomplete: "off",
            hint: visit.say(.quiet_word_hint), isRequired: true, problems: shown)
        return """
            <section class="card stack" aria-labelledby="words"><h2 class="section-title" id="words">\
            \(visit.say(.quiet_words))</h2>\(wordList)
            <form class="stack" method="post" action="\(url: Link.quietWords.path)" novalidate>\(field.html)\
            <div class="row"><button class="btn">\(visit.say(.quiet_word_mute))</button></div></form>\
            </section>
            """
    }

    private var wordList: HTML {
        guard !words.isEmpty else { return "<p class=\"muted\">\(visit.say(.quiet_no_words))</p>" }
        return "<ul class=\"stack stack--2\">\(words.map(line))</ul>"
    }

    private func line(_ word: String) -> HTML {
        """
        <li><form class="row row--split" method="post" action="\(url: Link.quietWordRemove.path)">\
        <input type="hidden" name="word" value="\(word)"><b dir="auto">\(word)</b>\
        <button class="btn btn--s btn--quiet">\(visit.say(.quiet_unmute))\
        <span class="vh"> <bdi>\(word)</bdi></span></button></form></li>

        """
    }
}
