import Markup

/// Who of the channel's people did what, newest first, and the way to older lines.
struct ActionList {
    let actions: [DoneAction]
    let isFirst: Bool
    /// Where the next page begins; nil at the end.
    let next: ChannelActionID?
    let visit: Visit

    /// `found` holds one more than a page when there is another.
    init(found: [DoneAction], isFirst: Bool, visit: Visit) {
        actions = Array(found.prefix(Limits.actionsPage))
        next = found.count > actions.count ? actions.last?.id : nil
        (self.isFirst, self.visit) = (isFirst, visit)
    }

    var html: HTML {
        """
        <section class="card stack" id="done" aria-labelledby="done-title">\
        <h2 class="section-title" id="done-title">\(visit.say(.did_title))</h2>\(list)\(pages)</section>
        """
    }

    private var list: HTML {
        guard !actions.isEmpty else { return "<p class=\"muted\">\(visit.say(.did_none))</p>" }
        return "<ul class=\"stack stack--2\">\(actions.map(row))</ul>"
    }

    private func row(_ done: DoneAction) -> HTML {
        let time = TimeView(milliseconds: done.at, text: visit.language.ago(done.at, now: visit.now))
        return """
            <li class="row row--nowrap row--top">\(Avatar(face: done.actor, size: .rail).image)\
            <p class="grow">\(sentence(done))<br><small class="muted">\(time.html)</small></p></li>

            """
    }

    private func sentence(_ done: DoneAction) -> HTML {
        let link = Link.channel(done.actor.handle).path
        return visit.say(
            done.action.word,
            html: [
                "name": .html("<a href=\"\(url: link)\"><bdi>\(done.actor.name)</bdi></a>"),
                "thing": .html(thing(done.post)), "who": .text(done.who),
                "role": .html("\(done.role.map { visit.say($0.word) })"),
            ])
    }

    /// The post by its first words, which lead to it while it is there.
    private func thing(_ post: ActedPost?) -> HTML {
        guard let post else { return "\(visit.say(.did_nameless))" }
        let words: HTML =
            post.words.isEmpty
            ? "\(visit.say(.did_nameless))" : visit.say(.did_thing, html: ["text": .text(post.words)])
        return post.isThere ? "<a href=\"\(url: Link.post(post.id).path)\">\(words)</a>" : words
    }

    private var pages: HTML? {
        let newest: HTML? =
            isFirst ? nil : way(Link.studioPeople, .did_newest, rel: "start")
        let older = next.map { way(Link.studioPeople.with("before", $0), .did_older, rel: "next") }
        guard newest != nil || older != nil else { return nil }
        return "<div class=\"row\">\(newest)\(older)</div>"
    }

    private func way(_ link: Link, _ word: Word, rel: String) -> HTML {
        """
        <a class="btn btn--s" rel="\(rel)" href="\(url: link.at("done").path)">\(visit.say(word))</a>
        """
    }
}
