import Markup

/// Uploads a video: its file, what it is called and about, its picture, its captions, who may see it.
struct VideoForm {
    let draft: VideoDraft
    let allowance: Allowance
    let visit: Visit

    /// The name under which a script keeps what is typed until it was sent.
    static let key = "video"

    var html: HTML {
        let charactersMax = min(allowance.tier.characters, Limits.postCharacters)
        let fields = VideoFieldsView(
            draft: draft, charactersMax: charactersMax, problems: problems, visit: visit)
        return """
            <form class="stack stack--5" method="post" action="\(url: Link.studioVideo.path)" \
            enctype="multipart/form-data" data-keep="\(Self.key)" \
            data-uploading="\(visit.say(.video_uploading))">
            \(problems.summary)\(file)\(fields.words)\(poster)\(fields.kind)\(captions)\(fields.audiences)
            <div class="row"><button class="btn \
            btn--primary">\(Icon.upload.html)\(visit.say(.video_publish))</button>\
            <span class="hint">\(visit.say(.video_left, count: allowance.postsLeft))</span></div></form>
            """
    }

    private var problems: FormProblems { FormProblems(draft.problems + draft.again, visit) }

    private var file: HTML {
        let limit = visit.language.size(Limits.videoBytes)
        return UploadFieldView(
            label: visit.say(.video_choose), hint: visit.say(.video_choose_hint, ["limit": limit]),
            waits: visit.say(.video_waits), sent: draft.sent, problems: problems, visit: visit
        ).html
    }

    private var poster: HTML {
        PosterFieldView(chosen: draft.poster, problems: problems, visit: visit).html
    }

    private var captions: HTML {
        CaptionsFieldView(language: draft.captionsLanguage, problems: problems, visit: visit).html
    }
}

extension VideoDraft {
    var sent: SentUpload? { upload.map { SentUpload(key: $0, name: uploadName, bytes: uploadBytes) } }

    /// Files that were sound are gone too after a refusal: said where they have to be chosen again.
    var again: [Problem] {
        let isFileLost = hadFile && upload == nil
        let lost = [(isFileLost, "file"), (hadThumbnail, "thumbnail"), (hadCaptions, "captions")]
        return lost.filter { isLost, field in isLost && !problems.contains { $0.field == field } }
            .map { _, field in Problem(field, .video_again) }
    }
}
