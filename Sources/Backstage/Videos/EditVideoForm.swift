import Markup

/// Changes what is said about a published video, its picture and its captions. The film itself stays.
struct EditVideoForm {
    let post: PostID
    let draft: VideoDraft
    /// Taken from the video, in the order of their numbers.
    let stills: [Link]
    /// The creator's own picture, if one was uploaded.
    let ownPoster: Link?
    let captions: [PlayerView.Captions]
    let charactersMax: Int
    let visit: Visit

    private var problems: FormProblems { FormProblems(draft.problems + draft.again, visit) }

    var html: HTML {
        let fields = VideoFieldsView(
            draft: draft, charactersMax: charactersMax, problems: problems, visit: visit)
        let poster = PosterFieldView(
            stills: stills, own: ownPoster, chosen: draft.poster, problems: problems, visit: visit)
        let captions = CaptionsFieldView(
            captions: captions, language: draft.captionsLanguage, problems: problems, visit: visit)
        // Enter in a field presses the first button: without this one it would take captions off.
        return """
            <form class="stack stack--5" method="post" action="\(url: Link.watch(post, doing: "edit").path)" \
            enctype="multipart/form-data" data-keep="edit-\(String(post))" \
            data-uploading="\(visit.say(.video_uploading))">
            <button class="vh" tabindex="-1" aria-hidden="true">\(visit.say(.form_save))</button>
            \(problems.summary)\(fields.words)\(poster.html)\(fields.kind)\(captions.html)\(fields.audiences)
            <div class="row"><button class="btn btn--primary">\(Icon.check.html)\(visit.say(.form_save))\
            </button><a class="btn btn--quiet" \
            href="\(url: Link.watch(post).path)">\(visit.say(.form_cancel))</a>\
            <a class="btn btn--quiet" href="\(url: Link.post(post, doing: "comment-rule").path)">\
            \(visit.say(.rule_of_post))</a>\
            <a class="btn btn--quiet btn--danger end" \
            href="\(url: Link.post(post, doing: "delete").path)">\(Icon.trash.html)\
            \(visit.say(.video_delete))</a></div></form>
            """
    }
}
