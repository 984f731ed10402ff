import Markup

/// A form's refusals, each for the field it is about (`design/DESIGN.md`, section 6, Error).
struct FormProblems {
    let problems: [Problem]
    let visit: Visit

    init(_ problems: [Problem] = [], _ visit: Visit) {
        self.problems = problems
        self.visit = visit
    }

    var isEmpty: Bool { problems.isEmpty }

    /// The sentence under a field, or nothing.
    func error(for field: String) -> HTML? {
        guard let problem = problems.first(where: { $0.field == field && !field.isEmpty }) else { return nil }
        return """
            <p class="field__error" \
            id="\(field)-error">\(Icon.warn.html)<span>\(problem.said(in: visit.language))</span></p>
            """
    }

    /// What ties the field to its sentence; `hint` is the id of a hint that always stands there.
    func attributes(for field: String, hint: String? = nil) -> HTML {
        let isWrong = problems.contains { $0.field == field && !field.isEmpty }
        let described = [isWrong ? "\(field)-error" : nil, hint].compactMap { $0 }.joined(separator: " ")
        return """
            \(raw: isWrong ? " aria-invalid=\"true\"" : "")\
            \(attribute: "aria-describedby", described.isEmpty ? nil : described)
            """
    }

    /// How many things are to be mended, with a way to each; and what concerns the form as a whole.
    var summary: HTML? {
        guard !problems.isEmpty else { return nil }
        let lines = problems.map { problem -> HTML in
            let text = problem.said(in: visit.language)
            return problem.field.isEmpty
                ? "<li>\(text)</li>" : "<li><a href=\"#\(problem.field)\">\(text)</a></li>"
        }
        return """
            <div class="flash flash--error" \
            role="alert">\(Icon.warn.html)<div><b>\(visit.say(.form_summary, count: problems.count))</b>\
            <ul>\(lines)</ul></div></div>
            """
    }
}

/// A labelled line to type in, with its hint and its refusal.
struct TextField {
    let name: String
    let label: String
    var value = ""
    var type = "text"
    var autocomplete: String? = nil
    var hint: String? = nil
    var max: Int? = nil
    var isRequired = false
    let problems: FormProblems

    var html: HTML {
        """
        <div class="field"><label for="\(name)">\(label)</label>\
        <input class="input" id="\(name)" name="\(name)" type="\(type)" value="\(value)" dir="auto"\
        \(attribute: "autocomplete", autocomplete)\(attribute: "maxlength", max.map(String.init))\
        \(flag: "required", isRequired)\
        \(problems.attributes(for: name, hint: hint.map { _ in "\(name)-hint" }))>\
        \(problems.error(for: name))\
        \(hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" as HTML })</div>
        """
    }
}

/// A labelled field of many lines, with a counter that a script keeps.
struct TextArea {
    let name: String
    let label: String
    var value = ""
    var placeholder: String? = nil
    var max: Int? = nil
    var hint: String? = nil
    var hidesLabel = false
    /// A script offers channels to who types an @.
    var completesMentions = false
    let problems: FormProblems

    var html: HTML {
        """
        <div class="field"><label for="\(name)"\(raw: hidesLabel ? " class=\"vh\"" : "")>\(label)</label>\
        \(completesMentions ? MentionField(visit: problems.visit).around(area) : area)\
        \(problems.error(for: name))\
        \(hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" as HTML })</div>
        """
    }

    private var area: HTML {
        """
        <textarea class="input" id="\(name)" name="\(name)" \
        dir="auto"\(attribute: "placeholder", placeholder)\
        \(attribute: "data-max", max.map(String.init))\
        \(problems.attributes(for: name, hint: hint.map { _ in "\(name)-hint" }))>
        \(value)</textarea>
        """
    }
}

/// What a script needs to offer channels to who types a mention; without it, nothing.
struct MentionField {
    let visit: Visit

    func around(_ field: HTML) -> HTML {
        """
        <mention-field data-from="\(url: Link.completeMentions.path)" \
        data-label="\(visit.say(.mention_list))" data-found="\(visit.language.template(.mention_found))">\
        \(field)</mention-field>
        """
    }
}

/// Where a form leads back to: the page it stood on, at the element it was about.
struct BackField {
    let visit: Visit
    let anchor: String

    var html: HTML {
        "<input type=\"hidden\" name=\"back\" value=\"\(visit.request.uri.string)#\(anchor)\">"
    }
}
