import Markup

/// Writes a comment: an answer to the post, or to a comment under it. Works whole without scripts.
struct CommentForm {
    let post: Post
    /// The comment it answers; nil for the post itself.
    let answered: Post?
    /// The page without it.
    let cancel: Link
    let sort: CommentSort
    let draft: CommentDraft?
    let photos: [Attachment]
    let visit: Visit

    private var parent: PostID { answered?.id ?? post.id }
    private var problems: FormProblems {
        // A clip that was sound is gone too: said where it has to be chosen.
        let sent = draft?.problems ?? []
        let isLost = draft?.hadFile == true && !sent.contains { $0.field == "file" }
        return FormProblems(sent + (isLost ? [Problem("file", .video_again)] : []), visit)
    }

    /// The name under which a script keeps what is typed until it was sent.
    static func key(_ parent: PostID) -> String { "comment-\(parent)" }

    var html: HTML {
        """
        <form class="composer" id="reply" method="post" enctype="multipart/form-data" \
        action="\(url: Link.post(parent, doing: "comments").path)" data-keep="\(Self.key(parent))">\
        \(visit.member.map { Avatar(face: $0.channel.face, size: .comment).image })
        <div class="composer__main"><input type="hidden" name="sort" value="\(sort.rawValue)">\(recipient)\
        <div class="composer__box">\(words)\(moment)
        \(photoField)</div>
        \(problems.error(for: "text"))\(problems.error(for: "photos"))\
        \(CommentExtrasForm(draft: draft, problems: problems, visit: visit).html)\(unplaced)</div></form>
        """
    }

    private var recipient: HTML? {
        guard let answered else { return nil }
        let name = "@" + answered.author.handle
        return """
            <p class="row row--split \
            small"><span>\(visit.say(.comment_answering, html: ["name": .text(name)]))</span>\
            <a class="tap" href="\(url: cancel.at("comments").path)">\(visit.say(.form_cancel))</a></p>
            """
    }

    private var words: HTML {
        let label = visit.say(answered == nil ? .comment_write : .comment_write_reply)
        return """
            <label class="vh" for="text">\(label)</label>\(MentionField(visit: visit).around(area(label)))
            """
    }

    private func area(_ label: String) -> HTML {
        """
        <textarea id="text" name="text" dir="auto" \
        placeholder="\(label)" data-max="\(Limits.commentCharacters)"\(flag: "autofocus", draft != nil)\
        \(problems.attributes(for: "text"))>
        \(draft?.text ?? "")</textarea>
        """
    }

    /// On a video; elsewhere only to say that there it does not belong.
    private var moment: HTML? {
        let typed = draft?.moment ?? ""
        guard post.form == .video || !typed.isEmpty else { return nil }
        return MomentField(typed: typed, problems: problems, visit: visit).html
    }

    // MARK: Photos

    private var photoField: HTML {
        """
        <photo-field data-max="\(Limits.photosAComment)" data-max-bytes="\(Limits.photoBytes)" \
        data-alt="\(visit.say(.comment_alt))" data-remove="\(visit.say(.form_remove))" \
        data-earlier="\(visit.say(.comment_photo_earlier))" data-later="\(visit.say(.comment_photo_later))" \
        data-many="\(visit.say(.publish_photos, count: Limits.photosAComment))" \
        data-large="\(visit.say(.upload_large))">\(waiting)
        <div class="composer__bar"><label class="btn btn--icon composer__file">\(Icon.image.html)\
        <span class="vh">\(visit.say(.comment_photos))</span><input id="photos" name="photos" type="file" \
        multiple \
        accept="image/jpeg,image/png,image/webp,image/gif,image/heic,image/avif"\
        \(problems.attributes(for: "photos"))>\
        </label><button class="btn btn--primary btn--s">\
        \(visit.say(answered == nil ? .comment_send : .comment_send_reply))</button></div></photo-field>
        """
    }

    private var waiting: HTML? {
        guard !photos.isEmpty else { return nil }
        return "<ul class=\"photolist\">\(photos.enumerated().map(waitingPhoto))</ul>"
    }

    private func waitingPhoto(_ index: Int, _ photo: Attachment) -> HTML {
        let id = String(photo.id)
        let name = "alt-\(id)"
        let alt = draft?.photos.first { $0.attachment == photo.id }?.alt ?? ""
        return """
            <li class="photolist__item">\
            <img src="\(url: photo.picture.link(width: 480).path)" alt="" width="96" height="96">\
            <input type="hidden" name="photo" value="\(id)">\
            <div class="field"><label for="\(name)">\(visit.say(.comment_alt, count: index + 1))</label>\
            <input class="input" id="\(name)" name="\(name)" value="\(alt)" dir="auto"\
            \(problems.attributes(for: name))>\(problems.error(for: name))</div>\
            <label class="check"><input type="checkbox" name="drop-\(id)" value="1">\
            <span>\(visit.say(.form_remove))</span></label></li>
            """
    }

    /// What concerns no field of its own.
    private var unplaced: HTML? {
        let rest = problems.problems.filter { $0.field.isEmpty }
        guard !rest.isEmpty else { return nil }
        return FormProblems(rest, visit).summary
    }
}
