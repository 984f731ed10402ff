import Markup

/// The composer's form (`design/studio-poll.html`): works whole without scripts. Its parts stand in
/// `ComposerPhotosForm`, `ComposerPollForm`, `ComposerAudienceForm` and `ComposerTimingForm`.
struct ComposerForm {
    let composer: Composer
    let facts: ComposerFacts
    let author: Face
    let visit: Visit

    /// The form's element: buttons beside it name it.
    static let id = "composer"

    private var problems: FormProblems {
        // A clip that was sound is gone too: said where it has to be chosen.
        let isLost = composer.hadFile && composer.upload == nil
        let again = isLost && !composer.problems.contains { $0.field == "file" }
        return FormProblems(composer.problems + (again ? [Problem("file", .video_again)] : []), visit)
    }
    private var allowance: Allowance { facts.allowance }

    var html: HTML {
        """
        <form class="stack stack--5" id="\(Self.id)" method="post" action="\(url: Link.studio.path)" \
        enctype="multipart/form-data" data-draft="\(url: Link.studioDraft.path)" \
        data-preview="\(StudioPage.previewID)" data-uploading="\(visit.say(.video_uploading))">
        <button class="vh" tabindex="-1" aria-hidden="true">\(visit.say(.studio_publish))</button>\
        <input type="hidden" name="as" value="\(String(author.id))">\(unseen)
        \(composer.kind == .share ? shared : kinds)\(words)\(parts)
        \(ComposerAudienceForm(composer: composer, facts: facts, problems: problems, visit: visit).html)
        \(ComposerTimingForm(composer: composer, facts: facts, problems: problems, visit: visit).html)
        \(problems.summary)\(buttons)</form>
        """
    }

    /// Which draft this is, and what other kinds of post would show.
    private var unseen: HTML {
        var fields =
            composer.unseenFields + [
                DraftField("kind", composer.kind.rawValue), DraftField("seat", composer.seat),
                DraftField("saved", composer.saved?.description ?? ""),
                DraftField("revision", "\(composer.revision)"),
            ]
        if let rival = composer.rival, let theirs = facts.rival {
            fields.append(DraftField("rival", "\(rival)"))
            fields.append(DraftField("rival-revision", "\(theirs.revision)"))
        }
        let inputs = fields.map { field -> HTML in
            "<input type=\"hidden\" name=\"\(field.name)\" value=\"\(field.value)\">"
        }
        return "\(inputs)"
    }

    private var parts: HTML {
        switch composer.kind {
        case .text, .photos:
            ComposerPhotosForm(
                composer: composer, photos: facts.photos, tier: allowance.tier, problems: problems,
                visit: visit
            ).html
        case .clip: clipFields
        case .link: linkField
        case .poll, .quiz:
            ComposerPollForm(composer: composer, facts: facts, problems: problems, visit: visit).html
        case .share: ""
        }
    }

    // MARK: Kinds

    /// Each a button: what is typed goes along to the other kind.
    private var kinds: HTML {
        """
        <fieldset><legend class="label">\(visit.say(.studio_what))</legend><div class="kinds">\
        \(ComposerKind.offered.map(kind))\
        <a href="\(url: Link.studioVideo.path)" data-k="clip">\(Icon.video.html)\(visit.say(.studio_video))\
        </a></div></fieldset>
        """
    }

    private func kind(_ kind: ComposerKind) -> HTML {
        let (icon, word, tape): (Icon, Word, String) =
            switch kind {
            case .text: (.text, .studio_text, "plain")
            case .photos: (.image, .studio_photos, "when")
            case .clip: (.play, .clip_kind, "clip")
            case .link: (.link, .composer_link, "plain")
            case .poll: (.poll, .studio_poll, "poll")
            case .quiz: (.quiz, .composer_quiz, "quiz")
            case .share: (.share, .composer_sharing, "plain")
            }
        return """
            <button name="become" value="\(kind.rawValue)" formnovalidate data-k="\(tape)"\
            \(raw: kind == composer.kind ? " aria-current=\"true\"" : "")>\(icon.html)\(visit.say(word))\
            </button>
            """
    }

    /// The original stands where it will stand in the share; one that is gone says so.
    private var shared: HTML {
        let id = composer.shared?.description ?? ""
        let original = facts.shared.map(Shared.post) ?? .gone
        return """
            <section class="stack stack--2" aria-labelledby="shared"><h2 class="label" id="shared">\
            \(visit.say(.composer_sharing))</h2>\(SharedView(shared: original, visit: visit).html)\
            <input type="hidden" name="shared" value="\(id)"></section>
            """
    }

    // MARK: Words, clip, link

    private var words: HTML {
        let (label, hint): (Word, Word) =
            switch composer.kind {
            case .poll, .quiz: (.studio_question, .studio_question_hint)
            case .share: (.composer_share_words, .studio_text_hint)
            default: (.post_text, .studio_text_hint)
            }
        let isPlain = !composer.kind.asks && composer.kind != .share
        return TextArea(
            name: "text", label: visit.say(label), value: composer.text,
            placeholder: isPlain ? visit.say(.studio_text_placeholder) : nil, max: allowance.tier.characters,
            hint: visit.say(hint), completesMentions: true, problems: problems
        ).html
    }

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

    private var linkField: HTML {
        TextField(
            name: "link", label: visit.say(.composer_link_address), value: composer.link,
            hint: visit.say(.composer_link_hint), problems: problems
        ).html
    }

    // MARK: Buttons

    private var buttons: HTML {
        """
        <div class="row">\(publish)\(preview)<button class="btn btn--quiet" name="save" value="1" \
        formnovalidate>\(visit.say(.draft_save))</button>\(draftLine)</div>
        """
    }

    /// Both words are there; the choice of "when" above shows one of them, without a script.
    private var publish: HTML {
        let now: Word =
            switch composer.kind {
            case .poll: .studio_publish_poll
            case .quiz: .composer_publish_quiz
            default: .studio_publish
            }
        return """
            <button class="btn btn--primary publish"><span class="publish__now">\(Icon.check.html)\
            \(visit.say(now))</span><span class="publish__later">\(Icon.calendar.html)\
            \(visit.say(.composer_schedule))</span></button>
            """
    }

    /// Of a clip there is nothing to be seen before it is prepared.
    private var preview: HTML? {
        guard composer.kind != .clip else { return nil }
        return """
            <button class="btn" name="preview" value="1" formnovalidate>\(Icon.eye.html)\
            \(visit.say(.studio_preview))</button>
            """
    }

    /// What became of the draft; a script keeps it true.
    private var draftLine: HTML {
        let saved = composer.savedAt.map {
            visit.say(.draft_saved_at, ["time": "\(CivilTime(milliseconds: $0).clock)\u{00A0}UTC"])
        }
        return """
            <span class="small muted" role="status" data-draft-line \
            data-saved="\(visit.language.template(.draft_saved_at))" \
            data-failed="\(visit.say(.draft_not_saved))">\(saved)</span>
            """
    }
}
