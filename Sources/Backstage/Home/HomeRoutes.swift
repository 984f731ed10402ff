import Database
import Hummingbird

extension App {
    func homeRoutes(_ routes: inout RouteTable) {
        routes.get("/") { try await self.homePage($0) }
    }

    private func homePage(_ visit: Visit) async throws -> Response {
        let shows = try await homeShows(visit)
        let cursor = HomeCursor(visit)
        let (home, shell) = try await database.read { tx in
            let shell = try tx.shell(for: visit)
            return (try tx.home(shows, from: cursor, of: visit.member, in: shell), shell)
        }
        let page = HomePage(
            home: home, isFirst: cursor.isStart, isFollowing: !shell.channels.isEmpty, visit: visit)
        return visit.show(page.frame, in: shell)
    }

    /// What the address asks for, else what the account chose last. A new choice is remembered.
    private func homeShows(_ visit: Visit) async throws -> HomeShows {
        let remembered = visit.member?.account.homeShows ?? .mix
        guard let asked = HomeShows(name: visit.query("show")) else { return remembered }
        if let account = visit.member?.account.id, asked != remembered {
            try await database.write { try $0.rememberHome(asked, of: account) }
        }
        return asked
    }
}
