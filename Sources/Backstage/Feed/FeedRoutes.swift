import Database
import Hummingbird

extension App {
    func feedRoutes(_ routes: inout RouteTable) {
        routes.get("/feed") { try await self.feedPage($0) }
    }

    private func feedPage(_ visit: Visit) async throws -> Response {
        let before = visit.query("before").flatMap { Place($0) }
        let (page, shell) = try await database.read { tx in
            let shell = try tx.shell(for: visit)
            return (try tx.feedPage(before: before, in: shell, visit), shell)
        }
        return visit.show(page.frame, in: shell)
    }
}
