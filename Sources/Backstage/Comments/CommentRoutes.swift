import Hummingbird

extension App {
    func commentRoutes(_ routes: inout RouteTable) {
        routes.get("/post/:id") { try await self.postPage($0) }
        routes.get("/post/:id/comments") { try await self.commentsOfPost($0) }
        routes.post("/post/:id/comments") { try await self.sendComment($0) }
        routes.post("/post/:id/dislike") { try await self.dislike($0, true) }
        routes.post("/post/:id/undislike") { try await self.dislike($0, false) }
        routes.post("/post/:id/heart") { try await self.heart($0, true) }
        routes.post("/post/:id/unheart") { try await self.heart($0, false) }
        routes.post("/post/:id/pin-comment") { try await self.pinComment($0, true) }
        routes.post("/post/:id/unpin-comment") { try await self.pinComment($0, false) }
    }

    private func postPage(_ visit: Visit) async throws -> Response {
        let id: PostID = try visit.id("id")
        do {
            return try await showPost(id, visit)
        } catch let missing as Missing {
            guard let page = try await removedCommentPage(visit) else { throw missing }
            return page
        }
    }

    /// A post with its comments; also after a comment on it was refused, with what was typed.
    func showPost(
        _ id: PostID, _ visit: Visit, refused: CommentDraft? = nil, status: Int = 200
    ) async throws -> Response {
        let me = visit.member?.channel.id
        let (page, shell) = try await database.read { tx -> (PostPage, Shell) in
            guard let post = try tx.visiblePost(id, for: me) ?? me.flatMap({ try tx.waitingPost(id, of: $0) })
            else { throw try tx.isOver(id, for: me) ? Gone() as any Error : Missing() }
            guard post.root == nil, post.form != .video else {
                throw Elsewhere(link: visit.keepingQuery(in: post.link))
            }
            let comments = try tx.commentSection(under: post, visit, refused: refused)
            let film = try post.form == .clip ? tx.shownFilm(of: post, visit) : nil
            let shell = try tx.shell(for: visit)
            let page = PostPage(
                post: post, comments: comments, film: film ?? ShownFilm(player: nil, processing: nil),
                subscribe: post.quiet?.kind == nil
                    ? Self.subscribe(to: post.author, from: post.id, shell, visit) : nil, visit: visit)
            return (page, shell)
        }
        countLook(at: page.post, visit)
        return visit.show(page.frame, in: shell, status: status)
    }

    /// Costs no query: whom a member follows is asked of memory alone.
    private static func subscribe(
        to author: Face, from post: PostID, _ shell: Shell, _ visit: Visit
    ) -> SubscribeButton? {
        guard visit.member == nil || shell.following != nil else { return nil }
        let bell = shell.following?.followed.first { $0.channel == author.id }?.bell
        let isMine = visit.member?.channel.id == author.id
        return SubscribeButton(face: author, bell: bell, isMine: isMine, from: post, visit: visit)
    }

    /// Where the form sends to: whoever comes back here, from a refused comment or a sign-in, is led to
    /// the comments.
    private func commentsOfPost(_ visit: Visit) async throws -> Response {
        let answered = try await answered(try visit.id("id"), visit)
        return visit.redirect(to: answered.page.at("comments"))
    }

    private func sendComment(_ visit: Visit) async throws -> Response {
        let parent: PostID = try visit.id("id")
        let form = try await visit.form(limit: Limits.commentFormBytes)
        // Its files go with the form, and only a path is handed on.
        defer { withExtendedLifetime(form) {} }
        let member = try visit.signedIn(form: form)
        let answered = try await answered(parent, visit)
        let intake = try await takePhotos(from: form, owner: member.channel.id, limit: Limits.photosAComment)
        var draft = CommentDraft(form, parent: parent, photos: intake.photos)
        do {
            guard intake.problems.isEmpty else { throw Refused(problems: intake.problems) }
            let clip = try await sentFilm(nil, form, of: member.account.id).map {
                DraftClip(file: $0, alt: draft.clipAlt)
            }
            let id = try await comment(
                text: draft.text, photos: draft.photos, poll: draft.poll(now: visit.now), clip: clip,
                at: draft.moment, on: parent, as: member.channel.id, by: member.account.id)
            let held = try await database.read { try $0.hold(of: id) }
            let place = Self.place(
                of: id, answering: parent, answered, waits: clip != nil ? .forClip : held?.waiting)
            return visit.redirect(to: place)
        } catch let refused as Refused {
            draft.problems = refused.problems
            return try await showAgain(draft, answered, visit, status: refused.status)
        } catch let pace as CommentPace.TooFast {
            // Moments are told to the minute, and the next one is surely late enough.
            let moment = visit.language.moment(pace.until + 59_999)
            draft.problems = [Problem("text", .comment_too_fast, ["time": moment])]
            return try await showAgain(draft, answered, visit, status: 429)
        }
    }

    private func dislike(_ visit: Visit, _ isDisliked: Bool) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        try await setDislike(isDisliked, on: id, as: member.channel.id)
        return visit.redirectBack(form, orTo: .post(id))
    }

    private func heart(_ visit: Visit, _ isGiven: Bool) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        try await setHeart(isGiven, on: id, as: member.channel.id)
        return visit.redirectBack(form, orTo: .post(id))
    }

    private func pinComment(_ visit: Visit, _ isPinned: Bool) async throws -> Response {
        let member = try visit.signedIn(form: try await visit.form())
        let id: PostID = try visit.id("id")
        try await setPin(isPinned, on: id, as: member.channel.id)
        return visit.redirect(to: try await answered(id, visit).page.at("comments"))
    }

    /// Where the new comment is surely seen: first among the newest, or last of its thread.
    private static func place(
        of comment: PostID, answering parent: PostID, _ answered: Answered, waits: CommentWaiting?
    ) -> Link {
        let page =
            if let thread = answered.thread { answered.page.with("thread", thread) } else {
                answered.page.with("sort", CommentSort.new.rawValue)
            }
        let sent = page.with("sent", parent)
        return (waits.map { sent.with("waits", $0.rawValue) } ?? sent).at("post-\(comment)")
    }

    private func showAgain(
        _ draft: CommentDraft, _ answered: Answered, _ visit: Visit, status: Int
    ) async throws -> Response {
        guard answered.form == .video else {
            return try await showPost(answered.root, visit, refused: draft, status: status)
        }
        return try await showWatch(answered.root, visit, refused: draft, status: status)
    }

    private func answered(_ parent: PostID, _ visit: Visit) async throws -> Answered {
        let me = visit.member?.channel.id
        guard let answered = try await database.read({ try $0.answered(parent, by: me) }) else {
            throw Missing()
        }
        return answered
    }
}
