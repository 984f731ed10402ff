import Markup

/// What stands below one's own comment that is held: that it waits, unless one is not to know, and what one
/// may do with it.
struct HeldNote {
    let comment: Post
    let visit: Visit

    var html: HTML {
        """
        <div class="comment__tools">\(note)\(tool("edit", .post_edit))\(tool("delete", .post_delete))</div>
        """
    }

    private var note: HTML? {
        guard comment.held != .hidden else { return nil }
        return """
            <p class="row small muted">\(Icon.clock.html)<span>\(visit.say(.comment_held))</span></p>
            """
    }

    private func tool(_ verb: String, _ word: Word) -> HTML {
        """
        <a class="act-btn" href="\(url: Link.post(comment.id, doing: verb).path)">\(visit.say(word))</a>
        """
    }
}
