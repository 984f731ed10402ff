import Markup

/// A comment as the channel's people look at it: who, what, when and under which post. What it shows is
/// veiled until somebody asks for it; without scripts, too.
struct ModeratedCommentView {
    let comment: Post
    /// The first words of the post; empty for one without.
    let rootWords: String
    let rootForm: PostForm
    let visit: Visit

    var html: HTML {
        """
        <p class="row row--2">\(Avatar(face: comment.author, size: .rail).image)\
        <b><a href="\(url: Link.channel(comment.author.handle).path)" dir="auto">\
        \(comment.author.name)</a></b>\
        <span class="entry__fact"><bdi>@\(comment.author.handle)</bdi></span></p>
        \(words)\(media)<p class="entry__fact">\(time) · \(under)</p>
        """
    }

    private var words: HTML? {
        guard !comment.text.isEmpty else { return nil }
        return """
            <p class="moderated__words" dir="auto"\(attribute: "lang", comment.language)>\
            \(Prose.html(comment.text, links: ProseLinks()))</p>
            """
    }

    private var time: HTML {
        TimeView(
            milliseconds: comment.published, text: visit.language.ago(comment.published, now: visit.now)
        ).html
    }

    private var under: HTML {
        let page = comment.root.map { rootForm == .video ? Link.watch($0) : .post($0) } ?? comment.link
        let text = rootWords.isEmpty ? visit.say(.queue_a_post) : rootWords
        return visit.say(
            .queue_under,
            html: ["post": .html("<a href=\"\(url: page.path)\" dir=\"auto\">\(text)</a>")])
    }

    // MARK: Photos and clips

    private var media: HTML? {
        let photos = comment.photos.map(photo)
        let all = photos + [clip].compactMap { $0 }
        return all.isEmpty ? nil : "<div class=\"veils\">\(all)</div>"
    }

    private func photo(_ photo: Attachment) -> HTML {
        let picture = photo.picture
        if let film = picture.loop {
            return veil(picture, .queue_show_photo, LoopView(picture: picture, film: film, visit: visit).html)
        }
        let alt = picture.alt.isEmpty ? visit.say(.photo_no_alt) : picture.alt
        return veil(
            picture, .queue_show_photo,
            """
            <img src="\(url: picture.link(width: 640).path)" alt="\(alt)" width="\(picture.width)" \
            height="\(picture.height)" loading="lazy" decoding="async">
            """)
    }

    /// Nothing while even its first picture is on its way.
    private var clip: HTML? {
        guard let clip = comment.video, !clip.picture.widths.isEmpty else { return nil }
        let picture = clip.picture
        guard let mp4 = comment.film?.mp4 else {
            return "<p class=\"entry__fact\">\(visit.say(.queue_clip_waits))</p>"
        }
        let alt = picture.alt.isEmpty ? visit.say(.clip_by, ["name": comment.author.name]) : picture.alt
        return veil(
            picture, .queue_show_clip,
            """
            <video controls playsinline preload="none" aria-label="\(alt)" width="\(picture.width)" \
            height="\(picture.height)" poster="\(url: picture.link(width: 640).path)">\
            <source src="\(url: Link.media(picture.folder, mp4).path)" type="video/mp4"></video>
            """)
    }

    private func veil(_ picture: Picture, _ word: Word, _ shown: HTML) -> HTML {
        """
        <details class="veil"><summary><img class="veil__blur" src="\(url: picture.link(width: 112).path)" \
        alt="" width="112" height="84" data-tone="\(picture.tone)" loading="lazy">\
        <span class="btn btn--s">\(Icon.eye.html)\(visit.say(word))</span></summary>\(shown)</details>
        """
    }
}

/// What came of a decision, with the way to take it back.
struct DecisionFlash {
    /// The page it stands on, which is shown again after an undo.
    let here: Link
    let visit: Visit

    var html: HTML? {
        if visit.query("undone") != nil { return line(.ok, visit.say(.queue_undone), left, nil) }
        guard let deed = visit.query("did").flatMap({ ModerationDeed(rawValue: $0) }) else { return nil }
        let count = visit.query("n").flatMap { Int64($0) } ?? 0
        let action = visit.query("action").flatMap { ModerationActionID($0) }
        let did = count > 0 || action != nil ? visit.say(deed.done, count: max(0, count)) : nil
        return line(action == nil ? .warn : .ok, did, left, action.map(undo))
    }

    private enum Tone: String { case ok, warn }

    private func line(_ tone: Tone, _ did: String?, _ left: String?, _ undo: HTML?) -> HTML? {
        let text = [did, left].compactMap { $0 }.joined(separator: " ")
        guard !text.isEmpty else { return nil }
        return """
            <div class="flash flash--\(tone.rawValue)" id="decided">\(Icon.check.html)\
            <span role="status">\(text)</span>\(undo)</div>
            """
    }

    /// What somebody else had decided about before.
    private var left: String? {
        guard let count = visit.query("left").flatMap({ Int64($0) }), count > 0 else { return nil }
        let text = visit.say(.queue_left, count: count)
        guard count == 1, let shelf = visit.query("now").flatMap({ CommentShelf(rawValue: $0) }) else {
            return text
        }
        return "\(text) \(visit.say(shelf.now))"
    }

    private func undo(_ action: ModerationActionID) -> HTML {
        """
        <form method="post" action="\(url: Link.studioCommentsUndo.path)">\
        <input type="hidden" name="action" value="\(String(action))">\
        <input type="hidden" name="back" value="\(here.path)">\
        <button class="btn btn--s" data-deed="undo">\(visit.say(.undo_do))</button></form>
        """
    }
}

extension ModerationDeed {
    fileprivate var done: Word {
        switch self {
        case .approve: .queue_did_approve
        case .remove, .removeReplies: .queue_did_remove
        case .spam: .queue_did_spam
        case .hold: .queue_did_hold
        case .hide: .queue_did_hide
        case .trust: .queue_did_trust
        case .usual: .queue_did_usual
        }
    }

    /// On a button.
    var word: Word {
        switch self {
        case .approve: .queue_approve
        case .remove, .removeReplies: .queue_remove
        case .spam: .queue_spam
        case .hold: .queue_hold
        case .hide: .queue_hide
        case .trust: .queue_trust
        case .usual: .queue_usual
        }
    }

    var icon: Icon {
        switch self {
        case .approve, .trust: .check
        case .remove, .removeReplies: .trash
        case .spam: .flag
        case .hold: .pause
        case .hide: .eye
        case .usual: .again
        }
    }
}

extension CommentShelf {
    /// As a sentence.
    var now: Word {
        switch self {
        case .held: .queue_now_held
        case .published: .queue_now_published
        case .spam: .queue_now_spam
        case .hidden: .queue_now_hidden
        case .removed: .queue_now_removed
        }
    }

    /// What can be done with what stands there, in the order of its buttons.
    var deeds: [ModerationDeed] {
        switch self {
        case .held: [.approve, .trust, .remove, .spam, .hide]
        case .published: [.remove, .hold, .spam, .hide, .trust]
        case .spam: [.approve, .remove, .hide]
        case .hidden: [.approve, .usual, .remove]
        case .removed: []
        }
    }
}

extension RemovalReason.Kind {
    var word: Word {
        switch self {
        case .rules: .queue_reason_rules
        case .insult: .queue_reason_insult
        case .advertising: .queue_reason_advertising
        case .personal: .queue_reason_personal
        case .topic: .queue_reason_topic
        case .other: .queue_reason_other
        }
    }
}
