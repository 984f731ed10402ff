import Hummingbird
import Markup

extension App {
    func studioRoutes(_ routes: inout RouteTable) {
        routes.get("/studio") { try await self.studioPage($0) }
        routes.post("/studio") { try await self.sendComposer($0) }
    }

    private func studioPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        let composer = Composer(kind: ComposerKind(name: visit.query("kind")) ?? .text)
        return try await showStudio(composer, member, visit)
    }

    /// Every button of the composer comes here: publish, preview, one more answer, one answer less.
    private func sendComposer(_ visit: Visit) async throws -> Response {
        // A clip may come with the form itself; photos are bounded one by one.
        let form = try await visit.form(limit: Limits.videoFormBytes)
        // Its files go with the form, and only a path is handed on.
        defer { withExtendedLifetime(form) {} }
        let member = try visit.signedIn(form: form)
        let intake = try await takePhotos(from: form, owner: member.channel.id, limit: Limits.photosAPost)
        var composer = Composer(form, photos: intake.photos)
        guard composer.wish(form) == .publish else { return try await showStudio(composer, member, visit) }
        do {
            guard intake.problems.isEmpty else { throw Refused(problems: intake.problems) }
            var draft = composer.draft(now: visit.now)
            if composer.kind == .clip { draft.clip = try await sentClip(composer, form, member) }
            let post = try await publish(draft, as: member.channel.id)
            // A clip's own page says how far it is; everything else stands on the tab already.
            let place = composer.kind == .clip ? Link.post(post) : Link.backstage(member.channel.handle)
            return visit.redirect(to: place.with("published", composer.kind.rawValue))
        } catch let refused as Refused {
            composer.problems = refused.problems
            if await dropUpload(composer.upload, refusedBy: refused, of: member.account.id) {
                composer.upload = nil
            }
            return try await showStudio(composer, member, visit, status: refused.status)
        }
    }

    private func sentClip(_ composer: Composer, _ form: Form, _ member: Member) async throws -> DraftClip {
        guard let film = try await sentFilm(composer.upload, form, of: member.account.id) else {
            throw Refused(FilmRefusal.noFile)
        }
        return DraftClip(file: film, alt: composer.clipAlt)
    }

    /// The composer, or the gate for a channel that may not post yet. What was typed is shown in either.
    private func showStudio(
        _ composer: Composer, _ member: Member, _ visit: Visit, status: Int = 200
    ) async throws -> Response {
        let me = member.channel
        let (allowance, photos, storage, steps, shell) = try await database.read { tx in
            (
                try tx.allowance(of: me.id, day: day(of: visit.now)),
                try tx.waitingPhotos(composer.photos.map(\.attachment), of: me.id),
                try tx.storage(of: member.account.id, now: visit.now), try tx.rolloutSteps(),
                try tx.shell(for: visit)
            )
        }
        guard allowance.isAdmitted || status != 200 else {
            return visit.show(GatePage(allowance: allowance, steps: steps, visit: visit).frame, in: shell)
        }
        let view = ComposerForm(
            composer: composer, photos: photos, allowance: allowance, author: me.face, visit: visit)
        let page = StudioPage(composer: view, author: me, storage: storage, visit: visit)
        return visit.show(page.frame, in: shell, status: status)
    }
}

extension Refused {
    init(problems: [Problem], status: Int = 422) {
        self.problems = problems
        self.status = status
    }
}
