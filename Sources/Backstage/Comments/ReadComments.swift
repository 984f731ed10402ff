import Database

extension Transaction {
    /// The comments under a post as its page shows them. `refused` is a comment that just was, with what
    /// was typed.
    func commentSection(
        under post: Post, _ visit: Visit, refused: CommentDraft? = nil
    ) throws -> CommentSection {
        let me = visit.member?.channel
        let asked = CommentsAsked(visit, refused: refused)
        var section = CommentSection(
            post: post, asked: asked, list: try comments(under: post.id, asked, for: me?.id), visit: visit)
        guard let me, let refused else { return section }
        section.draft = refused
        section.photos = try waitingPhotos(refused.photos.map(\.attachment), of: me.id)
        return section
    }

    /// A page of the comments under a post, or one thread of them.
    ///
    /// At most five queries whatever the page holds: its threads, their replies, and three to load them all.
    func comments(under root: PostID, _ asked: CommentsAsked, for viewer: ChannelID?) throws -> CommentList {
        if let thread = asked.thread, let head = try commentHead(thread, under: root, for: viewer) {
            return try alone(head, asked, under: root, for: viewer)
        }
        let found = try commentHeads(under: root, asked, for: viewer)
        let heads = Array(found.prefix(Limits.commentPage))
        let replies = try firstReplies(of: heads.filter { $0.replies > 0 }.map(\.id), for: viewer)
        var list = try load(heads, replies, asked, under: root, for: viewer)
        if found.count > heads.count, let last = heads.last {
            list.next = CommentMark(likes: asked.sort == .top ? last.likes : nil, place: last.place)
        }
        return list
    }

    /// One thread with its last replies: new ones, which notifications lead to, are among them.
    private func alone(
        _ head: CommentHead, _ asked: CommentsAsked, under root: PostID, for viewer: ChannelID?
    ) throws -> CommentList {
        let found = try lastReplies(of: head.id, before: asked.before ?? .newest, for: viewer)
        let shown = Array(found.prefix(Limits.replyPage).reversed())
        var list = try load([head], [head.id: shown], asked, under: root, for: viewer)
        if found.count > shown.count { list.earlier = list.threads.first?.replies.first?.place }
        return list
    }

    /// Loads all that a page shows at once, and the comment somebody is about to answer with it.
    private func load(
        _ heads: [CommentHead], _ replies: [PostID: [PostID]], _ asked: CommentsAsked, under root: PostID,
        for viewer: ChannelID?
    ) throws -> CommentList {
        var ids = Set(heads.map(\.id))
        for thread in replies.values { ids.formUnion(thread) }
        if let answered = asked.answered { ids.insert(answered) }
        var found: [PostID: Post] = [:]
        for post in try posts(Array(ids), for: viewer) where post.root == root { found[post.id] = post }
        let threads = heads.map { head in
            CommentThread(
                id: head.id, top: found[head.id], replies: (replies[head.id] ?? []).compactMap { found[$0] },
                replyCount: head.replies)
        }
        return CommentList(threads: threads, answered: asked.answered.flatMap { found[$0] })
    }
}
