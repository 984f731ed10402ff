import Hummingbird

/// What the site decided about somebody, and what they say to it: open to who is suspended, too.
extension App {
    func decisionRoutes(_ routes: inout RouteTable) {
        routes.get("/account/decisions") { try await self.decisionsPage($0) }
        routes.get("/account/decisions/:id/appeal") { $0.redirect(to: .decisions) }
        routes.post("/account/decisions/:id/appeal") { try await self.sendAppeal($0) }
    }

    private func decisionsPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        return try await showDecisions(member, visit)
    }

    private func showDecisions(
        _ member: Member, _ visit: Visit, typed: DecisionsPage.Typed? = nil, refused: Refused? = nil
    ) async throws -> Response {
        let isSuspended = member.account.isSuspended
        let (page, shell) = try await database.read { tx -> (DecisionsPage, Shell) in
            let found = try tx.decisions(of: member.account.id, limit: Limits.decisionsShown)
            let page = DecisionsPage(
                decisions: found.filter { $0.action != .dismiss }, account: member.account, typed: typed,
                problems: FormProblems(refused?.problems ?? [], visit), visit: visit)
            return (page, isSuspended ? .empty : try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendAppeal(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        let id: DecisionID = try visit.id("id")
        let typed = DecisionsPage.Typed(decision: id, words: form.prose("words-\(id)"))
        do {
            try await appeal(id, words: typed.words, by: member.account.id)
            return visit.redirect(to: Link.decisions.with("saved", 1))
        } catch let refused as Refused {
            return try await showDecisions(member, visit, typed: typed, refused: refused)
        }
    }
}
