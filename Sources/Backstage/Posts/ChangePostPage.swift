import Markup

/// A post's words, to be changed.
struct EditPostPage {
    let post: Post
    let text: String
    let problems: FormProblems
    let visit: Visit

    var frame: PageFrame {
        PageFrame(title: visit.say(.post_edit_title), width: .reading, content: content)
    }

    private var content: HTML {
        let limit = post.form == .comment ? Limits.commentCharacters : Limits.postCharacters
        let words = TextArea(
            name: "text", label: visit.say(.post_text), value: text, max: limit, problems: problems)
        return """
            <section class="card stack"><h1>\(visit.say(.post_edit_title))</h1>\(problems.summary)
            <form class="stack" method="post" action="\(url: Link.post(post.id, doing: "edit").path)" \
            data-keep="edit-\(String(post.id))">
            \(words.html)
            <p class="hint">\(visit.say(.post_edit_hint))</p>
            <div class="row"><button class="btn btn--primary">\(visit.say(.form_save))</button>
            <a class="btn btn--quiet" \
            href="\(url: post.link.path)">\(visit.say(.form_cancel))</a></div></form></section>
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
