import Markup

/// What was reported to the site, one line a thing: what is open, or what was decided.
struct SiteQueuePage {
    let cases: [ListedCase]
    /// Where the next page begins; nil at the end.
    let older: Int64?
    let isOpen: Bool
    let visit: Visit

    /// `found` holds one more than a page when there is another.
    init(found: [ListedCase], isOpen: Bool, visit: Visit) {
        cases = Array(found.prefix(Limits.casesAPage))
        older = found.count > cases.count ? cases.last?.newest : nil
        (self.isOpen, self.visit) = (isOpen, visit)
    }

    var frame: PageFrame {
        PageFrame(title: visit.say(.admin_reports), place: .admin, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide"><h1>\(visit.say(.admin_reports))</h1>
        \(AdminTabs(current: .reports, visit: visit).html)
        \(QueueTabs(current: isOpen ? .open : .decided, visit: visit).html)
        <section class="card stack" aria-label="\(visit.say(isOpen ? .queue_open : .queue_decided))">\
        \(rows)\(more)</section></div>
        """
    }

    private var rows: HTML {
        guard !cases.isEmpty else {
            return "<p>\(visit.say(isOpen ? .queue_none : .queue_none_decided))</p>"
        }
        return "<ul class=\"stack\">\(cases.map(row))</ul>"
    }

    private func row(_ listed: ListedCase) -> HTML {
        let words = Prose.excerpt(listed.title.isEmpty ? listed.text : listed.title, characters: 120)
        let when = visit.language.ago(IdMaker.milliseconds(of: listed.newest), now: visit.now)
        return """
            <li class="row row--split row--nowrap"><a class="channel-line" \
            href="\(url: Link.adminCase(listed.id).path)">\(Avatar(face: listed.channel, size: .post).image)\
            <span><b dir="auto">\(visit.say(CaseWords.kind(listed.form))) · \
            <bdi>\(listed.channel.name)</bdi></b><br><span dir="auto">\(words)</span><br>\
            <small class="muted">\
            \(visit.say(.queue_reports, count: listed.reports)) · \(reasons(listed)) · \(when)</small>\
            \(newest(listed))</span></a>\(decided(listed))</li>

            """
    }

    private func reasons(_ listed: ListedCase) -> String {
        listed.reasons.map { "\(visit.say($0.reason.word)) × \($0.count)" }.joined(separator: ", ")
    }

    private func newest(_ listed: ListedCase) -> HTML? {
        guard !listed.words.isEmpty else { return nil }
        return "<br><small dir=\"auto\">\(Prose.excerpt(listed.words, characters: 120))</small>"
    }

    private func decided(_ listed: ListedCase) -> HTML? {
        listed.decided.map { "<span class=\"tape tape--plain\">\(visit.say($0.word))</span>" }
    }

    private var more: HTML? {
        guard let older else { return nil }
        let link = isOpen ? Link.adminReports : Link.adminReports.with("show", "decided")
        return """
            <a class="btn btn--block" rel="next" href="\(url: link.with("before", older).path)">\
            \(visit.say(.nav_more))</a>
            """
    }
}

/// Open cases, decided ones, and appeals.
struct QueueTabs {
    enum Place { case open, decided, appeals }

    let current: Place
    let visit: Visit

    var html: HTML {
        """
        <nav class="tabs" aria-label="\(visit.say(.admin_reports))">\
        \(tab(.open, .adminReports, .queue_open))\
        \(tab(.decided, Link.adminReports.with("show", "decided"), .queue_decided))\
        \(tab(.appeals, .adminAppeals, .queue_appeals))</nav>
        """
    }

    private func tab(_ place: Place, _ link: Link, _ word: Word) -> HTML {
        """
        <a href="\(url: link.path)"\(raw: place == current ? " aria-current=\"page\"" : "")>\
        \(visit.say(word))</a>
        """
    }
}

enum CaseWords {
    /// What kind of thing a case is about.
    static func kind(_ form: PostForm?) -> Word {
        switch form {
        case nil: .case_channel
        case .comment: .case_comment
        case .video: .case_video
        default: .case_post
        }
    }
}
