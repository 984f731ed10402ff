import Markup

/// The post a comment hangs under, as far as its moderation shows it.
struct RootFacts: Sendable {
    let id: PostID
    let form: PostForm
    let words: String

    var link: Link { form == .video ? .watch(id) : .post(id) }
}

/// One comment, and everything the channel's people can do with it.
struct ModerateCommentPage {
    let comment: Post
    let shelf: CommentShelf
    let root: RootFacts
    let standing: PersonStanding
    /// A form that was refused.
    var sent: Form?
    let problems: FormProblems
    let visit: Visit

    private var here: Link { .post(comment.id, doing: "moderate") }
    private var isOwn: Bool { comment.author.id == visit.member?.channel.id }

    var frame: PageFrame {
        PageFrame(title: visit.say(.queue_moderate), width: .reading, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="stack"><h1>\(visit.say(.queue_moderate))</h1>
        \(problems.summary)\(DecisionFlash(here: here, visit: visit).html)
        <article class="card stack">\
        \(said.html)
        <p class="row"><span class="chip">\(visit.say(shelf.now))</span>\(person)</p></article>
        \(choices)
        <div class="row"><a class="btn btn--quiet" href="\(url: root.link.at("comments").path)">\
        \(visit.say(.queue_to_post))</a>\
        <a class="btn btn--quiet" href="\(url: Link.studioComments("held").path)">\
        \(visit.say(.queue_to_queue))</a></div></div>
        """
    }

    private var said: ModeratedCommentView {
        ModeratedCommentView(comment: comment, rootWords: root.words, rootForm: root.form, visit: visit)
    }

    private var person: HTML? {
        switch standing {
        case .usual: nil as HTML?
        case .approved: "<span class=\"chip chip--ok\">\(visit.say(.queue_is_trusted))</span>"
        case .hidden: "<span class=\"chip chip--warn\">\(visit.say(.queue_is_hidden))</span>"
        }
    }

    private var choices: HTML? {
        guard !isOwn else { return "<p class=\"muted\">\(visit.say(.queue_own_words))</p>" }
        guard shelf != .removed else { return nil }
        var deeds = shelf.deeds.filter { $0 != .remove }
        if standing != .usual {
            deeds = deeds.filter { $0 != .hide || standing != .hidden }.filter {
                $0 != .trust || standing != .approved
            }
            if !deeds.contains(.usual) { deeds.append(.usual) }
        }
        return """
            <form class="card row" method="post" action="\(url: here.path)">\(hidden)\(deeds.map(button))\
            </form>
            \(removal)
            """
    }

    private var hidden: HTML {
        let back = visit.query("back").flatMap { Link.own($0) } ?? Link.own(sent?["back"])
        let field: HTML? = back.map { link -> HTML in
            "<input type=\"hidden\" name=\"back\" value=\"\(link.path)\">"
        }
        return "<input type=\"hidden\" name=\"seen\" value=\"\(shelf.rawValue)\">\(field)"
    }

    private func button(_ deed: ModerationDeed) -> HTML {
        """
        <button class="btn\(deed == .approve ? " btn--primary" : "")" name="do" value="\(deed.rawValue)">\
        \(deed.icon.html)\(visit.say(deed.word))</button>
        """
    }

    private var removal: HTML {
        """
        <form class="card stack" method="post" action="\(url: here.path)">\(hidden)\
        <h2 class="section-title">\(visit.say(.queue_remove))</h2>
        \(RemovalReasonForm(chosen: sent?["reason"], problems: problems, visit: visit).html)
        <div class="field"><label for="words">\(visit.say(.queue_reason_words))</label>\
        <textarea class="input" id="words" name="words" rows="3" dir="auto"\
        \(problems.attributes(for: "words"))>\(sent?["words"] ?? "")</textarea>\
        \(problems.error(for: "words"))</div>
        <label class="check"><input type="checkbox" name="replies" value="1"\
        \(flag: "checked", sent?.has("replies") == true)>\
        <span>\(visit.say(.queue_with_replies))</span></label>
        <div class="row"><button class="btn btn--danger" name="do" value="remove">\
            \(Icon.trash.html)\
        \(visit.say(.queue_remove))</button></div></form>
        """
    }
}

/// Why something is removed, from a short list: the first is chosen unless something else was.
struct RemovalReasonForm {
    var chosen: String?
    let problems: FormProblems
    let visit: Visit

    var html: HTML {
        let options = RemovalReason.Kind.allCases.map { kind -> HTML in
            """
            <option value="\(kind.rawValue)"\(flag: "selected", kind.rawValue == chosen)>\
            \(visit.say(kind.word))</option>
            """
        }
        return """
            <div class="field"><label for="reason">\(visit.say(.queue_reason_label))</label>\
            <select class="input" id="reason" name="reason"\(problems.attributes(for: "reason"))>\(options)\
            </select>\(problems.error(for: "reason"))</div>
            """
    }
}
