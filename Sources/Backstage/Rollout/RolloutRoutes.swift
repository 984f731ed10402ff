import Hummingbird

extension App {
    func rolloutRoutes(_ routes: inout RouteTable) {
        routes.get("/admin/rollout") { try await self.rolloutPage($0) }
        routes.post("/admin/rollout") { try await self.changeStage($0) }
        routes.post("/admin/rollout/invite") { try await self.inviteChannel($0) }
        routes.post("/admin/rollout/tier") { try await self.changeTier($0) }
    }

    private func rolloutPage(_ visit: Visit) async throws -> Response {
        try await showRollout(visit)
    }

    private func changeStage(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let admin = try await administrator(visit, form)
        do {
            let stage = try StageForm(form).stage()
            try await setStage(stage, by: admin.account.id)
            return visit.redirect(to: .adminRollout)
        } catch let refused as Refused {
            return try await showRollout(visit, form: StageForm(form), refused: refused)
        }
    }

    private func inviteChannel(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        _ = try await administrator(visit, form)
        do {
            try await setInvitation(ofHandle: form.line("handle"), to: form["invited"] != "0")
            return visit.redirect(to: .adminRollout)
        } catch let refused as Refused {
            return try await showRollout(visit, form: StageForm(form), refused: refused)
        }
    }

    private func changeTier(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        _ = try await administrator(visit, form)
        do {
            try await saveTier(TierForm(form))
            return visit.redirect(to: .adminRollout)
        } catch let refused as Refused {
            return try await showRollout(visit, form: StageForm(form), tier: TierForm(form), refused: refused)
        }
    }

    private func showRollout(
        _ visit: Visit, form: StageForm? = nil, tier: TierForm? = nil, refused: Refused? = nil
    ) async throws -> Response {
        _ = try await administrator(visit, Form())
        let page = try await database.read { tx in
            RolloutPage(
                overview: try tx.rolloutOverview(), steps: try tx.rolloutSteps(), tiers: try tx.tiers(),
                typed: form, typedTier: tier, problems: FormProblems(refused?.problems ?? [], visit),
                visit: visit,
                shell: try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: page.shell, status: refused?.status ?? 200)
    }

    /// For everybody else these pages do not exist.
    private func administrator(_ visit: Visit, _ form: Form) async throws -> Member {
        let member = try visit.signedIn(form: form, may: .look)
        guard member.account.isAdmin else { throw Missing() }
        return member
    }
}
