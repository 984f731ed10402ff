import Markup

/// The composer's answers: of a poll with its closing, of a quiz with the right one and why.
struct ComposerPollForm {
    let composer: Composer
    let facts: ComposerFacts
    let problems: FormProblems
    let visit: Visit

    private var isQuiz: Bool { composer.kind == .quiz }
    private var most: Int { min(facts.allowance.tier.pollOptions, Limits.pollOptions.upperBound) }

    var html: HTML {
        """
        <poll-editor data-max="\(most)" data-min="\(Limits.pollOptions.lowerBound)" \
        data-optional="\(visit.say(.studio_optional))" \
        data-remove-picture="\(visit.language.template(.composer_remove_picture))" \
        data-max-bytes="\(Limits.photoBytes)" data-large="\(visit.language.template(.upload_large))">\
        <fieldset class="stack stack--2"><legend class="label">\(visit.say(.studio_options))</legend>\
        \(isQuiz ? rightHint : nil)
        <ol class="stack stack--2">\(composer.options.enumerated().map(option))</ol>\(addButton)
        </fieldset></poll-editor>
        \(isQuiz ? explanation : "<div class=\"grid grid--220\">\(closing)\(resultsChoice)</div>")
        """
    }

    private var rightHint: HTML {
        """
        <p class="hint" id="answer" tabindex="-1">\(visit.say(.composer_right_hint))</p>\
        \(problems.error(for: "answer"))
        """
    }

    private func option(_ index: Int, _ option: ComposerOption) -> HTML {
        let number = index + 1
        let name = "option-\(number)"
        let isOptional = number > Limits.pollOptions.lowerBound
        return """
            <li><div class="optrow">\(mark(number))\
            <label class="vh" for="\(name)">\(visit.say(.studio_option, count: number))</label>\
            <input class="input" id="\(name)" name="\(name)" value="\(option.text)" dir="auto"\
            \(attribute: "placeholder", isOptional ? visit.say(.studio_optional) : nil)\
            \(problems.attributes(for: name))>\(pictureButton(number))\
            <button class="btn btn--icon" name="remove" value="\(number)" formnovalidate>\(Icon.trash.html)\
            <span class="vh">\(visit.say(.studio_remove_option, count: number))</span></button></div>\
            \(problems.error(for: name))\(problems.error(for: "option-photo-\(number)"))\
            \(picture(number, option))</li>
            """
    }

    /// An answer's number; in a quiz with the mark of the right one.
    private func mark(_ number: Int) -> HTML {
        guard isQuiz else { return "<b aria-hidden=\"true\">\(number)</b>" }
        return """
            <label class="optrow__right"><b aria-hidden="true">\(number)</b>\
            <input type="radio" name="answer" value="\(number)"\
            \(flag: "checked", composer.answers == [number])>\
            <span class="vh">\(visit.say(.composer_right, count: number))</span></label>
            """
    }

    private func pictureButton(_ number: Int) -> HTML {
        let name = "option-photo-\(number)"
        return """
            <label class="btn btn--icon composer__file">\(Icon.image.html)\
            <span class="vh">\(visit.say(.composer_add_picture, count: number))</span>\
            <input id="\(name)" name="\(name)" type="file" accept="\(ComposerPhotosForm.accepted)"\
            \(problems.attributes(for: name))></label>
            """
    }

    /// Uploaded and waiting.
    private func picture(_ number: Int, _ option: ComposerOption) -> HTML? {
        guard let id = option.picture, let waiting = facts.optionPictures.first(where: { $0.id == id }) else {
            return nil
        }
        return """
            <div class="optrow__picture"><img class="thumb" \
            src="\(url: waiting.picture.link(width: 320).path)" alt="" width="64" height="64">\
            <input type="hidden" name="option-picture-\(number)" value="\(String(id))">\
            <button class="btn btn--s btn--quiet" name="remove-picture" value="\(number)" formnovalidate>\
            \(visit.say(.composer_remove_picture, count: number))</button></div>
            """
    }

    /// Hidden when there is no room, but there: a script shows it again when an answer goes.
    private var addButton: HTML {
        let left = max(0, most - composer.options.count)
        return """
            <button class="btn btn--s optrow__add" name="add" value="1" \
            data-left="\(visit.language.template(.studio_add_option))" \
            formnovalidate\(flag: "hidden", left == 0)>\(Icon.plus.html)\
            \(visit.say(.studio_add_option, count: left))</button>
            """
    }

    // MARK: Poll

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

    // MARK: Quiz

    private var explanation: HTML {
        TextArea(
            name: "explanation", label: visit.say(.composer_explanation), value: composer.explanation,
            max: Limits.explanationCharacters, hint: visit.say(.composer_explanation_hint),
            problems: problems
        ).html
    }
}
