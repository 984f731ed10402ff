import Markup

/// What a share shares, as it stands in the share's card: smaller, and itself the way to it.
struct SharedView {
    let shared: Shared
    let visit: Visit

    var html: HTML {
        switch shared {
        case .post(let post): whole(post)
        case .gone: nothing(.x, .share_gone)
        case .quiet: nothing(.silent, .quiet_share)
        }
    }

    private func nothing(_ icon: Icon, _ word: Word) -> HTML {
        "<p class=\"shared shared--gone\">\(icon.html)<span>\(visit.say(word))</span></p>"
    }

    private func whole(_ post: Post) -> HTML {
        """
        <a class="shared" href="\(url: post.link.path)">\(picture(post))<div class="shared__words">\
        <span class="shared__who">\(Avatar(face: post.author, size: .s).image)\
        <b dir="auto">\(post.author.name)</b>\
        <small>\(visit.language.ago(post.published, now: visit.now))</small></span>\
        \(title(post))\(words(post))\(kind(post))</div></a>
        """
    }

    private func title(_ post: Post) -> HTML? {
        post.title.isEmpty ? nil : "<b class=\"shared__title\" dir=\"auto\">\(post.title)</b>"
    }

    private func words(_ post: Post) -> HTML? {
        let excerpt = Prose.excerpt(post.text, characters: Limits.sharedCharacters)
        return excerpt.isEmpty ? nil : "<span class=\"shared__text\" dir=\"auto\">\(excerpt)</span>"
    }

    private func kind(_ post: Post) -> HTML? {
        guard let poll = post.poll else { return nil }
        let icon = poll.isQuiz ? Icon.quiz : Icon.poll
        let word: Word = poll.isQuiz ? .quiz_tape : .poll_kind
        return "<small class=\"shared__kind\">\(icon.html)\(visit.say(word))</small>"
    }

    private func picture(_ post: Post) -> HTML? {
        guard let picture = (post.video ?? post.photos.first)?.picture, !picture.widths.isEmpty else {
            return nil
        }
        return """
            <img src="\(url: picture.link(width: 480).path)" alt="" width="\(picture.width)" \
            height="\(picture.height)" data-tone="\(picture.tone)" loading="lazy">
            """
    }
}

extension Limits {
    /// Enough to know it again; the rest is one press away.
    static let sharedCharacters = 240
}
