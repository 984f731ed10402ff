import Database
import Hummingbird

extension App {
    func tagRoutes(_ routes: inout RouteTable) {
        routes.get("/tag/:name") { try await self.tagPage($0) }
    }

    private func tagPage(_ visit: Visit) async throws -> Response {
        guard let name = visit.parameters.get("name")?.removingPercentEncoding?.lowercased(), !name.isEmpty,
            name.count <= Limits.tagCharacters
        else { throw Missing() }
        let before = visit.query("before").flatMap { Place($0) } ?? .newest
        let me = visit.member?.channel.id
        let (page, shell) = try await database.read { tx in
            let ids = try tx.taggedIDs(name, before: before, limit: Limits.feedPage + 1, for: me)
            let page = TagPage(
                tag: name, posts: try tx.posts(ids.prefix(Limits.feedPage).map(\.id), for: me),
                older: ids.count > Limits.feedPage ? ids[Limits.feedPage - 1].place : nil, visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }
}
