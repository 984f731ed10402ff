import Markup

/// A poll as a form while one may vote, as bars once results show (`design/DESIGN.md`, section 6, Votes). A
/// quiz as a form until it is answered, and then with what is right and why.
struct PollView {
    let poll: Poll
    let question: String
    let isAuthor: Bool
    let visit: Visit
    let anchor: String

    private var isClosed: Bool { poll.isClosed(at: visit.now) }
    /// Who asked to change a vote sees the form again: `?vote=ID` on any page.
    private var isChanging: Bool {
        visit.query("vote") == String(poll.post) && !isClosed && !poll.isQuiz
    }
    private var mayVote: Bool { !isClosed && visit.member != nil && (poll.mine == nil || isChanging) }
    private var style: String { poll.hasPictures ? "poll poll--img" : "poll" }
    private var showsResults: Bool { poll.showsResults(at: visit.now, to: isAuthor) && !isChanging }

    var html: HTML { showsResults && !(mayVote && !isAuthor) ? results : ballot }

    private var ballot: HTML {
        """
        <form\(attribute: "class", poll.isQuiz ? "quiz" : nil) method="post" \
        action="\(url: Link.post(poll.post, doing: "vote").path)" data-swap="\(anchor)">\
        \(BackField(visit: visit, anchor: anchor).html)\
        <input type="hidden" name="ballot" value="\(poll.ballot)">\
        <fieldset class="\(style)"\(flag: "disabled", isClosed)><legend class="poll__q" \
        dir="auto">\(question)</legend>\
        \(poll.options.map(choice))</fieldset>
        <div class="poll__foot">\(voteButton)\(facts)\(receipt)</div></form>
        """
    }

    private func choice(_ option: Poll.Option) -> HTML {
        """
        <label class="poll__opt">\(picture(option))<input type="radio" name="choice" value="\
        \(option.position)" required\
        \(flag: "checked", poll.mine == option.position)><span dir="auto">\(option.text)</span></label>
        """
    }

    private var voteButton: HTML? {
        guard !isClosed else { return nil }
        let word: Word = poll.isQuiz ? .quiz_answer : poll.mine == nil ? .poll_vote : .poll_change_save
        return "<button class=\"btn btn--s\">\(visit.say(word))</button>"
    }

    private var results: HTML {
        let shares = poll.shares
        let most = poll.options.map(\.votes).max() ?? 0
        let bars = poll.options.enumerated().map { index, option in
            poll.isQuiz
                ? answer(option, share: shares[index])
                : bar(option, share: shares[index], isLeading: option.votes == most && most > 0)
        }
        return """
            <section\(attribute: "class", poll.isQuiz ? "quiz" : nil) \
            aria-labelledby="q-\(String(poll.post))"><h2 class="poll__q" \
            id="q-\(String(poll.post))" dir="auto">\
            \(question)</h2><ol class="\(style)\(poll.isQuiz ? "" : " poll--results")">\(bars)</ol>
            <p class="poll__foot">\(facts)\(change)\(receipt)</p>\(why)</section>
            """
    }

    /// The words beside a picture say what it is.
    private func picture(_ option: Poll.Option) -> HTML? {
        guard let picture = option.picture else { return nil }
        return """
            <span class="media" data-tone="\(picture.tone)">\
            <img src="\(url: picture.link(width: 640).path)" alt="" width="\(picture.width)" \
            height="\(picture.height)" loading="lazy" decoding="async"></span>
            """
    }

    /// An answer of a quiz, with what it was: icon and words, never colour alone.
    private func answer(_ option: Poll.Option, share: Int) -> HTML {
        let isRight = option.position == poll.answer
        let isMine = option.position == poll.mine
        let state: String? = isRight ? "right" : isMine ? "wrong" : nil
        let icon: HTML? = isRight ? Icon.check.html : isMine ? Icon.x.html : nil
        let said = [isMine ? Word.quiz_yours : nil, isRight ? .quiz_right : nil].compactMap { $0 }
        let note = said.map { visit.say($0) }.joined(separator: ", ")
        let small: HTML? = note.isEmpty ? nil : " <span class=\"small muted\">· \(note)</span>"
        return """
            <li class="poll__opt"\(attribute: "data-state", state)>\(picture(option))\(icon)\
            <span><bdi>\(option.text)</bdi>\(small)</span>\
            <span class="poll__pct">\(visit.language.percent(share))</span></li>
            """
    }

    private var why: HTML? {
        guard poll.isQuiz, !poll.explanation.isEmpty else { return nil }
        return """
            <p class="quiz__why" dir="auto">\(Prose.html(poll.explanation, links: ProseLinks()))</p>
            """
    }

    private func bar(_ option: Poll.Option, share: Int, isLeading: Bool) -> HTML {
        let isMine = poll.mine == option.position
        let mine: HTML? =
            isMine ? " \(Icon.check.html)<span class=\"vh\"> (\(visit.say(.poll_mine)))</span>" : nil
        return """
            <li class="poll__opt" \
            data-v="\(share)"\(flag: "data-lead", isLeading)\(flag: "data-mine", isMine)>\
            \(picture(option))<span><bdi>\(option.text)</bdi>\(mine)</span>\
            <span class="poll__pct">\(visit.language.percent(share))</span></li>
            """
    }

    private var change: HTML? {
        guard !isClosed, !poll.isQuiz, poll.mine != nil, visit.member != nil else { return nil }
        let link = (Link.own(visit.request.uri.string) ?? .post(poll.post)).with("vote", poll.post).at(anchor)
        return "<a href=\"\(url: link.path)\">\(visit.say(.poll_change))</a>"
    }

    private var receipt: HTML? {
        guard !poll.isQuiz, poll.mine != nil || isClosed else { return nil }
        let word: Word = poll.mine == nil ? .receipt_link_all : .receipt_link
        return "<a href=\"\(url: Link.votes(of: poll.post).path)\">\(visit.say(word))</a>"
    }

    private var facts: HTML {
        if poll.isQuiz { return "<span>\(visit.say(.quiz_answers, count: poll.votes))</span>" }
        let left = poll.closes - visit.now
        let when =
            isClosed
            ? visit.say(.poll_closed) : visit.say(.poll_closes, ["span": visit.language.span(left)])
        return """
            <span>\(visit.say(.poll_votes, count: poll.votes))</span><span>\(when)</span>\(hiddenResults)
            """
    }

    private var hiddenResults: HTML? {
        guard poll.showsAtClose, !isClosed, poll.mine != nil else { return nil }
        return "<span>\(visit.say(.poll_hidden))</span>"
    }
}
