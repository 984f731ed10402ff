import Markup

/// Everything that carries one #tag, newest first.
struct TagPage {
    let tag: String
    let posts: [Post]
    let older: Place?
    let visit: Visit

    var frame: PageFrame {
        PageFrame(
            title: "#\(tag)", width: .reading, canonical: posts.isEmpty ? nil : .tag(tag), content: content)
    }

    private var content: HTML {
        """
        <div class="stack stack--5"><header><h1 class="title" dir="auto">#\(tag)</h1>\
        <p class="small muted">\(visit.say(.tag_order))</p></header>
        \(posts.map { PostCard(post: $0, visit: visit).html })\(end)</div>
        """
    }

    private var end: HTML? {
        if let older { return OlderPosts(link: .tag(tag).with("before", older), visit: visit).html }
        guard posts.isEmpty else { return nil }
        return """
            <section class="card empty"><h2>\(visit.say(.tag_empty))</h2><p>\(visit.say(.tag_empty_text))\
            </p></section>
            """
    }
}
