import Markup

/// The comments under a post or video: how many, their order, the composer, the threads.
struct CommentSection {
    let post: Post
    let asked: CommentsAsked
    let list: CommentList
    let visit: Visit
    /// A comment that was just refused.
    var draft: CommentDraft? = nil
    /// The viewer may not comment, because only subscribers may.
    var isForOthers = false
    /// Its photographs, uploaded and still waiting.
    var photos: [Attachment] = []

    /// Whether one thread stands here alone.
    private var isAlone: Bool {
        asked.thread != nil && list.threads.count == 1 && list.threads[0].id == asked.thread
    }
    /// Whether single comments stand here, not threads.
    private var isChoice: Bool { asked.sort.isChoice && !isAlone }
    /// The page with its comments in the order chosen; a thread alone has none.
    private var here: Link {
        if isAlone, let thread = asked.thread { return post.link.with("thread", thread) }
        return asked.sort == .top ? post.link : post.link.with("sort", asked.sort.rawValue)
    }

    var html: HTML {
        """
        <section class="card card--comments" id="comments" aria-labelledby="comments-title">\
        \(head)\(notices)\(composer)
        <div class="comments">\(list.waiting.map(waiting))\(earlier)\(list.threads.map(thread))\
        </div>\(empty)\(more)</section>
        """
    }

    private var head: HTML {
        """
        <div class="row row--split"><h2 \
        id="comments-title">\(visit.say(.comment_count, count: post.comments))</h2>\
        \(isAlone ? backToAll : sorting)</div>\(sortNote)
        """
    }

    private var sorting: HTML? {
        guard post.comments > 0 || !list.threads.isEmpty else { return nil }
        let choices = CommentSort.allCases.map { sort -> HTML in
            """
            <a href="\(url: post.link.with("sort", sort.rawValue).at("comments").path)"\
            \(raw: sort == asked.sort ? " aria-current=\"true\"" : "")>\(visit.say(sort.word))</a>
            """
        }
        return "<nav class=\"segment\" aria-label=\"\(visit.say(.comment_sort))\">\(choices)</nav>"
    }

    /// What puts a comment on top, in one sentence.
    private var sortNote: HTML? {
        guard asked.sort == .top, !isAlone, list.threads.count > 1 else { return nil }
        return "<p class=\"small muted\">\(visit.say(.comment_top_note))</p>"
    }

    private var backToAll: HTML {
        """
        <a class="row small backlink" href="\(url: post.link.at("comments").path)">\(Icon.prev.directed)\
        <span>\(visit.say(.comment_all))</span></a>
        """
    }

    /// What just happened: a comment arrived, or the thread asked for is no more.
    private var notices: HTML? {
        if let sent = visit.query("sent").flatMap({ PostID($0) }), draft == nil {
            let waiting = visit.query("waits").flatMap { Int($0) }.flatMap { CommentWaiting(rawValue: $0) }
            let words: Word =
                switch waiting {
                case .forClip: .comment_waits
                case .forHost: .comment_held
                case nil: .comment_sent
                }
            return """
                <p class="vh" role="status" \
                data-kept-done="\(CommentForm.key(sent))">\(visit.say(words))</p>
                """
        }
        let isWaiting = list.waiting.contains { $0.id == asked.thread }
        guard asked.thread != nil, !isAlone, !isWaiting else { return nil }
        return """
            <p class="flash flash--warn" \
            role="status">\(Icon.warn.html)<span>\(visit.say(.comment_gone))</span></p>
            """
    }

    private var composer: HTML? {
        // What was typed before they were turned off is shown with the reason, to be copied.
        if post.takesNoComments, draft == nil {
            return "<p class=\"row small muted\">\(Icon.lock.html)<span>\(visit.say(.comment_off))</span></p>"
        }
        guard let member = visit.member else { return invitation }
        if isForOthers, draft == nil { return subscribersOnly }
        guard member.role.permits(.speak) else {
            let name = Piece.text(member.channel.name)
            return "<p class=\"hint\">\(visit.say(.people_may_not_speak, html: ["name": name]))</p>"
        }
        // Of a thread whose first comment is gone only the replies can be answered.
        let top = isAlone ? list.threads[0].top.flatMap { $0.state == .published ? $0 : nil } : nil
        if isAlone, top == nil, list.answered == nil { return nil }
        return CommentForm(
            post: post, answered: list.answered ?? top, cancel: list.answered == nil ? post.link : here,
            sort: asked.sort, draft: draft, photos: photos, visit: visit
        ).html
    }

    /// Who may comment. The button that makes one of them stands with the post.
    private var subscribersOnly: HTML {
        """
        <p class="row small muted" id="reply">\(Icon.lock.html)\
        <span>\(visit.say(.comment_subscribers_only))</span></p>
        """
    }

    private var invitation: HTML {
        let link = Link.signIn.with("then", percentEncoded(post.link.path + "#reply"))
        return """
            \(post.door == .subscribers
                ? "<p class=\"small muted\">\(visit.say(.comment_subscribers_only))</p>" as HTML : nil)\
            <p id="reply"><a class="btn" href="\(url: link.path)">\(Icon.comment.html)\
            \(visit.say(.comment_sign_in))</a></p>
            """
    }

    private func thread(_ thread: CommentThread) -> HTML {
        CommentCard(
            thread: thread, post: post, here: here, isAlone: isAlone, isSingle: isChoice, visit: visit
        ).html
    }

    /// One's own, that nobody else sees yet.
    private func waiting(_ comment: Post) -> HTML {
        let alone = CommentThread(id: comment.id, top: comment, replies: [], replyCount: 0)
        return CommentCard(thread: alone, post: post, here: here, isAlone: true, visit: visit).html
    }

    private var earlier: HTML? {
        guard let earlier = list.earlier else { return nil }
        return """
            <a class="btn btn--block" href="\(url: here.with("before", earlier).at("comments").path)">\
            \(visit.say(.comment_earlier))</a>
            """
    }

    private var empty: HTML? {
        let isEmpty = list.threads.isEmpty && list.waiting.isEmpty
        guard isEmpty, asked.after == nil, list.next == nil, !post.takesNoComments else { return nil }
        let isAny = isChoice && post.comments > 0
        return "<p class=\"muted\">\(visit.say(isAny ? .comment_none_such : .comment_none))</p>"
    }

    private var more: HTML? {
        guard let next = list.next else { return nil }
        let link = here.with(asked.sort.key, next.text).at("comments")
        return "<a class=\"btn btn--block\" href=\"\(url: link.path)\">\(moreWords)</a>"
    }

    /// How many are left is known on the first page only: later ones do not know what stood before them.
    private var moreWords: String {
        let shown = list.threads.reduce(Int64(0)) { $0 + $1.replyCount + ($1.top == nil ? 0 : 1) }
        let left = post.comments - shown
        return asked.after == nil && left > 0 && !isChoice
            ? visit.say(.comment_more, count: left) : visit.say(.comment_more_still)
    }
}

extension CommentSort {
    fileprivate var word: Word {
        switch self {
        case .top: .comment_top
        case .new: .comment_new
        case .old: .comment_old
        case .creator: .comment_of_creator
        case .media: .comment_media
        }
    }
}
