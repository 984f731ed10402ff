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
            post: post, asked: asked, list: try comments(under: post, asked, for: me?.id), visit: visit)
        if let me, post.door == .subscribers {
            section.isForOthers = try !isInside(me.id, host: post.author.id)
        }
        guard let me, let refused else { return section }
        section.draft = refused
        section.photos = try waitingPhotos(refused.photos.map(\.attachment), of: me.id)
        return section
    }

    /// A page of the comments under a post, or one thread of them.
    ///
    /// At most five queries whatever the page holds: its threads, their replies, and three to load them all.
    private func comments(
        under post: Post, _ asked: CommentsAsked, for viewer: ChannelID?
    ) throws -> CommentList {
        if let thread = asked.thread {
            let found = try commentHead(thread, under: post.id, for: viewer)
            if let head = found.first(where: { !$0.isWaiting }) {
                return try alone(head, found.filter(\.isWaiting), asked, under: post, for: viewer)
            }
        }
        let both = try commentHeads(under: post, asked, for: viewer)
        let (found, waiting) = (both.filter { !$0.isWaiting }, both.filter(\.isWaiting))
        let heads = Array(found.prefix(Limits.commentPage))
        let pinned = asked.after == nil ? post.pinnedComment : nil
        let answered = heads.filter { $0.replies > 0 }.map(\.id) + (pinned.map { [$0] } ?? [])
        let replies = asked.sort.isChoice ? [:] : try firstReplies(of: answered, for: viewer)
        var list = try load(
            heads, replies, asked, pinned: pinned, waiting: waiting, under: post, for: viewer)
        if found.count > heads.count, let last = heads.last {
            list.next = CommentMark(score: asked.sort == .top ? last.score : nil, place: last.place)
        }
        return list
    }

    /// One thread with its last replies: new ones, which notifications lead to, are among them.
    private func alone(
        _ head: CommentHead, _ waiting: [CommentHead], _ asked: CommentsAsked, under post: Post,
        for viewer: ChannelID?
    ) throws -> CommentList {
        let found = try lastReplies(of: head.id, before: asked.before ?? .newest, for: viewer)
        let shown = Array(found.prefix(Limits.replyPage).reversed())
        var list = try load(
            [head], [head.id: shown.map(\.id)], asked, waiting: waiting, under: post, for: viewer)
        // From what was read, not from what is shown: all of it may be quiet.
        if found.count > shown.count { list.earlier = shown.first?.place }
        return list
    }

    /// Loads all that a page shows at once: its threads, the pinned comment above them, and the one somebody
    /// is about to answer.
    private func load(
        _ heads: [CommentHead], _ replies: [PostID: [PostID]], _ asked: CommentsAsked,
        pinned: PostID? = nil, waiting: [CommentHead], under post: Post, for viewer: ChannelID?
    ) throws -> CommentList {
        var ids = Set((heads + waiting).map(\.id) + [pinned, asked.answered].compactMap { $0 })
        for thread in replies.values { ids.formUnion(thread) }
        var found: [PostID: Post] = [:]
        var quiet: Set<PostID> = []
        for comment in try quietPosts(Array(ids), andWaiting: true, for: viewer)
        where comment.root == post.id {
            if comment.quiet == nil { found[comment.id] = comment } else { quiet.insert(comment.id) }
        }
        let shown = { (id: PostID) in (replies[id] ?? []).compactMap { found[$0] } }
        let hasMore = { (id: PostID, count: Int64) in replies[id].map { count > Int64($0.count) } ?? false }
        var threads = heads.map { head in
            CommentThread(
                id: head.id, top: found[head.id], replies: shown(head.id), replyCount: head.replies,
                hasMore: hasMore(head.id, head.replies), isQuiet: quiet.contains(head.id))
        }
        // Of what is quiet a place is kept only for the sake of those who answered, read already or not.
        threads.removeAll { $0.isQuiet && $0.replies.isEmpty && !$0.hasMore && asked.thread != $0.id }
        // One that was deleted stands where it would without being pinned.
        if let top = pinned.flatMap({ found[$0] }), top.state == .published {
            let thread = CommentThread(
                id: top.id, top: top, replies: shown(top.id), replyCount: top.replies,
                hasMore: hasMore(top.id, top.replies), isPinned: true)
            threads.insert(thread, at: 0)
        }
        // One that others answered before it was held stands in its place.
        let placed = Set(heads.map(\.id))
        return CommentList(
            threads: threads, waiting: waiting.compactMap { placed.contains($0.id) ? nil : found[$0.id] },
            answered: asked.answered.flatMap { found[$0] }.flatMap { $0.state == .published ? $0 : nil })
    }
}
