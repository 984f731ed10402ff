import Hummingbird
import Markup

extension App {
    func studioRoutes(_ routes: inout RouteTable) {
        routes.get("/studio") { try await self.studioPage($0) }
        routes.post("/studio") { try await self.sendComposer($0) }
        routes.post("/studio/draft") { try await self.autosave($0) }
    }

    /// An empty composer of a kind, a draft to go on with, or a post to be shared.
    private func studioPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        // To moderate, one needs no composer.
        guard member.role.permits(.speak) else { throw Elsewhere(link: .studioPeople) }
        var composer = Composer(kind: ComposerKind(name: visit.query("kind")) ?? .text)
        if let name = visit.query("draft") {
            let saved = try await database.read { tx in
                try DraftID(name).flatMap { try tx.savedDraft($0, of: member.channel.id) }
            }
            guard let saved else { throw Missing() }
            composer = Composer(saved)
            composer.rival = visit.query("rival").flatMap { DraftID($0) }
        }
        composer.video = visit.query("video").flatMap { PostID($0) } ?? composer.video
        if let name = visit.query("share") {
            let shared = try await database.read { tx in
                try PostID(name).flatMap { try tx.visiblePost($0, for: member.channel.id) }
            }
            guard let shared else { throw Missing() }
            (composer.kind, composer.shared) = (.share, shared.id)
        } else if composer.kind == .share, composer.shared == nil {
            composer.kind = .text
        }
        return try await showStudio(composer, member, visit)
    }

    /// Every button of the composer comes here: publish, preview, save, another kind, one more answer, one
    /// answer less.
    private func sendComposer(_ visit: Visit) async throws -> Response {
        // A clip may come with the form itself; photos are bounded one by one.
        let form = try await visit.form(limit: Limits.videoFormBytes)
        // Its files go with the form, and only a path is handed on.
        defer { withExtendedLifetime(form) {} }
        let member = try visit.signedIn(form: form)
        var (composer, problems) = try await readComposer(form, member)
        do {
            switch composer.wish(form) {
            case .change: break
            case .preview:
                if visit.request.headers[.swap] == StudioPage.previewID {
                    return try await showPreview(composer, member, visit)
                }
            case .save: return try await save(composer, problems, member, visit)
            case .keepMine: return try await keepMine(composer, member, visit)
            case .publish:
                guard problems.isEmpty else { throw Refused(problems: problems) }
                // Written as one channel, and meanwhile this browser acts as another.
                if let sent = form["as"], sent != String(member.channel.id) {
                    throw Refused(PublishRefusal.otherChannel(name: member.channel.name))
                }
                return try await publish(composer, form, member, visit)
            }
            composer.problems = problems
            return try await showStudio(composer, member, visit)
        } catch let refused as Refused {
            composer.problems = refused.problems
            if await dropUpload(composer.upload, refusedBy: refused, of: member.account.id) {
                composer.upload = nil
            }
            return try await showStudio(composer, member, visit, status: refused.status)
        }
    }

    /// The composer as sent, its pictures taken, and what was wrong with them.
    func readComposer(_ form: Form, _ member: Member) async throws -> (Composer, [Problem]) {
        let me = member.channel.id
        let photos = try await takePhotos(from: form, owner: me, limit: Limits.photosAPost)
        let pictures = try await takeOptionPictures(
            from: form, owner: me, options: Composer.optionNumbers)
        let composer = Composer(form, photos: photos.photos, pictures: pictures.pictures)
        return (composer, photos.problems + pictures.problems)
    }

    private func publish(
        _ composer: Composer, _ form: Form, _ member: Member, _ visit: Visit
    ) async throws -> Response {
        var draft = try composer.draft(now: visit.now)
        // What another editor saved meanwhile would go unread with the draft.
        if let conflict = try await savedBeforePublishing(composer, member, visit) { return conflict }
        draft.writer = member.account.id
        if composer.kind == .clip { draft.clip = try await sentClip(composer, form, member) }
        let post = try await publish(draft, as: member.channel.id)
        // A clip's own page says how far it is, a scheduled post's when it comes; everything else stands on
        // the tab already.
        let isThere = composer.kind != .clip && draft.schedule == nil
        let place = isThere ? Link.backstage(member.channel.handle) : Link.post(post)
        return visit.redirect(to: place.with("published", composer.kind.rawValue))
    }

    private func sentClip(_ composer: Composer, _ form: Form, _ member: Member) async throws -> DraftClip {
        guard let film = try await sentFilm(composer.upload, form, of: member.account.id) else {
            throw Refused(FilmRefusal.noFile)
        }
        return DraftClip(file: film, alt: composer.clipAlt)
    }

    // MARK: Showing

    /// The composer, or the gate for a channel that may not post yet. What was typed is shown in either.
    func showStudio(
        _ typed: Composer, _ member: Member, _ visit: Visit, status: Int = 200
    ) async throws -> Response {
        let me = member.channel
        var composer = typed
        if composer.seat.isEmpty { composer.seat = chance.name() }
        let (facts, storage, steps, shell) = try await database.read { [composer] tx in
            (
                try tx.composerFacts(for: composer, me.id, today: day(of: visit.now)),
                try tx.storage(of: member.account.id, now: visit.now), try tx.rolloutSteps(),
                try tx.shell(for: visit)
            )
        }
        guard facts.allowance.isAdmitted || status != 200 else {
            return visit.show(
                GatePage(allowance: facts.allowance, steps: steps, visit: visit).frame, in: shell)
        }
        let view = ComposerForm(composer: composer, facts: facts, author: me.face, visit: visit)
        let page = StudioPage(composer: view, author: me, storage: storage, visit: visit)
        return visit.show(page.frame, in: shell, status: status)
    }

    /// For a script that keeps the preview true: nothing but the preview.
    private func showPreview(
        _ composer: Composer, _ member: Member, _ visit: Visit
    ) async throws -> Response {
        let facts = try await database.read { [today = day(of: visit.now)] in
            try $0.composerFacts(for: composer, member.channel.id, today: today)
        }
        let form = ComposerForm(
            composer: composer, facts: facts, author: member.channel.face, visit: visit)
        let none = StorageUse(stored: 0, unfinished: 0, uploads: 0)
        return visit.reply(
            StudioPage(composer: form, author: member.channel, storage: none, visit: visit).preview)
    }
}

extension Refused {
    init(problems: [Problem], status: Int = 422) {
        self.problems = problems
        self.status = status
    }
}
