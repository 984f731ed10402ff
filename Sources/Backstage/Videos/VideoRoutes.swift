import Hummingbird

extension App {
    func videoRoutes(_ routes: inout RouteTable) {
        routes.get("/watch/:id") { try await self.watchPage($0) }
        routes.get("/studio/video") { try await self.videoPage($0) }
        routes.post("/studio/video") { try await self.sendVideo($0) }
    }

    private func watchPage(_ visit: Visit) async throws -> Response {
        let id: PostID = try visit.id("id")
        let response = try await showWatch(id, visit)
        if visit.request.method == .get { tally.viewed(id) }
        return response
    }

    /// A video with its comments; also after a comment on it was refused, with what was typed.
    func showWatch(
        _ id: PostID, _ visit: Visit, refused: CommentDraft? = nil, status: Int = 200
    ) async throws -> Response {
        let me = visit.member?.channel.id
        let (page, shell) = try await database.read { tx -> (WatchPage, Shell) in
            guard let video = try tx.visiblePost(id, for: me) else { throw Missing() }
            guard video.form == .video else { throw Elsewhere(link: visit.keepingQuery(in: video.link)) }
            guard let channel = try tx.channel(video.author.id) else { throw Missing() }
            let page = WatchPage(
                video: video, channel: channel,
                bell: try me.flatMap { try tx.subscription(of: $0, to: channel.id) },
                comments: try tx.commentSection(under: video, visit, refused: refused),
                upNext: try tx.upNext(after: video, for: me), visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: status)
    }

    private func videoPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        return try await showUpload(VideoDraft(), member, visit)
    }

    private func sendVideo(_ visit: Visit) async throws -> Response {
        let form = try await visit.form(limit: Limits.videoFormBytes)
        // Its files go with the form, and only a path is handed on.
        defer { withExtendedLifetime(form) {} }
        let member = try visit.signedIn(form: form)
        var draft = VideoDraft(form)
        let file = form.files("file").first
        do {
            let id = try await publishVideo(
                title: draft.title, text: draft.text, audience: draft.audience, file: file?.path ?? "",
                bytes: file?.bytes ?? 0, language: nil, as: member.channel.id)
            return visit.redirect(to: Link.watch(id).with("published", 1))
        } catch let refused as Refused {
            draft.problems = refused.problems
            draft.hadFile = file != nil
            return try await showUpload(draft, member, visit, status: refused.status)
        }
    }

    /// The form, or the gate for a channel that may not post yet. What was typed is shown in either case.
    private func showUpload(
        _ draft: VideoDraft, _ member: Member, _ visit: Visit, status: Int = 200
    ) async throws -> Response {
        let (allowance, steps, shell) = try await database.read { tx in
            (
                try tx.allowance(of: member.channel.id, day: day(of: visit.now)), try tx.rolloutSteps(),
                try tx.shell(for: visit)
            )
        }
        guard allowance.isAdmitted || status != 200 else {
            return visit.show(GatePage(allowance: allowance, steps: steps, visit: visit).frame, in: shell)
        }
        let form = VideoForm(draft: draft, allowance: allowance, visit: visit)
        let page = UploadPage(form: form, author: member.channel.face, visit: visit)
        return visit.show(page.frame, in: shell, status: status)
    }
}
