import Markup

/// "Backstage of this video": the posts that hang on it, under what is said about it (`design/watch.html`).
struct BackstageOfVideo {
    let posts: [Post]
    let visit: Visit

    var html: HTML? {
        posts.isEmpty ? nil : "\(posts.map(post))"
    }

    private func post(_ post: Post) -> HTML {
        let words = Prose.excerpt(post.text, characters: 160)
        let line: HTML? = words.isEmpty ? nil : "<p dir=\"auto\">\(words)</p>"
        return """
            <section class="card card--snug hanging">\(picture(post))<div class="grow">\
            <span class="tape tape--when">\(Icon.stage.html)\(visit.say(.video_backstage))</span>\
            \(line)<a class="small tap accent" href="\(url: post.link.path)">\
            <b>\(visit.say(.video_backstage_open, count: post.comments))</b></a></div></section>
            """
    }

    private func picture(_ post: Post) -> HTML? {
        guard let picture = (post.photos.first ?? post.video)?.picture, !picture.widths.isEmpty else {
            return nil
        }
        return """
            <img src="\(url: picture.link(width: 640).path)" alt="" width="76" height="76" \
            data-tone="\(picture.tone)" loading="lazy">
            """
    }
}

extension Limits {
    /// The newest; the others stand on the channel.
    static let hangingShown = 3
}
