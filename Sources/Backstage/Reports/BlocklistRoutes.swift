import Hummingbird

extension App {
    func blocklistRoutes(_ routes: inout RouteTable) {
        routes.get("/admin/blocklist") { try await self.blocklistPage($0) }
        routes.get("/admin/blocklist/:id") { try await self.blockedPage($0) }
        routes.post("/admin/blocklist/:id/remove") { try await self.sendUnblock($0) }
    }

    private func blocklistPage(_ visit: Visit) async throws -> Response {
        _ = try visit.staff()
        let before = visit.query("before").flatMap { BlockedPictureID($0) } ?? BlockedPictureID(.max)
        let (page, shell) = try await database.read { tx -> (BlocklistPage, Shell) in
            let found = try tx.blocked(before: before, limit: Limits.blockedAPage + 1)
            return (BlocklistPage(found: found, visit: visit), try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }

    private func blockedPage(_ visit: Visit) async throws -> Response {
        _ = try visit.staff()
        let id: BlockedPictureID = try visit.id("id")
        let before = visit.query("before").flatMap { AttachmentID($0) } ?? AttachmentID(.max)
        let (page, shell) = try await database.read { tx -> (BlockedPicturePage, Shell) in
            guard let entry = try tx.blocked(id) else { throw Missing() }
            let (found, next) = try tx.likenesses(of: entry.look, before: before)
            let page = BlockedPicturePage(entry: entry, found: found, next: next, visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }

    private func sendUnblock(_ visit: Visit) async throws -> Response {
        _ = try visit.staff(try await visit.form())
        let id: BlockedPictureID = try visit.id("id")
        guard try await database.write({ try $0.unblock(id) }) else { throw Missing() }
        return visit.redirect(to: Link.adminBlocklist.with("saved", 1))
    }
}
