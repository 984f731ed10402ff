import Database
import Hummingbird

/// The account's own page and its forms.
extension App {
    func settingsRoutes(_ routes: inout RouteTable) {
        routes.get("/account") { try await self.accountPage($0) }
        routes.post("/account/language") { try await self.sendLanguage($0) }
        routes.post("/account/password") { try await self.sendPassword($0) }
        routes.post("/account/sessions/end-others") { try await self.endOtherSessions($0) }
        routes.post("/account/sessions/:id/end") { try await self.endSession($0) }
        routes.post("/channels") { try await self.sendChannel($0) }
        routes.post("/channels/:id/act") { try await self.actAs($0) }
    }

    private func accountPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        return try await showAccount(
            member, visit, saved: AccountPage.Saved(rawValue: visit.query("saved") ?? ""))
    }

    private func showAccount(
        _ member: Member, _ visit: Visit, saved: AccountPage.Saved? = nil, refused: Refused? = nil,
        typed: ChannelIdentity? = nil
    ) async throws -> Response {
        let oldest = visit.now - Limits.sessionDays * 86_400_000
        let (page, shell) = try await database.read { tx -> (AccountPage, Shell) in
            let page = AccountPage(
                member: member, channels: try tx.channels(of: member.account.id),
                sessions: try tx.sessions(of: member.account.id, seenAfter: oldest), saved: saved,
                problems: refused?.problems ?? [], typed: typed, visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendLanguage(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        do {
            try await setLanguage(form["language"] ?? "", of: member.account.id)
            return visit.redirect(to: .accountSaved(.language))
        } catch let refused as Refused {
            return try await showAccount(member, visit, refused: refused)
        }
    }

    private func sendPassword(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        do {
            try await changePassword(
                of: member, from: form["password-now"] ?? "", to: form["password"] ?? "",
                address: visit.address)
            return visit.redirect(to: .accountSaved(.password))
        } catch let refused as Refused {
            return try await showAccount(member, visit, refused: refused)
        }
    }

    private func endSession(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        let id: SessionID = try visit.id("id")
        guard try await database.write({ try $0.endSession(id, of: member.account.id) }) else {
            throw Missing()
        }
        guard id != member.session else { return visit.signingOut(visit.redirect(to: .home)) }
        return visit.redirect(to: .accountSaved(.sessions))
    }

    private func endOtherSessions(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        try await database.write { try $0.endSessions(of: member.account.id, except: member.session) }
        return visit.redirect(to: .accountSaved(.sessions))
    }

    private func sendChannel(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        let identity = ChannelIdentity(handle: form["handle"] ?? "", name: form["name"] ?? "")
        do {
            try await createChannel(identity, for: member)
            return visit.redirect(to: .accountSaved(.channel))
        } catch let refused as Refused {
            return try await showAccount(member, visit, refused: refused, typed: identity)
        }
    }

    private func actAs(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        let channel: ChannelID = try visit.id("id")
        try await act(as: channel, member)
        return visit.redirectBack(form, orTo: .account)
    }
}
