import Hummingbird

extension App {
    func videoRoutes(_ routes: inout RouteTable) {
        routes.get("/watch/:id") { try await self.watchPage($0) }
        routes.get("/watch/:id/edit") { try await self.editVideoPage($0) }
        routes.post("/watch/:id/edit") { try await self.sendVideoChanges($0) }
        routes.post("/watch/:id/retry") { try await self.retryVideo($0) }
        routes.get("/studio/video") { try await self.videoPage($0) }
        routes.post("/studio/video") { try await self.sendVideo($0) }
    }

    private func watchPage(_ visit: Visit) async throws -> Response {
        let id: PostID = try visit.id("id")
        let response = try await showWatch(id, visit)
        if visit.request.method == .get, response.status == .ok { tally.add(id) }
        return response
    }

    /// A video with its comments; also after a comment on it was refused, with what was typed.
    func showWatch(
        _ id: PostID, _ visit: Visit, refused: CommentDraft? = nil, status: Int = 200
    ) async throws -> Response {
        let me = visit.member?.channel.id
        let (page, shell) = try await database.read { tx -> (WatchPage, Shell) in
            guard
                let video = try tx.visiblePost(id, for: me) ?? me.flatMap({ try tx.waitingPost(id, of: $0) })
            else { throw try tx.isOver(id, for: me) ? Gone() as any Error : Missing() }
            guard video.form == .video else { throw Elsewhere(link: visit.keepingQuery(in: video.link)) }
            guard let channel = try tx.channel(video.author.id) else { throw Missing() }
            let film = try tx.shownFilm(of: video, visit)
            var player = film.player
            if player != nil { player?.moments = try tx.moments(on: video, for: me) }
            let page = WatchPage(
                video: video, channel: channel,
                bell: try me.flatMap { try tx.subscription(of: $0, to: channel.id) },
                comments: try tx.commentSection(under: video, visit, refused: refused),
                upNext: try tx.upNext(after: video, for: me),
                hanging: try tx.posts(try tx.hanging(on: id, for: me), for: me), player: player,
                processing: film.processing, visit: visit)
            return (page, try tx.shell(for: visit))
        }
        countLook(at: page.video, visit)
        return visit.show(page.frame, in: shell, status: status)
    }

    private func videoPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(may: .speak)
        return try await showUpload(VideoDraft(), member, visit)
    }

    private func sendVideo(_ visit: Visit) async throws -> Response {
        let form = try await visit.form(limit: Limits.videoFormBytes)
        // Its files go with the form, and only a path is handed on.
        defer { withExtendedLifetime(form) {} }
        let member = try visit.signedIn(form: form)
        var draft = VideoDraft(form)
        do {
            let files = VideoFiles(
                film: try await sentFilm(draft.upload, form, of: member.account.id),
                thumbnail: form.files("thumbnail").first, captions: form.files("captions").first)
            let id = try await publishVideo(
                draft, files, as: member.channel.id, by: member.account.id)
            return visit.redirect(to: Link.watch(id).with("published", 1))
        } catch let refused as Refused {
            draft.problems = refused.problems
            if await dropUpload(draft.upload, refusedBy: refused, of: member.account.id) {
                draft.upload = nil
            }
            return try await showUpload(draft, member, visit, status: refused.status)
        }
    }

    // MARK: Changing one

    private func editVideoPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(may: .speak)
        return try await showEditing(try visit.id("id"), nil, member, visit)
    }

    private func sendVideoChanges(_ visit: Visit) async throws -> Response {
        let form = try await visit.form(limit: Limits.videoFieldsBytes)
        defer { withExtendedLifetime(form) {} }
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        if let language = form["remove-captions"].flatMap(VideoLanguage.init) {
            try await removeCaptions(language, of: id, as: member.channel.id)
            return visit.redirect(to: Link.watch(id, doing: "edit"))
        }
        var draft = VideoDraft(form)
        do {
            let files = VideoFiles(
                film: nil, thumbnail: form.files("thumbnail").first, captions: form.files("captions").first)
            try await editVideo(id, draft, files, as: member.channel.id, by: member.account.id)
            return visit.redirect(to: .watch(id))
        } catch let refused as Refused {
            draft.problems = refused.problems
            return try await showEditing(id, draft, member, visit, status: refused.status)
        }
    }

    private func showEditing(
        _ id: PostID, _ typed: VideoDraft?, _ member: Member, _ visit: Visit, status: Int = 200
    ) async throws -> Response {
        let (page, shell) = try await database.read { tx -> (EditVideoPage, Shell) in
            let video = try tx.ownVideo(id, of: member.channel.id)
            let film = try tx.rendition(of: video.attachment.id)
            let folder = video.attachment.picture.folder
            let captions = try tx.captions(of: video.attachment.id)
            let kind = try tx.videoKind(of: id)
            let form = EditVideoForm(
                post: id, draft: typed ?? VideoDraft(video.post, kind.tags, kind.category),
                stills: (0..<(film?.choices ?? 0)).map { Link.media(folder, "480-\($0).webp") },
                ownPoster: video.attachment.picture.suffix.hasPrefix(App.ownSuffix)
                    ? video.attachment.picture.link(width: 480) : nil,
                captions: captions.map { captions in
                    PlayerView.Captions(
                        language: captions.language, label: captions.label,
                        link: Link.media(folder, captions.name))
                }, charactersMax: Limits.postCharacters, visit: visit)
            return (
                EditVideoPage(form: form, author: member.channel.face, visit: visit),
                try tx.shell(for: visit)
            )
        }
        return visit.show(page.frame, in: shell, status: status)
    }

    private func retryVideo(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        let film = try await database.read { try $0.ownVideo(id, of: member.channel.id).attachment.id }
        guard try await retryFilm(film) else { throw Missing() }
        return visit.redirect(to: .watch(id))
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
