import Markup

/// Asks once more, and names what is to go.
struct BulkDeletePage {
    let list: StudioList
    let chosen: StudioListed
    let visit: Visit

    private var count: Int { chosen.posts.count + chosen.drafts.count }

    private var title: String {
        visit.say(list == .drafts ? .lists_confirm_drafts : .lists_confirm, count: count)
    }

    var frame: PageFrame {
        PageFrame(
            title: title, place: .studio, width: .reading, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <section class="card stack"><h1>\(title)</h1>
        <p>\(visit.say(list == .drafts ? .lists_confirm_drafts_text : .lists_confirm_text))</p>
        <ul class="entries">\(chosen.posts.map(line))\(chosen.drafts.map(line))</ul>
        <form class="row" method="post" action="\(url: Link.studioDelete.path)">\
        <input type="hidden" name="list" value="\(list.rawValue)">\
        <input type="hidden" name="sure" value="1">\(chosen.posts.map { field($0.id.raw) })\
        \(chosen.drafts.map { field($0.id.raw) })
        \(button)<a class="btn btn--quiet" href="\(url: list.link.path)">\
        \(visit.say(.form_cancel))</a></form></section>
        """
    }

    /// Nothing left to delete when somebody else just did.
    private var button: HTML? {
        guard count > 0 else { return nil }
        return """
            <button class="btn btn--danger">\(Icon.trash.html)\
            \(visit.say(.lists_confirm_do, count: count))</button>
            """
    }

    private func field(_ id: Int64) -> HTML { "<input type=\"hidden\" name=\"post\" value=\"\(id)\">" }

    private func line(_ post: StudioPost) -> HTML { line(post.kind, post.excerpt) }
    private func line(_ draft: ListedDraft) -> HTML { line(draft.kind, draft.excerpt) }

    private func line(_ kind: ListedKind, _ excerpt: String) -> HTML {
        """
        <li class="entry entry--short">\(EntryTape(kind: kind, visit: visit).html)\
        <span class="entry__words" dir="auto">\(excerpt)</span></li>
        """
    }
}
