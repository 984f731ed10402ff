import Database
import Hummingbird
import Markup

extension App {
    func moderationRoutes(_ routes: inout RouteTable) {
        routes.get("/post/:id/moderate") { try await self.moderatePage($0) }
        routes.post("/post/:id/moderate") { try await self.sendModeration($0) }
    }

    private func moderatePage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(may: .moderate)
        return try await showModeration(try visit.id("id"), member, visit)
    }

    /// One comment under a post of this channel's, and what can be done with it.
    private func showModeration(
        _ id: PostID, _ member: Member, _ visit: Visit, sent: Form? = nil, refused: Refused? = nil
    ) async throws -> Response {
        let me = member.channel.id
        let (page, shell) = try await database.read { tx -> (ModerateCommentPage, Shell) in
            guard let judged = try tx.oneOfEach([id], under: me).first,
                let comment = try tx.hostedComments([id], of: me).first
            else { throw refused ?? Missing() as any Error }
            let page = ModerateCommentPage(
                comment: comment, shelf: judged.shelf, root: try tx.rootFacts(of: judged.root),
                standing: try tx.standing(of: judged.author, under: me), sent: sent,
                problems: FormProblems(refused?.problems ?? [], visit), visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendModeration(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .moderate)
        let id: PostID = try visit.id("id")
        do {
            let sent = try SentDecision(form)
            let outcome = try await moderate(
                sent.deed, [id], reason: sent.reason, seen: sent.seen, as: member.channel.id,
                by: member.account.id)
            let place = Link.own(form["back"]) ?? .post(id, doing: "moderate")
            return visit.redirect(to: outcome.told(sent.deed, on: place))
        } catch let refused as Refused {
            return try await showModeration(id, member, visit, sent: form, refused: refused)
        }
    }

    /// What became of a comment that the channel's people removed: for its author alone. Nil for others.
    func removedCommentPage(_ visit: Visit) async throws -> Response? {
        let id: PostID = try visit.id("id")
        guard let me = visit.member?.channel.id else { return nil }
        let found = try await database.read { tx -> (RemovedCommentPage, Shell)? in
            guard let removed = try tx.removedComment(id, of: me) else { return nil }
            return (RemovedCommentPage(removed: removed, visit: visit), try tx.shell(for: visit))
        }
        return found.map { visit.show($0.0.frame, in: $0.1) }
    }
}
