import Hummingbird

/// For the site's moderators and administrators; for everybody else these pages do not exist.
extension App {
    func siteQueueRoutes(_ routes: inout RouteTable) {
        routes.get("/admin/reports") { try await self.siteQueue($0) }
        routes.get("/admin/reports/:id") { try await self.casePage($0) }
        routes.get("/admin/reports/:id/decide") { $0.redirect(to: .adminCase(try $0.id("id"))) }
        routes.post("/admin/reports/:id/decide") { try await self.sendDecision($0) }
        routes.post("/admin/reports/:id/block") { try await self.sendBlock($0) }
        routes.get("/admin/appeals") { try await self.appealsPage($0) }
        routes.post("/admin/appeals/:id") { try await self.sendAnswer($0) }
    }

    /// Two queries beside those of every page.
    private func siteQueue(_ visit: Visit) async throws -> Response {
        _ = try visit.staff()
        let isOpen = visit.query("show") != "decided"
        let before = visit.query("before").flatMap { Int64($0) } ?? .max
        let (page, shell) = try await database.read { tx -> (SiteQueuePage, Shell) in
            let found = try tx.cases(isOpen: isOpen, before: before, limit: Limits.casesAPage + 1)
            return (SiteQueuePage(found: found, isOpen: isOpen, visit: visit), try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }

    private func casePage(_ visit: Visit) async throws -> Response {
        _ = try visit.staff()
        return try await showCase(try visit.id("id"), visit)
    }

    private func showCase(
        _ id: CaseID, _ visit: Visit, typed: DecisionDraft = .init(), refused: Refused? = nil
    ) async throws -> Response {
        let (page, shell) = try await database.read { tx -> (CasePage, Shell) in
            guard let found = try tx.openedCase(id) else { throw Missing() }
            let page = CasePage(
                opened: found, typed: typed, problems: FormProblems(refused?.problems ?? [], visit),
                visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendDecision(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.staff(form)
        let id: CaseID = try visit.id("id")
        let draft = DecisionDraft(form)
        do {
            try await decide(draft, on: id, by: member.account.id)
            return visit.redirect(to: Link.adminCase(id).with("saved", 1))
        } catch let refused as Refused {
            return try await showCase(id, visit, typed: draft, refused: refused)
        }
    }

    private func sendBlock(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.staff(form)
        let id: CaseID = try visit.id("id")
        do {
            try await blockPictures(of: id, why: form.prose("block-why"), by: member.account.id)
            return visit.redirect(to: .adminBlocklist)
        } catch let refused as Refused {
            return try await showCase(id, visit, refused: refused)
        }
    }

    private func appealsPage(_ visit: Visit) async throws -> Response {
        _ = try visit.staff()
        return try await showAppeals(visit)
    }

    private func showAppeals(
        _ visit: Visit, typed: AppealsPage.Typed? = nil, refused: Refused? = nil
    ) async throws -> Response {
        let after = visit.query("after").flatMap { DecisionID($0) } ?? DecisionID(0)
        let (page, shell) = try await database.read { tx -> (AppealsPage, Shell) in
            let found = try tx.openAppeals(after: after, limit: Limits.appealsAPage + 1)
            let page = AppealsPage(
                found: found, typed: typed, problems: FormProblems(refused?.problems ?? [], visit),
                visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendAnswer(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.staff(form)
        let id: DecisionID = try visit.id("id")
        let typed = AppealsPage.Typed(
            decision: id, outcome: AppealOutcome(name: form["outcome-\(id)"]),
            answer: form.prose("answer-\(id)"))
        do {
            try await answerAppeal(id, typed.outcome, words: typed.answer, by: member.account.id)
            return visit.redirect(to: Link.adminAppeals.with("saved", 1))
        } catch let refused as Refused {
            return try await showAppeals(visit, typed: typed, refused: refused)
        }
    }
}

extension Visit {
    /// Whoever looks after the site. For everybody else it does not exist.
    func staff(_ form: Form = Form()) throws -> Member {
        let member = try signedIn(form: form, may: .look)
        guard member.account.isStaff else { throw Missing() }
        return member
    }
}
