import Markup

/// Captions for a video: those it has, each with a way to take them off, and a file to add.
struct CaptionsFieldView {
    var captions: [PlayerView.Captions] = []
    let language: VideoLanguage?
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        let languages = LanguageField(
            name: "captions-language", label: .video_captions_language, unsaid: .video_captions_choose,
            chosen: language, problems: problems, visit: visit)
        return """
            <fieldset class="stack stack--3"><legend class="label">\(visit.say(.video_captions))</legend>\
            \(list)<div class="grid grid--220"><div class="field"><label for="captions">\
            \(visit.say(.video_captions_file))</label>\
            <input class="input" id="captions" name="captions" type="file" accept=".vtt,.srt,text/vtt"\
            \(problems.attributes(for: "captions", hint: "captions-hint"))>\
            \(problems.error(for: "captions"))\
            <p class="hint" id="captions-hint">\(visit.say(.video_captions_hint))</p></div>\
            \(languages.html)</div></fieldset>
            """
    }

    private var list: HTML? {
        captions.isEmpty ? nil : "<ul class=\"captionlist\">\(captions.map(line))</ul>"
    }

    private func line(_ captions: PlayerView.Captions) -> HTML {
        """
        <li>\(Icon.captions.html)<span class="grow" lang="\(captions.language)" dir="auto">\
        \(captions.label)</span><a class="btn btn--s btn--quiet" href="\(url: captions.link.path)">\
        \(visit.say(.video_captions_read))<span class="vh"> (\(captions.label))</span></a>\
        <button class="btn btn--icon" name="remove-captions" value="\(captions.language)" formnovalidate>\
        \(Icon.trash.html)<span class="vh">\(visit.say(.form_remove)) (\(captions.label))</span></button></li>
        """
    }
}

/// A list of languages to choose from, each by its own name.
struct LanguageField {
    let name: String
    let label: Word
    /// What it says when no language is chosen.
    let unsaid: Word
    let chosen: VideoLanguage?
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        let choices = VideoLanguage.allCases.map { language -> HTML in
            """
            <option value="\(language.rawValue)" lang="\(language.rawValue)"\
            \(flag: "selected", language == chosen)>\(language.ownName)</option>
            """
        }
        return """
            <div class="field"><label for="\(name)">\(visit.say(label))</label>\
            <select class="input" id="\(name)" name="\(name)"\(problems.attributes(for: name))>\
            <option value="">\(visit.say(unsaid))</option>\(choices)</select>\
            \(problems.error(for: name))</div>
            """
    }
}
