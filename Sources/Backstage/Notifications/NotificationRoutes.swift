import Database
import Hummingbird

extension App {
    func notificationRoutes(_ routes: inout RouteTable) {
        routes.get("/notifications") { try await self.inboxPage($0) }
        routes.post("/notifications/read") { try await self.readInbox($0) }
        routes.get("/live") { try await self.serveLive($0) }
    }

    /// Looking marks nothing as read: a page may be fetched by a browser that nobody sits at.
    private func inboxPage(_ visit: Visit) async throws -> Response {
        let me = try visit.signedIn().channel.id
        let shows = visit.query("show").flatMap(InboxShows.init) ?? .all
        let before = visit.query("before").flatMap { Place($0) } ?? .newest
        let (page, shell) = try await database.read { tx in
            let shell = try tx.shell(for: visit)
            let inbox = try tx.inbox(of: me, shell.following, below: before.raw, shows: shows)
            let bells = try tx.bells(of: me, shell.following, limit: Limits.bellsListed)
            return (InboxPage(inbox: inbox, bells: bells, visit: visit), shell)
        }
        return visit.show(page.frame, in: shell)
    }

    private func readInbox(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .look)
        guard let until = form["until"].flatMap({ Place($0) }) else { throw RequestRefusal.brokenForm }
        try await markRead(until: until.raw, as: member.channel.id)
        return visit.redirectBack(form, orTo: .notifications)
    }
}
