import Markup

/// What somebody else saved of the same draft, beside what is in the form: neither is lost, and one chooses.
struct DraftConflictView {
    let theirs: SavedDraft
    let composer: ComposerForm
    let visit: Visit

    var html: HTML {
        """
        <section class="stack conflict" aria-labelledby="conflict"><div class="flash flash--error" \
        role="alert">\(Icon.warn.html)<div><h2 id="conflict" class="label">\(visit.say(.draft_conflict))</h2>\
        <p>\(visit.say(.draft_conflict_text))</p></div></div>
        <h3 class="label">\(visit.say(.draft_theirs)) \(time)</h3>\(card)
        <div class="row"><button class="btn btn--primary" form="\(ComposerForm.id)" name="keep-mine" \
        value="1" formnovalidate>\(visit.say(.draft_keep_mine))</button>\
        <a class="btn" href="\(url: Link.studio(draft: theirs.id).path)">\(visit.say(.draft_take_theirs))</a>\
        </div></section>
        """
    }

    private var time: HTML {
        TimeView(
            milliseconds: theirs.saved, text: visit.language.ago(theirs.saved, now: visit.now)
        ).html
    }

    private var card: HTML {
        var facts = composer.facts
        facts.photos = facts.rivalPictures
        facts.optionPictures = facts.rivalPictures
        return PreviewCard(
            composer: Composer(theirs), facts: facts, author: composer.author, visit: visit, id: PostID(1)
        ).html
    }
}
