import Markup

/// A comment that the channel's people removed, as its author is told of it.
struct RemovedComment: Sendable {
    let id: PostID
    let text: String
    let reason: RemovalReason
    /// The channel's name, and where it is.
    let host: String
    let handle: String
}

struct RemovedCommentPage {
    let removed: RemovedComment
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: visit.say(.queue_removed_title), width: .reading, hasExtraStyles: true, content: content)
    }

    private var content: HTML {
        """
        <section class="card stack" id="post-\(String(removed.id))">\
        <h1>\(visit.say(.queue_removed_title))</h1><p>\(sentence)</p>
        <dl class="stack stack--1"><dt class="section-title">\(visit.say(.queue_reason))</dt>\
        <dd>\(visit.say(removed.reason.kind.word))\(words)</dd></dl>\(text)</section>
        """
    }

    private var sentence: HTML {
        let link = Link.channel(removed.handle).path
        return visit.say(
            .queue_removed_text,
            html: ["name": .html("<a href=\"\(url: link)\"><bdi>\(removed.host)</bdi></a>")])
    }

    private var words: HTML? {
        guard !removed.reason.words.isEmpty else { return nil }
        return "<p dir=\"auto\">\(removed.reason.words)</p>"
    }

    private var text: HTML? {
        guard !removed.text.isEmpty else { return nil }
        return """
            <h2 class="section-title">\(visit.say(.queue_removed_words))</h2>\
            <blockquote class="card card--side moderated__words" dir="auto">\
            \(Prose.html(removed.text, links: ProseLinks()))</blockquote>
            """
    }
}
