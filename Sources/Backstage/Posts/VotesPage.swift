import Markup

/// What there is to say of a receipt that somebody asked about.
enum ReceiptAnswer: Sendable {
    case malformed
    case missing
    case counted(VoteReceipt, VoteProof)
    /// It is there, but the votes do not give the published root any more.
    case astray
}

/// How a poll's votes are counted, for anyone to check: one's own receipt, and after the close the count,
/// the root, and the proof that a receipt is under it.
struct VotesPage {
    let post: Post
    let poll: Poll
    let seal: PollSeal
    let mine: VoteReceipt?
    /// The receipt as it was typed, and what is said of it.
    var asked = ""
    var answer: ReceiptAnswer?
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.receipt_title), width: .reading, content: content)
    }

    private var isPublished: Bool { seal.isClosed && seal.root != nil }

    private var content: HTML {
        """
        <div class="stack"><a class="row small backlink" href="\(url: post.link.path)">\
        \(Icon.prev.directed)<span><bdi>\(Prose.excerpt(post.text, characters: 60))</bdi></span></a>
        <h1 class="title">\(visit.say(.receipt_title))</h1>
        \(isPublished ? count : waiting)
        \(own)\(isPublished ? rootCard : nil)\(isPublished ? asking : nil)</div>
        """
    }

    private var waiting: HTML {
        let text = visit.say(poll.isClosed(at: visit.now) ? .receipt_unsealed : .receipt_open)
        return """
            <section class="card stack stack--2">\
            <p><b>\(visit.say(.receipt_so_far, count: poll.votes))</b></p>\
            <p class="muted">\(text)</p></section>
            """
    }

    private var count: HTML {
        let rows = zip(poll.options, seal.tally).map { option, votes -> HTML in
            """
            <li class="row row--split"><bdi class="grow">\(option.text)</bdi>\
            <b>\(visit.language.number(votes))</b></li>
            """
        }
        return """
            <section class="card stack stack--2"><h2 class="section-title">\(visit.say(.receipt_count))</h2>
            <ol class="plain">\(rows)</ol>\
            <p class="muted">\(visit.say(.poll_votes, count: seal.counted))</p></section>
            """
    }

    private var own: HTML? {
        guard visit.member != nil, poll.mine != nil else { return nil }
        return """
            <section class="card stack stack--2" id="receipt-mine">\
            <h2 class="section-title">\(visit.say(.receipt_yours))</h2>
            \(mine.map(shown) ?? "<p>\(visit.say(.receipt_later))</p>")</section>
            """
    }

    private func shown(_ receipt: VoteReceipt) -> HTML {
        let check: HTML? =
            isPublished
            ? """
            <p><a href="\(url: Link.votes(of: post.id).with("receipt", receipt.hex).at("ask").path)">\
            \(visit.say(.receipt_ask))</a></p>
            """ : nil
        return """
            <p><b class="hash">\(receipt.short)</b></p><p><code class="hash">\(receipt.hex)</code></p>
            <p class="hint">\(visit.say(.receipt_keep))</p>\(check)
            """
    }

    private var rootCard: HTML {
        """
        <section class="card stack stack--2"><h2 class="section-title">\(visit.say(.receipt_root))</h2>
        <p><code class="hash">\(seal.root)</code></p><p class="hint">\(visit.say(.receipt_root_text))</p>
        <h3>\(visit.say(.receipt_how))</h3>
        <ol><li>\(visit.say(.receipt_how_leaves))</li><li>\(visit.say(.receipt_how_tree))</li>\
        <li>\(visit.say(.receipt_how_root))</li></ol>
        <p><a href="\(url: Link.receipts(of: post.id).path)">\(visit.say(.receipt_all))</a></p></section>
        """
    }

    // MARK: Asking for a receipt

    private var problems: FormProblems {
        guard case .malformed = answer else { return FormProblems([], visit) }
        return FormProblems([Problem("receipt", .receipt_malformed)], visit)
    }

    private var asking: HTML {
        let field = TextField(
            name: "receipt", label: visit.say(.receipt_field), value: asked, autocomplete: "off",
            hint: visit.say(.receipt_field_hint), isRequired: true, problems: problems)
        return """
            <section class="card stack" id="ask"><h2 class="section-title">\(visit.say(.receipt_ask))</h2>
            <form class="stack stack--2" method="get" action="\(url: Link.votes(of: post.id).path)">
            \(field.html)<div class="row"><button class="btn">\(visit.say(.receipt_ask_do))</button></div>\
            </form>\(said)</section>
            """
    }

    private var said: HTML? {
        switch answer {
        case nil, .malformed: nil
        case .missing: line(.receipt_missing, isGood: false)
        case .astray: line(.receipt_astray, isGood: false)
        case .counted(_, let proof):
            """
            \(line(.receipt_counted, isGood: true, [
                "place": visit.language.number(proof.index + 1),
                "total": visit.language.number(proof.count),
            ]))<details class="disclosure"><summary class="btn btn--s">\(visit.say(.receipt_proof))\
            </summary><p class="hint">\(visit.say(.receipt_proof_text))</p>
            <ol>\(proof.steps.map(step))</ol></details>
            """
        }
    }

    private func line(_ word: Word, isGood: Bool, _ pieces: [String: String] = [:]) -> HTML {
        """
        <div class="flash \(raw: isGood ? "flash--ok" : "flash--error")" role="status">\
        \(isGood ? Icon.check.html : Icon.warn.html)<p>\(visit.say(word, pieces))</p></div>
        """
    }

    private func step(_ step: VoteProof.Step) -> HTML {
        """
        <li>\(visit.say(step.isLeft ? .receipt_left : .receipt_right)) \
        <code class="hash">\(hexadecimal(step.hash))</code></li>
        """
    }
}
