import Markup

/// The composer's form (`design/studio-poll.html`): works whole without scripts.
struct ComposerForm {
    let composer: Composer
    /// Uploaded at an earlier try and still waiting.
    let photos: [Attachment]
    let allowance: Allowance
    let author: Face
    let visit: Visit

    private var problems: FormProblems {
        // A clip that was sound is gone too: said where it has to be chosen.
        let isLost = composer.hadFile && composer.upload == nil
        let again = isLost && !composer.problems.contains { $0.field == "file" }
        return FormProblems(composer.problems + (again ? [Problem("file", .video_again)] : []), visit)
    }
    private var isPoll: Bool { composer.kind == .poll }

    var html: HTML {
        """
        <form class="stack stack--5" method="post" action="\(url: Link.studio.path)" \
        enctype="multipart/form-data" \
        data-keep="composer-\(composer.kind.rawValue)" data-uploading="\(visit.say(.video_uploading))">
        <input type="hidden" name="kind" value="\(composer.kind.rawValue)">
        <button class="vh" tabindex="-1" aria-hidden="true">\(visit.say(.studio_publish))</button>
        \(kinds)\(words)\(fields)\(audiences)\(problems.summary)
        <div class="row"><button class="btn btn--primary">\(Icon.check.html)\
        \(visit.say(isPoll ? .studio_publish_poll : .studio_publish))</button>
        \(preview)</div></form>
        """
    }

    private var fields: HTML {
        switch composer.kind {
        case .text, .photos: photoFields
        case .clip: clipFields
        case .poll: pollFields
        }
    }

    /// Of a clip there is nothing to be seen before it is prepared.
    private var preview: HTML? {
        guard composer.kind != .clip else { return nil }
        return """
            <button class="btn" name="preview" value="1" formnovalidate>\(Icon.eye.html)\
            \(visit.say(.studio_preview))</button>
            """
    }

    private var kinds: HTML {
        let tiles = ComposerKind.allCases.map(kind)
        return """
            <fieldset><legend class="label">\(visit.say(.studio_what))</legend><div class="kinds">\(tiles)\
            <a href="\(url: Link.studioVideo.path)" \
            data-k="clip">\(Icon.video.html)\(visit.say(.studio_video))</a>\
            </div></fieldset>
            """
    }

    private func kind(_ kind: ComposerKind) -> HTML {
        let (icon, word, tape): (Icon, Word, String) =
            switch kind {
            case .text: (.text, .studio_text, "plain")
            case .photos: (.image, .studio_photos, "when")
            case .clip: (.play, .clip_kind, "clip")
            case .poll: (.poll, .studio_poll, "poll")
            }
        return """
            <a href="\(url: Link.studio.with("kind", kind.rawValue).path)" data-k="\(tape)"\
            \(raw: kind == composer.kind ? " aria-current=\"true\"" : "")>\(icon.html)\(visit.say(word))</a>
            """
    }

    private var words: HTML {
        TextArea(
            name: "text", label: visit.say(isPoll ? .studio_question : .post_text), value: composer.text,
            placeholder: isPoll ? nil : visit.say(.studio_text_placeholder), max: allowance.tier.characters,
            hint: visit.say(isPoll ? .studio_question_hint : .studio_text_hint), problems: problems
        ).html
    }

    // MARK: Photos

    private var photoFields: HTML {
        """
        <photo-field data-max="\(allowance.tier.photosAPost)" data-max-bytes="\(Limits.photoBytes)" \
        data-alt="\(visit.language.template(.studio_alt))" data-remove="\(visit.say(.form_remove))" \
        data-earlier="\(visit.say(.studio_photo_earlier))" data-later="\(visit.say(.studio_photo_later))" \
        data-many="\(visit.say(.publish_photos, count: allowance.tier.photosAPost))" \
        data-large="\(visit.language.template(.upload_large))">
        <fieldset class="field"><legend class="label">\(visit.say(.studio_photos))</legend>
        \(photos.isEmpty ? nil : waiting)
        <label class="dropzone" \
        for="photos">\(Icon.image.html)<span>\(visit.say(.studio_choose_photos))</span>\
        <span class="hint" id="photos-hint">\
        \(photosHint)</span>\
        <input id="photos" name="photos" type="file" multiple \
        accept="image/jpeg,image/png,image/webp,image/gif,image/heic,image/avif"\
        \(problems.attributes(for: "photos", hint: "photos-hint"))></label>\(problems.error(for: "photos"))
        </fieldset></photo-field>
        """
    }

    private var photosHint: String {
        let size = visit.language.size(Limits.photoBytes)
        return visit.say(.studio_photos_hint, ["size": size], count: Int64(allowance.tier.photosAPost))
    }

    private var waiting: HTML {
        "<ul class=\"photolist\">\(photos.enumerated().map(waitingPhoto))</ul>"
    }

