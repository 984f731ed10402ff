import Markup

/// A video as it was sent, to be judged or shown again. A browser sends no file twice by itself.
struct VideoDraft: Sendable {
    var title = ""
    var text = ""
    var audience = Audience.everyone
    var problems: [Problem] = []
    /// A file had come, and must be chosen again.
    var hadFile = false

    init() {}

    init(_ form: Form) {
        title = form["title"] ?? ""
        text = form["text"] ?? ""
        audience = Audience(name: form["audience"]) ?? .everyone
    }
}

/// Uploads a video: a file, its title, what to say about it, who may see it.
struct VideoForm {
    let draft: VideoDraft
    let allowance: Allowance
    let visit: Visit

    private var problems: FormProblems {
        // A file that was sound is gone too: said where it has to be chosen.
        let isFileWrong = draft.problems.contains { $0.field == "file" }
        let again = draft.hadFile && !isFileWrong ? [Problem("file", .video_again)] : []
        return FormProblems(draft.problems + again, visit)
    }

    var html: HTML {
        """
        <form class="stack stack--5" method="post" action="\(url: Link.studioVideo.path)" \
        enctype="multipart/form-data" data-keep="\(Self.key)" data-uploading="\(visit.say(.video_uploading))">
        \(problems.summary)\(file)\(title)\(text)\(audiences)
        <div class="row"><button class="btn \
        btn--primary">\(Icon.upload.html)\(visit.say(.video_publish))</button>\
        <span class="hint">\(visit.say(.video_left, count: allowance.postsLeft))</span></div></form>
        """
    }

    /// The name under which a script keeps what is typed until it was sent.
    static let key = "video"

    private var file: HTML {
        let limit = visit.language.size(Limits.videoBytes)
        return """
            <div class="field"><label class="dropzone" for="file">\(Icon.video.html)\
            <span>\(visit.say(.video_choose))</span>\
            <span class="hint" id="file-hint">\(visit.say(.video_choose_hint, ["limit": limit]))</span>\
            <input id="file" name="file" type="file" accept="video/mp4" required\
            \(problems.attributes(for: "file", hint: "file-hint"))></label>\(problems.error(for: "file"))\
            </div>
            """
    }

    private var title: HTML {
        TextField(
            name: "title", label: visit.say(.video_title), value: draft.title, isRequired: true,
            problems: problems
        ).html
    }

    private var text: HTML {
        TextArea(
            name: "text", label: visit.say(.video_text), value: draft.text,
            max: min(allowance.tier.characters, Limits.postCharacters), hint: visit.say(.video_text_hint),
            problems: problems
        ).html
    }

    private var audiences: HTML {
        let choices = Audience.allCases.map { audience -> HTML in
            let (title, hint) = audience.words
            return """
                <label class="choice"><input type="radio" name="audience" value="\(audience.name)"\
                \(flag: "checked", draft.audience == audience)><span><b>\(visit.say(title))</b>\
                <small>\(visit.say(hint))</small></span></label>
                """
        }
        return """
            <fieldset><legend class="label">\(visit.say(.video_who))</legend>\
            <div class="grid grid--190">\(choices)</div></fieldset>
            """
    }
}

extension Audience {
    fileprivate var words: (title: Word, hint: Word) {
        switch self {
        case .everyone: (.audience_everyone, .video_everyone_hint)
        case .unlisted: (.audience_unlisted, .video_unlisted_hint)
        case .subscribers: (.audience_subscribers, .video_subscribers_hint)
        }
    }
}
