import Database
import Hummingbird

extension App {
    func invitationRoutes(_ routes: inout RouteTable) {
        routes.get("/invitation/:key") { try await self.invitationPage($0) }
        routes.post("/invitation/:key") { try await self.acceptInvitation($0) }
    }

    private func invitationPage(_ visit: Visit) async throws -> Response {
        let key = try invitationKey(visit)
        let (opened, shell) = try await database.read { tx in
            (try tx.openInvitation(key, for: visit.member, now: visit.now), try tx.shell(for: visit))
        }
        return visit.show(InvitationPage(opened: opened, key: key, visit: visit).frame, in: shell)
    }

    /// Leads back to the page, which says what they are now.
    private func acceptInvitation(_ visit: Visit) async throws -> Response {
        let key = try invitationKey(visit)
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        try await accept(key, member)
        return visit.redirect(to: .invitation(key.text))
    }

    private func invitationKey(_ visit: Visit) throws -> InvitationKey {
        guard let key = InvitationKey(visit.parameters.get("key")) else { throw Missing() }
        return key
    }
}