    private func waitingPhoto(_ index: Int, _ photo: Attachment) -> HTML {
        let id = String(photo.id)
        let alt = composer.photos.first { $0.attachment == photo.id }?.alt ?? ""
        return """
            <li class="photolist__item"><img src="\(url: photo.picture.link(width: 480).path)" alt="" \
            width="96" height="96">\
            <input type="hidden" name="photo" value="\(id)">\
            <div class="field"><label for="alt-\(id)">\(visit.say(.studio_alt, count: index + 1))</label>\
            <input class="input" id="alt-\(id)" name="alt-\(id)" value="\(alt)" dir="auto"\
            \(problems.attributes(for: "alt-\(id)"))>\(problems.error(for: "alt-\(id)"))</div>\
            <label class="check"><input type="checkbox" name="drop-\(id)" value="1">\
            <span>\(visit.say(.form_remove))</span></label></li>
            """
    }

    // MARK: Clip

    private var clipFields: HTML {
        let seconds = min(allowance.tier.clipSeconds, Limits.clipSecondsMax)
        let sent = composer.upload.map {
            SentUpload(key: $0, name: composer.uploadName, bytes: composer.uploadBytes)
        }
        let file = UploadFieldView(
            label: visit.say(.clip_choose), hint: visit.say(.clip_choose_hint, count: seconds),
            waits: visit.say(.clip_waits), sent: sent, problems: problems, visit: visit)
        let alt = TextField(
            name: "clip-alt", label: visit.say(.clip_alt), value: composer.clipAlt, problems: problems)
        return "\(file.html)\(alt.html)"
    }

    // MARK: Poll

    private var pollFields: HTML {
        let most = min(allowance.tier.pollOptions, Limits.pollOptions.upperBound)
        return """
            <poll-editor data-max="\(most)" data-min="\(Limits.pollOptions.lowerBound)" \
            data-optional="\(visit.say(.studio_optional))"><fieldset class="stack stack--2">\
            <legend class="label">\(visit.say(.studio_options))</legend>
            <ol class="stack stack--2">\(composer.options.enumerated().map(option))</ol>\(addButton(most))
            </fieldset></poll-editor>
            <div class="grid grid--220">\(closing)\(resultsChoice)</div>
            """
    }

    private func option(_ index: Int, _ text: String) -> HTML {
        let number = index + 1
        let name = "option-\(number)"
        let isOptional = number > Limits.pollOptions.lowerBound
        return """
            <li><div class="optrow"><b aria-hidden="true">\(number)</b>\
            <label class="vh" for="\(name)">\(visit.say(.studio_option, count: number))</label>\
            <input class="input" id="\(name)" name="\(name)" value="\(text)" dir="auto"\
            \(attribute: "placeholder", isOptional ? visit.say(.studio_optional) : nil)\
            \(problems.attributes(for: name))>\
            <button class="btn btn--icon" name="remove" value="\(number)" formnovalidate>\(Icon.trash.html)\
            <span class="vh">\(visit.say(.studio_remove_option, count: number))</span></button></div>\
            \(problems.error(for: name))</li>
            """
    }

    /// Hidden when there is no room, but there: a script shows it again when an answer goes.
    private func addButton(_ most: Int) -> HTML {
        let left = max(0, most - composer.options.count)
        return """
            <button class="btn btn--s optrow__add" name="add" value="1" \
            data-left="\(visit.language.template(.studio_add_option))" \
            formnovalidate\(flag: "hidden", left == 0)>\(Icon.plus.html)\
            \(visit.say(.studio_add_option, count: left))</button>
            """
    }

    private var closing: HTML {
        let spans: [Int64] = [60, 360, 1_440, 4_320, 10_080, 20_160, 43_200]
        let choices = spans.map { minutes -> HTML in
            """
            <option value="\(minutes)"\(flag: "selected", composer.closesInMinutes == String(minutes))>\
            \(visit.say(.studio_in_span, ["span": visit.language.span(minutes * 60_000)]))</option>
            """
        }
        return """
            <div class="field"><label for="closes">\(visit.say(.studio_closes))</label>\
            <select class="input" id="closes" \
            name="closes"\(problems.attributes(for: "closes"))>\(choices)</select>\
            \(problems.error(for: "closes"))</div>
            """
    }

    private var resultsChoice: HTML {
        """
        <div class="field"><label for="results">\(visit.say(.studio_results))</label>\
        <select class="input" id="results" name="results">\
        <option value="vote">\(visit.say(.studio_results_vote))</option>\
        <option value="close"\(flag: "selected", composer.showsAtClose)>\(visit.say(.studio_results_close))\
        </option>\
        </select></div>
        """
    }

    private var audiences: HTML {
        let choices = [Audience.everyone, .unlisted, .subscribers].map { audience -> HTML in
            let (title, hint): (Word, Word) =
                switch audience {
                case .everyone: (.studio_everyone, .studio_everyone_hint)
                case .unlisted: (.studio_unlisted, .studio_unlisted_hint)
                case .subscribers, .members, .named: (.studio_subscribers, .studio_subscribers_hint)
                }
            return """
                <label class="choice"><input type="radio" name="audience" value="\(audience.name)"\
                \(flag: "checked", composer.audience == audience)><span><b>\(visit.say(title))</b>\
                <small>\(visit.say(hint, count: allowance.subscribers))</small></span></label>
                """
        }
        return """
            <fieldset><legend class="label">\(visit.say(.studio_who))</legend>\
            <div class="grid grid--190">\(choices)</div></fieldset>
            """
    }
}
