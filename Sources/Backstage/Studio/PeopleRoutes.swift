import Database
import Hummingbird

extension App {
    func peopleRoutes(_ routes: inout RouteTable) {
        routes.get("/studio/people") { try await self.peoplePage($0) }
        routes.get("/studio/people/invite") { $0.redirect(to: .studioPeople) }
        routes.post("/studio/people/invite") { try await self.sendInvitation($0) }
        routes.post("/studio/people/:account/role") { try await self.sendRole($0) }
        routes.post("/studio/people/:account/remove") { try await self.sendRemoval($0) }
        routes.post("/studio/invitations/:id/take-back") { try await self.sendTakingBack($0) }
    }

    private func peoplePage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        return try await showPeople(member, visit)
    }

    /// The page of people, also after something was refused, or with a link just made: three queries beside
    /// those of every page.
    private func showPeople(
        _ member: Member, _ visit: Visit, made: InvitationKey? = nil, refused: Refused? = nil
    ) async throws -> Response {
        let me = member.channel.id
        let before = visit.query("before").flatMap { ChannelActionID($0) }
        let (page, shell) = try await database.read { tx -> (PeoplePage, Shell) in
            var done: ActionList?
            if member.role.permits(.speak) {
                let found = try tx.actions(
                    of: me, before: before ?? ChannelActionID(.max), limit: Limits.actionsPage + 1)
                done = ActionList(found: found, isFirst: before == nil, visit: visit)
            }
            let open = member.role.permits(.govern) ? try tx.openInvitations(of: me, now: visit.now) : []
            let page = PeoplePage(
                people: try tx.people(of: me), invitations: open.filter { $0.role != nil }, done: done,
                made: made, problems: refused?.problems ?? [], member: member, visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    /// Answers with the page itself instead of leading to it: the key stands in no address of ours.
    private func sendInvitation(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .govern)
        do {
            guard let role = ChannelRole(name: form["role"] ?? "") else {
                throw Refused(InviteRefusal.noSuchRole)
            }
            let key = try await invite(to: role, of: member.channel.id, by: member.account.id)
            return try await showPeople(member, visit, made: key)
        } catch let refused as Refused {
            return try await showPeople(member, visit, refused: refused)
        }
    }

    private func sendRole(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .govern)
        let person: AccountID = try visit.id("account")
        do {
            guard let role = ChannelRole(name: form["role"] ?? "") else {
                throw Refused(PeopleRefusal.noSuchRole(person))
            }
            try await setRole(role, of: person, in: member.channel.id, by: member.account.id)
            return visit.redirect(to: Link.studioPeople.with("saved", 1))
        } catch let refused as Refused {
            return try await showPeople(member, visit, refused: refused)
        }
    }

    private func sendRemoval(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let person: AccountID = try visit.id("account")
        // Whoever leaves needs nobody's leave.
        let isMe = visit.member?.account.id == person
        let member = try visit.signedIn(form: form, may: isMe ? .look : .govern)
        do {
            try await removePerson(person, from: member.channel.id, by: member.account.id)
            return visit.redirect(to: isMe ? .account : Link.studioPeople.with("saved", 1))
        } catch let refused as Refused {
            return try await showPeople(member, visit, refused: refused)
        }
    }

    private func sendTakingBack(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .govern)
        try await takeBack(try visit.id("id"), of: member.channel.id, by: member.account.id)
        return visit.redirectBack(form, orTo: .studioPeople)
    }
}
