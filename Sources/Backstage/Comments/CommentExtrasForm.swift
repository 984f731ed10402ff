import Markup

/// What a comment may carry beside words and photos: a clip, or a poll. Folded away until it is wanted, or
/// until something in it is wrong.
struct CommentExtrasForm {
    let draft: CommentDraft?
    let problems: FormProblems
    let visit: Visit

    var html: HTML { "<div class=\"composer__extras\">\(clip)\(poll)</div>" }

    // MARK: Clip

    private var clip: HTML {
        let isOpen = draft?.hadFile == true || isWrong(["file", "clip-alt"])
        let alt = TextField(
            name: "clip-alt", label: visit.say(.clip_alt), value: draft?.clipAlt ?? "", problems: problems)
        return """
            <details class="disclosure"\(flag: "open", isOpen)><summary class="btn btn--s btn--quiet">\
            \(Icon.video.html)\(visit.say(.comment_add_clip))</summary>\
            <div class="stack stack--2"><div class="field">\
            <label for="file">\(visit.say(.clip_choose))</label>\
            <input class="input" id="file" name="file" type="file" accept="video/*" autocomplete="off"\
            \(problems.attributes(for: "file", hint: "file-hint"))>\(problems.error(for: "file"))\
            <p class="hint" id="file-hint">\(visit.say(.comment_clip_hint, count: Limits.clipSeconds))</p>\
            </div>\(alt.html)</div></details>
            """
    }

    // MARK: Poll

    private var poll: HTML {
        let numbers = Array(1...Limits.pollOptions.upperBound)
        let isOpen = draft?.options.contains { !$0.isEmpty } == true || isWrong(fields + ["closes"])
        return """
            <details class="disclosure"\(flag: "open", isOpen)><summary class="btn btn--s btn--quiet">\
            \(Icon.poll.html)\(visit.say(.comment_add_poll))</summary>\
            <fieldset class="stack stack--2"><legend class="hint">\(visit.say(.comment_poll_hint))</legend>\
            \(numbers.map(option))\(closing)</fieldset></details>
            """
    }

    private var fields: [String] { (1...Limits.pollOptions.upperBound).map { "option-\($0)" } }

    private func option(_ number: Int) -> HTML {
        let name = "option-\(number)"
        let typed = draft?.options[number - 1] ?? ""
        return """
            <div><label class="vh" for="\(name)">\(visit.say(.comment_option, count: number))</label>\
            <input class="input" id="\(name)" name="\(name)" value="\(typed)" dir="auto" \
            placeholder="\(visit.say(.comment_option, count: number))"\(problems.attributes(for: name))>\
            \(problems.error(for: name))</div>
            """
    }

    private var closing: HTML {
        let spans: [Int64] = [60, 360, 1_440, 4_320, 10_080]
        let chosen = draft?.closesInMinutes ?? CommentDraft.usualMinutes
        let choices = spans.map { minutes -> HTML in
            """
            <option value="\(minutes)"\(flag: "selected", chosen == String(minutes))>\
            \(visit.say(.comment_closes_in, ["span": visit.language.span(minutes * 60_000)]))</option>
            """
        }
        return """
            <div class="field"><label for="closes">\(visit.say(.comment_closes))</label>\
            <select class="input" id="closes" name="closes"\(problems.attributes(for: "closes"))>\
            \(choices)</select>\(problems.error(for: "closes"))</div>
            """
    }

    private func isWrong(_ fields: [String]) -> Bool {
        problems.problems.contains { fields.contains($0.field) }
    }
}
