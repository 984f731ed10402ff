import Markup

/// The post as others would see it, before it is one.
struct PreviewCard {
    let composer: Composer
    let facts: ComposerFacts
    let author: Face
    let visit: Visit
    /// Two previews on a page are two elements.
    var id = PostID(0)

    var html: HTML { PostCard(post: post, visit: visit, isPreview: true).html }

    init(composer: ComposerForm, visit: Visit) {
        (self.composer, facts, author, self.visit) = (
            composer.composer, composer.facts, composer.author, visit
        )
    }

    init(composer: Composer, facts: ComposerFacts, author: Face, visit: Visit, id: PostID) {
        (self.composer, self.facts, self.author, self.visit) = (composer, facts, author, visit)
        self.id = id
    }

    private var post: Post {
        let draft = (try? composer.draft(now: visit.now)) ?? Draft(text: composer.text)
        let due = draft.schedule?.moment
        var post = Post(
            id: id, author: author, form: composer.kind == .share ? .share : .note,
            audience: draft.audience, place: .newest, published: due ?? visit.now, edited: nil, parent: nil,
            root: nil, thread: nil, title: "", text: Cleaning.prose(draft.text), language: nil, likes: 0,
            comments: 0, replies: 0, views: 0, isLiked: false)
        if let due { (post.state, post.due, post.zone) = (.scheduled, due, draft.schedule?.zone) }
        post.expires = draft.expiresAfterHours.flatMap { hours in
            abs(hours) < 1 << 20 ? (due ?? visit.now) + hours * 3_600_000 : nil
        }
        post.hasCommentsOff = draft.hasCommentsOff
        if composer.kind == .share { post.shared = facts.shared.map(Shared.post) ?? .gone }
        post.stage = facts.videos.first { $0.id == draft.video }
        post.attachments = draft.photos.compactMap { photo in
            facts.photos.first { $0.id == photo.attachment }
        }
        post.poll = draft.poll.map { poll($0.cleaned, of: id, later: (due ?? visit.now) - visit.now) }
        return post
    }

    /// A poll for later closes as much later.
    private func poll(_ draft: DraftPoll, of post: PostID, later: Int64) -> Poll {
        var poll = Poll(
            post: post, closes: draft.isQuiz ? Poll.never : (draft.closes ?? visit.now) + later,
            showsAtClose: draft.showsAtClose, votes: 0, mine: nil)
        poll.isQuiz = draft.isQuiz
        poll.options = draft.options.enumerated().map { position, option in
            Poll.Option(
                position: position, text: option.text, votes: 0,
                picture: facts.optionPictures.first { $0.id == option.picture }?.picture)
        }
        return poll
    }
}
