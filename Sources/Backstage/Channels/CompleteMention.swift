import Foundation
import Hummingbird
import Markup

/// A channel as a script offers it to who types a mention.
private struct OfferedChannel: Encodable {
    let handle: String
    let name: String
    /// An address; absent for a channel without a picture.
    let picture: String?
}

extension App {
    func mentionRoutes(_ routes: inout RouteTable) {
        routes.get("/complete/mentions") { try await self.completeMention($0) }
    }

    /// Who might be meant by the letters typed so far, as JSON: for members, who alone write.
    private func completeMention(_ visit: Visit) async throws -> Response {
        guard let me = visit.member?.channel.id else { throw Missing() }
        let typed = Cleaning.line(visit.query("q") ?? "")
        let isName = !typed.isEmpty && typed.count <= Limits.nameCharacters.upperBound
        let found =
            isName
            ? try await database.read {
                try $0.channels(beginning: typed, for: me, limit: Limits.mentionsOffered)
            } : []
        let offered = found.map {
            OfferedChannel(
                handle: $0.handle, name: $0.name, picture: $0.avatar?.link(width: 64).path)
        }
        return visit.reply(Array(try JSONEncoder().encode(offered)), type: "application/json")
    }
}
