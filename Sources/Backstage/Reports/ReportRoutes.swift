import Hummingbird

extension App {
    func reportRoutes(_ routes: inout RouteTable) {
        routes.get("/report/post/:id") { try await self.reportPage($0, try $0.reportedPost()) }
        routes.post("/report/post/:id") { try await self.sendReport($0, try $0.reportedPost()) }
        routes.get("/report/channel/:handle") { try await self.reportPage($0, try await self.named($0)) }
        routes.post("/report/channel/:handle") { try await self.sendReport($0, try await self.named($0)) }
        routes.get("/report/thanks") { try await self.thanksPage($0) }
    }

    private func reportPage(_ visit: Visit, _ subject: ReportSubject) async throws -> Response {
        let member = try visit.signedIn(may: .look)
        return try await showReport(subject, member, visit)
    }

    private func showReport(
        _ subject: ReportSubject, _ member: Member, _ visit: Visit, typed: ReportPage.Typed = .init(),
        refused: Refused? = nil
    ) async throws -> Response {
        let (page, shell) = try await database.read { tx -> (ReportPage, Shell) in
            guard let thing = try tx.reported(subject, for: member.channel.id) else { throw Missing() }
            let page = ReportPage(
                thing: thing, typed: typed, problems: FormProblems(refused?.problems ?? [], visit),
                visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendReport(_ visit: Visit, _ subject: ReportSubject) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        let typed = ReportPage.Typed(reason: ReportReason(name: form["reason"]), words: form.prose("words"))
        do {
            try await report(
                subject, for: typed.reason, words: typed.words, as: member.channel.id,
                by: member.account.id)
            return visit.redirect(to: .reportThanks)
        } catch let refused as Refused {
            return try await showReport(subject, member, visit, typed: typed, refused: refused)
        }
    }

    private func thanksPage(_ visit: Visit) async throws -> Response {
        _ = try visit.signedIn()
        let shell = try await database.read { try $0.shell(for: visit) }
        return visit.show(ReportThanksPage(visit: visit).frame, in: shell)
    }

    private func named(_ visit: Visit) async throws -> ReportSubject {
        guard let handle = visit.parameters.get("handle"),
            let channel = try await database.read({ try $0.channel(handle: handle) })
        else { throw Missing() }
        return .channel(channel.id)
    }
}

extension Visit {
    fileprivate func reportedPost() throws -> ReportSubject { .post(try id("id")) }
}
