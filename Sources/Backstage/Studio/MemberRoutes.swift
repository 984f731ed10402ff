import Database
import Hummingbird

extension App {
    func memberRoutes(_ routes: inout RouteTable) {
        routes.get("/studio/members") { try await self.membersPage($0) }
        routes.get("/studio/members/add") { $0.redirect(to: .studioMembers) }
        routes.post("/studio/members/add") { try await self.sendMember($0) }
        routes.get("/studio/members/invite") { $0.redirect(to: .studioMembers) }
        routes.post("/studio/members/invite") { try await self.sendMemberInvitation($0) }
        routes.post("/studio/members/:id/remove") { try await self.sendMemberRemoval($0) }
    }

    private func membersPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        return try await showMembers(member, visit)
    }

    /// The page of members, also after something was refused, or with a link just made: two queries beside
    /// those of every page.
    private func showMembers(
        _ member: Member, _ visit: Visit, typed: MembersPage.Typed = .init(), made: InvitationKey? = nil,
        refused: Refused? = nil
    ) async throws -> Response {
        let me = member.channel.id
        let after = visit.query("after").flatMap { MemberKey($0) } ?? .first
        let (page, shell) = try await database.read { tx -> (MembersPage, Shell) in
            let open = member.role.permits(.govern) ? try tx.openInvitations(of: me, now: visit.now) : []
            let page = MembersPage(
                found: try tx.members(of: me, after: after, limit: Limits.membersPage + 1),
                invitations: open.filter { $0.role == nil }, made: made, typed: typed,
                problems: refused?.problems ?? [], member: member, visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendMember(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .govern)
        let typed = MembersPage.Typed(handle: form.line("handle"))
        do {
            try await addMember(typed.handle, to: member.channel.id, by: member.account.id)
            return visit.redirect(to: Link.studioMembers.with("saved", 1))
        } catch let refused as Refused {
            return try await showMembers(member, visit, typed: typed, refused: refused)
        }
    }

    /// Answers with the page itself instead of leading to it: the key stands in no address of ours.
    private func sendMemberInvitation(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .govern)
        let typed = MembersPage.Typed(uses: form.line("uses"))
        do {
            let key = try await inviteMembers(
                uses: Int(typed.uses) ?? 0, of: member.channel.id, by: member.account.id)
            return try await showMembers(member, visit, typed: typed, made: key)
        } catch let refused as Refused {
            return try await showMembers(member, visit, typed: typed, refused: refused)
        }
    }

    private func sendMemberRemoval(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .govern)
        try await removeMember(try visit.id("id"), from: member.channel.id, by: member.account.id)
        return visit.redirect(to: Link.studioMembers.with("saved", 1))
    }
}
