import Database
import Hummingbird

extension App {
    func commentQueueRoutes(_ routes: inout RouteTable) {
        routes.get("/studio/comments") { try await self.commentQueuePage($0) }
        routes.get("/studio/comments/decide") { $0.redirect(to: .studioCommentsSearch) }
        routes.post("/studio/comments/decide") { try await self.sendDecision($0) }
        routes.get("/studio/comments/undo") { $0.redirect(to: QueueTab.log.link) }
        routes.post("/studio/comments/undo") { try await self.sendUndo($0) }
    }

    private func commentQueuePage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(may: .moderate)
        let query = try Form(urlEncoded: Array((visit.request.uri.query ?? "").utf8))
        return try await showQueue(QueueAsked(query), member, visit)
    }

    /// A list of the queue, or the log; also after something was refused.
    private func showQueue(
        _ asked: QueueAsked, _ member: Member, _ visit: Visit, sent: Form? = nil, refused: Refused? = nil
    ) async throws -> Response {
        let me = member.channel
        let problems = FormProblems(refused?.problems ?? [], visit)
        let (frame, shell) = try await database.read { tx -> (PageFrame, Shell) in
            let counts = try tx.studioCounts(of: me.id)
            let head = CommentQueueHead(
                tab: asked.tab, counts: counts, author: me.face, problems: problems, visit: visit)
            guard asked.tab != .log else {
                let found = try tx.moderationLog(of: me.id, before: asked.from ?? .newest)
                let page = ModerationLogPage(head: head, found: found, visit: visit)
                return (page.frame, try tx.shell(for: visit))
            }
            let listed = try tx.commentQueue(asked, of: me.id)
            let page = CommentQueuePage(
                head: head, asked: asked, listed: listed, sent: sent, visit: visit)
            return (page.frame, try tx.shell(for: visit))
        }
        return visit.show(frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendDecision(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .moderate)
        do {
            let sent = try SentDecision(form)
            let outcome = try await moderate(
                sent.deed, sent.comments, reason: sent.reason, seen: sent.seen, as: member.channel.id,
                by: member.account.id)
            let list = Link.own(form["back"]) ?? QueueTab(name: form["seen"]).link
            return visit.redirect(to: outcome.told(sent.deed, on: list))
        } catch let refused as Refused {
            return try await showQueue(
                QueueAsked(sentFrom: form), member, visit, sent: form, refused: refused)
        }
    }

    private func sendUndo(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .moderate)
        guard let action = form["action"].flatMap({ ModerationActionID($0) }) else { throw Missing() }
        do {
            let outcome = try await undoModeration(action, as: member.channel.id, by: member.account.id)
            let list = Link.own(form["back"]) ?? QueueTab.log.link
            let left = outcome.left.count
            return visit.redirect(to: (left > 0 ? list.with("left", left) : list).with("undone", 1))
        } catch let refused as Refused {
            return try await showQueue(QueueAsked(tab: .log), member, visit, refused: refused)
        }
    }
}
