import Markup

/// What a post says and whom it is for, to be changed.
struct EditPostPage {
    let form: EditPostForm
    let problems: FormProblems
    let visit: Visit

    private var post: Post { form.post }

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.post_edit_title), width: .reading, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        let limit = post.form == .comment ? Limits.commentCharacters : Limits.postCharacters
        let label: Word = post.poll == nil ? .post_text : .post_question
        let words = TextArea(
            name: "text", label: visit.say(label), value: form.text, max: limit, problems: problems)
        return """
            <section class="card stack"><h1>\(visit.say(.post_edit_title))</h1>\(problems.summary)
            <form class="stack stack--5" method="post" \
            action="\(url: Link.post(post.id, doing: "edit").path)" \
            data-keep="edit-\(String(post.id))">
            \(words.html)\(options)\(alts)\(explanation)\(post.root == nil ? rootFields : nil)
            <p class="hint">\(visit.say(.post_edit_hint))</p>
            <div class="row"><button class="btn btn--primary">\(visit.say(.form_save))</button>
            <a class="btn btn--quiet" \
            href="\(url: post.link.path)">\(visit.say(.form_cancel))</a></div></form></section>
            """
    }

    private var alts: HTML? {
        guard !post.photos.isEmpty else { return nil }
        let fields = post.photos.map { photo -> HTML in
            let name = "alt-\(photo.id)"
            return """
                <div class="row row--nowrap row--3"><img class="thumb" \
                src="\(url: photo.picture.link(width: 640).path)" alt="" width="72" height="72" \
                data-tone="\(photo.picture.tone)">\
                <div class="field grow"><label for="\(name)">\(visit.say(.post_alt))</label>\
                <input class="input" id="\(name)" name="\(name)" \
                value="\(form.alts[photo.id] ?? "")" dir="auto"\(problems.attributes(for: name))>\
                \(problems.error(for: name))</div></div>
                """
        }
        return
            """
            <fieldset class="stack"><legend class="label">\(visit.say(.post_alts))</legend>\
            \(fields)</fieldset>
            """
    }

    /// They stand as they are once somebody has voted.
    private var options: HTML? {
        guard let poll = post.poll else { return nil }
        guard poll.votes == 0, !poll.isClosed(at: visit.now) else {
            return "<p class=\"hint\">\(visit.say(.poll_frozen))</p>"
        }
        let rows = max(form.options.count, Limits.pollOptions.upperBound)
        let fields = (1...rows).map { number -> HTML in
            let name = "option-\(number)"
            let text = form.options.indices.contains(number - 1) ? form.options[number - 1] : ""
            return """
                <li><div class="optrow"><b aria-hidden="true">\(number)</b>\
                <label class="vh" for="\(name)">\(visit.say(.poll_option, count: number))</label>\
                <input class="input" id="\(name)" name="\(name)" value="\(text)" dir="auto"\
                \(problems.attributes(for: name))></div>\(problems.error(for: name))</li>
                """
        }
        return """
            <fieldset><legend class="label">\(visit.say(.poll_options))</legend>\
            <ol class="stack stack--2">\(fields)</ol></fieldset>
            """
    }

    private var explanation: HTML? {
        guard post.poll?.isQuiz == true else { return nil }
        return TextArea(
            name: "explanation", label: visit.say(.quiz_explanation), value: form.explanation,
            max: Limits.explanationCharacters, problems: problems
        ).html
    }

    private var rootFields: HTML {
        let choices = Audience.allCases.map { audience -> HTML in
            """
            <label class="choice"><input type="radio" name="audience" value="\(audience.name)"\
            \(flag: "checked", form.audience == audience)>\
            <span><b>\(visit.say(audience.title))</b></span></label>
            """
        }
        return """
            <input type="hidden" name="whole" value="1">\(time)
            <fieldset class="audiences stack"><legend class="label">\(visit.say(.post_who))</legend>\
            <div class="grid grid--190">\(choices)</div>\
            <mention-field class="readers" data-from="\(url: Link.completeMentions.path)" data-whole \
            data-label="\(visit.say(.mention_list))" \
            data-found="\(visit.language.template(.mention_found))">\
            <div class="field"><label for="readers">\(visit.say(.post_readers))</label>\
            <input class="input" id="readers" name="readers" value="\(form.readers ?? "")" \
            autocapitalize="none" autocomplete="off" \
            spellcheck="false"\(problems.attributes(for: "readers"))>\
            \(problems.error(for: "readers"))</div></mention-field></fieldset>
            <label class="check"><input type="checkbox" name="comments-off" value="1"\
            \(flag: "checked", form.hasCommentsOff)><span>\(visit.say(.post_comments_off))</span></label>
            <p><a href="\(url: Link.post(post.id, doing: "comment-rule").path)">\
            \(visit.say(.rule_of_post))</a></p>
            """
    }

    /// A scheduled post's date and time, in the zone it was thought in.
    private var time: HTML? {
        guard let schedule = form.schedule else { return nil }
        return """
            <fieldset class="field"><legend class="label">\(visit.say(.post_when))</legend>\
            <input type="hidden" name="zone" value="\(schedule.zone)">\
            <div class="row"><label class="vh" for="date">\(visit.say(.post_date))</label>\
            <input class="input" type="date" id="date" name="date" value="\(schedule.date)"\
            \(problems.attributes(for: "date"))><label class="vh" for="time">\(visit.say(.post_time))</label>\
            <input class="input" type="time" id="time" name="time" value="\(schedule.time)">\
            <span class="muted small">\(schedule.zone)</span></div>\(problems.error(for: "date"))</fieldset>
            """
    }
}

/// What a post said before it was changed.
struct VersionsPage {
    let post: Post
    let versions: [PostVersion]
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.versions_title), width: .reading, content: content)
    }

    private var content: HTML {
        """
        <div class="stack stack--5"><a class="row small backlink" href="\(url: post.link.path)">\
        \(Icon.prev.directed)<span>\(visit.say(.versions_back))</span></a>
        <h1>\(visit.say(.versions_title))</h1>
        \(version(post.title, post.text, "\(visit.say(.versions_now))"))\(versions.map(before))</div>
        """
    }

    private func before(_ old: PostVersion) -> HTML {
        let time = TimeView(
            milliseconds: old.until, text: visit.language.moment(old.until), isRelative: false)
        return version(old.title, old.text, visit.say(.versions_until, html: ["time": .html(time.html)]))
    }

    private func version(_ title: String, _ text: String, _ head: HTML) -> HTML {
        let name: HTML? = title.isEmpty ? nil : "<b dir=\"auto\">\(title)</b>"
        return """
            <section class="card stack"><h2 class="small muted">\(head)</h2>\(name)\
            <p class="post__text" dir="auto">\(Prose.html(text, links: ProseLinks()))</p></section>
            """
    }
}

/// Asks once more before a post goes.
struct DeletePostPage {
    let post: Post
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.post_delete_title), width: .reading, content: content)
    }

    private var content: HTML {
        """
        <section class="card stack"><h1>\(visit.say(.post_delete_title))</h1>
        <p>\(visit.say(.post_delete_text))</p>
        <blockquote class="muted" dir="auto">\(Prose.excerpt(post.text, characters: 200))</blockquote>
        <form class="row" method="post" action="\(url: Link.post(post.id, doing: "delete").path)">
        <button class="btn btn--danger">\(Icon.trash.html)\(visit.say(.post_delete_do))</button>
        <a class="btn btn--quiet" \
        href="\(url: post.link.path)">\(visit.say(.form_cancel))</a></form></section>
        """
    }
}
