import Database
import Hummingbird

extension App {
    func quietRoutes(_ routes: inout RouteTable) {
        routes.get("/quiet/@{handle}") { try await self.quietPage($0) }
        routes.post("/quiet/@{handle}") { try await self.sendQuiet($0) }
        routes.get("/settings/quiet") { try await self.quietSettings($0) }
        routes.post("/settings/quiet/words") { try await self.sendMutedWord($0) }
        routes.post("/settings/quiet/words/remove") { try await self.sendUnmutedWord($0) }
    }

    /// What muting and blocking a channel does, with a button for each.
    private func quietPage(_ visit: Visit) async throws -> Response {
        try await showQuiet(try visit.signedIn(may: .moderate), visit)
    }

    private func showQuiet(
        _ member: Member, _ visit: Visit, refused: Refused? = nil
    ) async throws -> Response {
        let (page, shell) = try await database.read { tx -> (QuietPage, Shell) in
            let target = try tx.quietTarget(visit)
            let page = QuietPage(
                channel: target, kind: try tx.quiet(of: member.channel.id, toward: target.id),
                isMine: target.id == member.channel.id, problems: refused?.problems ?? [], visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendQuiet(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .moderate)
        let target = try await database.read { try $0.quietTarget(visit) }
        let wish = form["do"] ?? ""
        guard wish == "undo" || QuietKind(name: wish) != nil else { throw RequestRefusal.brokenForm }
        do {
            try await setQuiet(QuietKind(name: wish), toward: target.id, as: member.channel.id)
        } catch let refused as Refused {
            return try await showQuiet(member, visit, refused: refused)
        }
        return visit.redirectBack(form, orTo: .quiet(target.handle))
    }

    private func quietSettings(_ visit: Visit) async throws -> Response {
        try await showQuietSettings(try visit.signedIn(may: .moderate), visit)
    }

    /// Two queries beside those of every page.
    private func showQuietSettings(
        _ member: Member, _ visit: Visit, typed: String = "", refused: Refused? = nil
    ) async throws -> Response {
        let key = visit.query("after").map { QuietKey(folded: $0) } ?? .first
        let (page, shell) = try await database.read { tx -> (QuietSettingsPage, Shell) in
            let page = QuietSettingsPage(
                found: try tx.quietChannels(of: member.channel.id, after: key, limit: Limits.quietPage + 1),
                words: try tx.mutedWords(of: member.channel.id), typed: typed,
                problems: refused?.problems ?? [], visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func sendMutedWord(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .moderate)
        do {
            try await muteWord(form["word"] ?? "", as: member.channel.id)
            return visit.redirect(to: Link.quietSettings.with("saved", 1))
        } catch let refused as Refused {
            return try await showQuietSettings(member, visit, typed: form.line("word"), refused: refused)
        }
    }

    private func sendUnmutedWord(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .moderate)
        try await unmuteWord(form["word"] ?? "", as: member.channel.id)
        return visit.redirect(to: Link.quietSettings.with("saved", 1))
    }
}

extension Transaction {
    fileprivate func quietTarget(_ visit: Visit) throws -> Channel {
        guard let handle = visit.parameters.get("handle"), let found = try channel(handle: handle) else {
            throw Missing()
        }
        return found
    }
}
