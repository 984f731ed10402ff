import Markup

/// A post in a list of the studio: what it is, when, what came of it, what can be done with it.
struct StudioEntryView {
    let post: StudioPost
    let visit: Visit

    private var name: String {
        post.excerpt.isEmpty ? visit.say(post.kind.word) : post.excerpt
    }

    var html: HTML {
        """
        <li class="entry">\(EntryTick(id: post.id.raw, name: name, visit: visit).html)
        <div class="entry__what"><p class="row row--2">\
        \(EntryTape(kind: post.kind, visit: visit).html)\(state)\
        <span class="entry__fact">\(post.audience.icon.html)\(visit.say(post.audience.title))</span></p>
        <p class="entry__words"><a href="\(url: post.link.path)" dir="auto">\(name)</a></p>
        <p class="entry__fact">\(time)\(ends)</p></div>
        \(figures)<div class="entry__acts">\(acts)</div></li>

        """
    }

    private var state: HTML? {
        switch post.state {
        case .processing: "<span class=\"chip\">\(Icon.clock.html)\(visit.say(.lists_preparing))</span>"
        case .held: "<span class=\"chip chip--warn\">\(visit.say(.lists_held))</span>"
        default: nil
        }
    }

    private var time: HTML {
        guard post.state == .scheduled else {
            let ago = visit.language.ago(post.published, now: visit.now)
            return TimeView(milliseconds: post.published, text: ago).html
        }
        return ZonedTimeView(milliseconds: post.due ?? post.published, zone: post.zone, visit: visit).html
    }

    /// When it goes from every page, or went.
    private var ends: HTML? {
        guard let expires = post.expires else { return nil }
        let text =
            expires > visit.now
            ? visit.say(.lists_gone_in, ["span": visit.language.span(expires - visit.now)])
            : visit.say(.lists_over_since, ["date": visit.language.date(expires, now: visit.now)])
        return " · \(text)"
    }

    private var figures: HTML? {
        guard post.state == .published || post.state == .archived else { return nil }
        return """
            <a class="entry__figures" href="\(url: Link.studioFigures(post.id).path)">\
            \(figure(.eye, .figures_seen, post.seen))\(figure(.heart, .figures_likes, post.likes))\
            \(figure(.comment, .figures_comments, post.comments))\
            \(post.votes.map { figure(.poll, .figures_votes, $0) })\
            <span class="vh">\(visit.say(.figures_open))</span></a>
            """
    }

    private func figure(_ icon: Icon, _ word: Word, _ number: Int64) -> HTML {
        """
        <span>\(icon.html)<span class="vh">\(visit.say(word)) </span>\(visit.language.short(number))</span>
        """
    }

    private var acts: HTML {
        let edit: Word = post.state == .scheduled ? .lists_edit_or_move : .post_edit
        return """
            \(publish)<a class="btn btn--quiet btn--s" href="\(url: post.editing.path)">\(visit.say(edit))\
            \(about)</a><button class="btn btn--quiet btn--s" name="only" value="\(String(post.id))">\
            \(visit.say(.post_delete))\(about)</button>
            """
    }

    private var publish: HTML? {
        guard post.state == .scheduled else { return nil }
        return """
            <button class="btn btn--s" formaction="\(url: Link.post(post.id, doing: "publish").path)">\
            \(visit.say(.lists_publish_now))\(about)</button>
            """
    }

    /// Which post a button is about, for who does not see where it stands.
    private var about: HTML { "<span class=\"vh\">: <bdi>\(name)</bdi></span>" }
}

/// A draft in the studio's list.
struct DraftEntryView {
    let draft: ListedDraft
    let visit: Visit

    private var name: String { draft.excerpt.isEmpty ? visit.say(.lists_no_words) : draft.excerpt }
    private var writing: Link { .studio(draft: draft.id) }

    var html: HTML {
        let saved = TimeView(
            milliseconds: draft.saved, text: visit.language.ago(draft.saved, now: visit.now))
        return """
            <li class="entry">\(EntryTick(id: draft.id.raw, name: name, visit: visit).html)
            <div class="entry__what"><p>\(EntryTape(kind: draft.kind, visit: visit).html)</p>
            <p class="entry__words"><a href="\(url: writing.path)" dir="auto">\(name)</a></p>
            <p class="entry__fact">\(visit.say(.lists_saved, html: ["when": .html(saved.html)]))</p></div>
            <div class="entry__acts"><a class="btn btn--s" href="\(url: writing.path)">\
            \(visit.say(.lists_continue))<span class="vh">: <bdi>\(name)</bdi></span></a>\
            <button class="btn btn--quiet btn--s" name="only" value="\(String(draft.id))">\
            \(visit.say(.post_delete))<span class="vh">: <bdi>\(name)</bdi></span></button></div></li>

            """
    }
}

/// A row's place in the choice.
private struct EntryTick {
    let id: Int64
    let name: String
    let visit: Visit

    var html: HTML {
        """
        <label class="entry__tick"><input type="checkbox" name="post" value="\(id)">\
        <span class="vh">\(visit.say(.lists_select)): <bdi>\(name)</bdi></span></label>
        """
    }
}

/// What kind of post it is, on a piece of tape.
struct EntryTape {
    let kind: ListedKind
    let visit: Visit

    var html: HTML {
        "<span class=\"tape tape--\(raw: kind.tape)\">\(kind.icon.html)\(visit.say(kind.word))</span>"
    }
}

/// A time to come, in the zone its author thought of it; a script shows it in the viewer's own.
struct ZonedTimeView {
    let milliseconds: Int64
    let zone: String?
    let visit: Visit

    var html: HTML {
        let schedule = DraftSchedule(milliseconds, zone: zone ?? "UTC")
        let local = CivilTime.milliseconds(date: schedule.date, time: schedule.time) ?? milliseconds
        return """
            <time datetime="\(CivilTime(milliseconds: milliseconds).iso)" data-local>\
            \(visit.language.date(local, now: visit.now)), \(schedule.time) (\(schedule.zone))</time>
            """
    }
}

extension ListedKind {
    var word: Word {
        switch self {
        case .text: .lists_text
        case .photos: .lists_photos
        case .clip: .lists_clip
        case .video: .lists_video
        case .poll: .lists_poll
        case .quiz: .lists_quiz
        case .share: .lists_share
        case .link: .lists_link
        }
    }

    fileprivate var icon: Icon {
        switch self {
        case .text: .text
        case .photos: .image
        case .clip: .play
        case .video: .video
        case .poll: .poll
        case .quiz: .quiz
        case .share: .again
        case .link: .link
        }
    }

    fileprivate var tape: String {
        switch self {
        case .poll: "poll"
        case .quiz: "quiz"
        case .clip, .video: "clip"
        case .text, .photos, .share, .link: "plain"
        }
    }
}
