import Markup

/// What is said about a video, the same when it is uploaded and when it is changed.
struct VideoFieldsView {
    let draft: VideoDraft
    let charactersMax: Int
    let problems: FormProblems
    let visit: Visit

    /// Title, description and tags.
    var words: HTML {
        let title = TextField(
            name: "title", label: visit.say(.video_title), value: draft.title, isRequired: true,
            problems: problems)
        let text = TextArea(
            name: "text", label: visit.say(.video_text), value: draft.text, max: charactersMax,
            hint: visit.say(.video_text_hint), problems: problems)
        let tags = TextField(
            name: "tags", label: visit.say(.video_tags), value: draft.tags,
            hint: visit.say(.video_tags_hint, count: Limits.tagsAVideo), problems: problems)
        return "\(title.html)\(text.html)\(tags.html)"
    }

    /// Language and category.
    var kind: HTML {
        let categories = VideoCategory.allCases.map { category -> HTML in
            """
            <option value="\(category.name)"\(flag: "selected", category == draft.category)>\
            \(visit.say(category.word))</option>
            """
        }
        let language = LanguageField(
            name: "language", label: .video_language, unsaid: .video_language_unsaid, chosen: draft.language,
            problems: problems, visit: visit)
        return """
            <div class="grid grid--220">\(language.html)<div class="field">\
            <label for="category">\(visit.say(.video_category))</label>\
            <select class="input" id="category" name="category">\(categories)</select></div></div>
            """
    }

    var audiences: HTML {
        let choices = Audience.ofVideos.map { audience -> HTML in
            """
            <label class="choice"><input type="radio" name="audience" value="\(audience.name)"\
            \(flag: "checked", draft.audience == audience)><span><b>\(visit.say(audience.title))</b>\
            <small>\(visit.say(audience.hint))</small></span></label>
            """
        }
        return """
            <fieldset><legend class="label">\(visit.say(.video_who))</legend>\
            <div class="grid grid--190">\(choices)</div>\(problems.error(for: "audience"))</fieldset>
            """
    }
}

extension Audience {
    /// Whom a video may be for. One for named people would be a message.
    static let ofVideos: [Audience] = [.everyone, .unlisted, .subscribers, .members]

    fileprivate var hint: Word {
        switch self {
        case .everyone: .video_everyone_hint
        case .unlisted: .video_unlisted_hint
        case .subscribers: .video_subscribers_hint
        case .members, .named: .video_members_hint
        }
    }
}
