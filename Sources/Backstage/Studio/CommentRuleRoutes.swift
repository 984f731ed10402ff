import Database
import Hummingbird

extension App {
    func commentRuleRoutes(_ routes: inout RouteTable) {
        routes.get("/studio/comments/rules") { try await self.commentRulesPage($0) }
        routes.post("/studio/comments/rules") { try await self.sendCommentRules($0) }
        routes.get("/studio/comments/people") { $0.redirect(to: .studioCommentRules) }
        routes.post("/studio/comments/people") { try await self.sendStanding($0) }
        routes.post("/studio/comments/people/:id/remove") { try await self.sendUsualStanding($0) }
    }

    private func commentRulesPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(may: .moderate)
        return try await showCommentRules(member, visit)
    }

    /// The page of a channel's rules, also after something was refused or tried: two queries beside those of
    /// every page.
    private func showCommentRules(
        _ member: Member, _ visit: Visit, typed: CommentSettings? = nil, handle: String = "",
        rehearsal: Rehearsal? = nil, refused: Refused? = nil
    ) async throws -> Response {
        let me = member.channel.id
        let (page, shell) = try await database.read { tx -> (CommentRulesPage, Shell) in
            guard let kept = try tx.settings(ofCommentsUnder: me) else { throw Missing() }
            let page = CommentRulesPage(
                settings: typed ?? kept, people: try tx.commentPeople(of: me), handle: handle,
                rehearsal: rehearsal, problems: refused?.problems ?? [], member: member, visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    /// Tries a rule, or saves it.
    private func sendCommentRules(_ visit: Visit) async throws -> Response {
        let form = try await visit.form(limit: Limits.ruleFormBytes)
        let member = try visit.signedIn(form: form, may: .speak)
        let typed = CommentSettings(form)
        do {
            guard form["do"] != "try" else {
                let rehearsal = try await rehearse(typed, of: member.channel.id)
                return try await showCommentRules(member, visit, typed: typed, rehearsal: rehearsal)
            }
            try await setCommentSettings(typed, of: member.channel.id)
            return visit.redirect(to: Link.studioCommentRules.with("saved", 1))
        } catch let refused as Refused {
            return try await showCommentRules(member, visit, typed: typed, refused: refused)
        }
    }

    private func sendStanding(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .moderate)
        let handle = form.line("handle")
        do {
            let standing: PersonStanding = form["standing"] == "hidden" ? .hidden : .approved
            try await setStanding(standing, of: handle, under: member.channel.id)
            return visit.redirect(to: Link.studioCommentRules.with("saved", 1).at("people"))
        } catch let refused as Refused {
            return try await showCommentRules(member, visit, handle: handle, refused: refused)
        }
    }

    private func sendUsualStanding(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .moderate)
        try await forgetStanding(of: try visit.id("id"), under: member.channel.id)
        return visit.redirect(to: Link.studioCommentRules.with("saved", 1).at("people"))
    }
}

extension CommentSettings {
    /// What no box of ours says leaves it as it was when the channel began.
    init(_ form: Form) {
        door = form["who"].flatMap { Int($0) }.flatMap { CommentDoor(rawValue: $0) } ?? .everyone
        holding = form["hold"].flatMap { Int($0) }.flatMap { CommentHolding(rawValue: $0) } ?? .nothing
        (holdsLinks, holdsFirstMedia) = (form.has("links"), form.has("media"))
        words = form["words"] ?? ""
    }
}
