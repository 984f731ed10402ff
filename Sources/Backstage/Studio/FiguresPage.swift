import Markup

/// What came of one post: five numbers, and one of them over the last four weeks.
struct FiguresPage {
    let post: StudioPost
    let subscribers: Int64
    /// `Limits.figureDays`, oldest first, the last today.
    let days: [PostDay]
    let shown: Measure
    let author: Face
    let counts: StudioCounts
    let visit: Visit

    private var list: StudioList {
        switch post.state {
        case .scheduled: .scheduled
        case .archived: .archived
        default: .published
        }
    }

    var frame: PageFrame {
        PageFrame(
            title: "\(visit.say(.figures_title)) · \(visit.say(.studio_title))", place: .studio,
            hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <div class="page page--wide">\
        \(StudioHead(author: author, current: list.tab, counts: counts, visit: visit).html)
        <section class="stack stack--5" aria-labelledby="figures-title">\(head)
        <nav class="figures" aria-label="\(visit.say(.figures_measures))">\
        \(Measure.allCases.map(number))</nav>
        \(FiguresChart(days: days, measure: shown, visit: visit).html)
        <p class="hint">\(visit.say(.figures_hint))</p></section></div>
        """
    }

    private var head: HTML {
        let name = post.excerpt.isEmpty ? visit.say(post.kind.word) : post.excerpt
        return """
            <div class="stack stack--2"><h2 id="figures-title">\(visit.say(.figures_title))</h2>\
            <p class="row row--2">\(EntryTape(kind: post.kind, visit: visit).html)\
            <a class="entry__words" href="\(url: post.link.path)" dir="auto">\(name)</a></p></div>
            """
    }

    /// Each number leads to its own chart.
    private func number(_ measure: Measure) -> HTML {
        let link = Link.studioFigures(post.id).with("show", measure.rawValue)
        return """
            <a class="card stat figure" href="\(url: link.path)"\
            \(attribute: "aria-current", measure == shown ? "true" : nil)>\
            <b>\(total(measure).map(visit.language.number) ?? "–")</b>\
            <span>\(measure.icon.html)\(visit.say(measure.word))</span></a>
            """
    }

    /// Nil where there is nothing to vote on.
    private func total(_ measure: Measure) -> Int64? {
        switch measure {
        case .seen: post.seen
        case .likes: post.likes
        case .comments: post.comments
        case .votes: post.votes
        case .subscribers: subscribers
        }
    }
}

extension Measure {
    var word: Word {
        switch self {
        case .seen: .figures_seen
        case .likes: .figures_likes
        case .comments: .figures_comments
        case .votes: .figures_votes
        case .subscribers: .figures_subscribers
        }
    }

    fileprivate var icon: Icon {
        switch self {
        case .seen: .eye
        case .likes: .heart
        case .comments: .comment
        case .votes: .poll
        case .subscribers: .users
        }
    }
}
