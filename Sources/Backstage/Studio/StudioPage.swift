import Markup

/// Where a creator writes (`design/studio-poll.html`).
struct StudioPage {
    let composer: ComposerForm
    let author: Channel
    let storage: StorageUse
    let visit: Visit

    /// The element a script keeps true while one types.
    static let previewID = "composer-preview"

    var frame: PageFrame {
        PageFrame(title: visit.say(.studio_title), place: .studio, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\(head.html)
        <div class="cols cols--studio"><section class="card">\(composer.html)</section>
        <aside class="cols__aside stack stack--5">\(rival)\(preview)\(left)\(room)</aside></div></div>
        """
    }

    private var head: StudioHead {
        StudioHead(author: author.face, current: .write, counts: composer.facts.counts, visit: visit)
    }

    private var rival: HTML? {
        composer.facts.rival.map { DraftConflictView(theirs: $0, composer: composer, visit: visit).html }
    }

    /// Empty until there is something to be seen.
    var preview: HTML {
        guard composer.composer.isPreviewed, !composer.composer.isBlank else {
            return "<div id=\"\(Self.previewID)\"></div>"
        }
        return """
            <section id="\(Self.previewID)" aria-labelledby="preview" class="stack preview">\
            <h2 id="preview" class="section-title">\(visit.say(.studio_preview))</h2>\
            \(PreviewCard(composer: composer, visit: visit).html)</section>
            """
    }

    private var left: HTML {
        let allowance = composer.facts.allowance
        return """
            <section class="card"><h2 class="section-title">\(visit.say(.studio_left))</h2><ul \
            class="limits">\
            \(limit(.studio_left_posts, allowance.postsUsed, of: allowance.tier.postsADay))\
            \(limit(.studio_left_polls, allowance.pollsUsed, of: allowance.tier.pollsADay))</ul>
            <p class="hint">\(visit.say(.studio_left_hint))</p></section>
            """
    }

    private func limit(_ word: Word, _ used: Int, of most: Int) -> HTML {
        let text = visit.say(.studio_used, ["used": "\(used)", "most": "\(most)"])
        return """
            <li><span>\(visit.say(word))</span><span class="num muted">\(text)</span>\
            <progress value="\(used)" max="\(max(1, most))" \
            aria-label="\(visit.say(word))">\(text)</progress></li>
            """
    }

    /// What pictures and films of all the account's channels take up.
    private var room: HTML {
        let used = storage.stored + storage.unfinished
        let text = visit.say(
            .studio_used,
            ["used": visit.language.size(Int(used)), "most": visit.language.size(Int(storage.allowed))])
        return """
            <section class="card"><h2 class="section-title">\(visit.say(.studio_storage))</h2>\
            <ul class="limits"><li><span>\(visit.say(.studio_storage_used))</span>\
            <span class="num muted">\(text)</span><progress value="\(used >> 20)" \
            max="\(storage.allowed >> 20)" aria-label="\(visit.say(.studio_storage_used))">\(text)</progress>\
            </li></ul></section>
            """
    }
}
