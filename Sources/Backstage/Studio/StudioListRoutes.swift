import Database
import Hummingbird

extension App {
    func studioListRoutes(_ routes: inout RouteTable) {
        routes.get("/studio/posts") { try await self.studioListPage($0) }
        routes.get("/studio/posts/delete") { $0.redirect(to: .studioSearch) }
        routes.post("/studio/posts/delete") { try await self.deleteChosen($0) }
        routes.get("/studio/post/:id") { try await self.figuresPage($0) }
    }

    private func studioListPage(_ visit: Visit) async throws -> Response {
        let query = try Form(urlEncoded: Array((visit.request.uri.query ?? "").utf8))
        let asked = StudioListAsked(query)
        // What is still being written is for those who write.
        let member = try visit.signedIn(may: asked.list == .drafts ? .speak : .look)
        return try await showList(asked, member, visit)
    }

    private func showList(
        _ asked: StudioListAsked, _ member: Member, _ visit: Visit, refused: Refused? = nil
    ) async throws -> Response {
        let me = member.channel
        let (listed, counts, shell) = try await database.read { tx in
            (
                try tx.studioList(asked, of: me.id), try tx.studioCounts(of: me.id),
                try tx.shell(for: visit)
            )
        }
        let page = StudioListPage(
            asked: asked, listed: listed, counts: counts, author: me.face,
            problems: FormProblems(refused?.problems ?? [], visit), visit: visit)
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    /// Asks once more what is to go; the second time it goes.
    private func deleteChosen(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let me = member.channel.id
        do {
            let choice = try BulkChoice(form)
            guard form.has("sure") else {
                let found = try await chosen(choice, of: me)
                let shell = try await database.read { try $0.shell(for: visit) }
                let page = BulkDeletePage(list: choice.list, chosen: found, visit: visit)
                return visit.show(page.frame, in: shell)
            }
            let count = try await delete(choice, as: me, by: member.account.id)
            return visit.redirect(to: choice.list.link.with("gone", count))
        } catch let refused as Refused where refused.status == 422 {
            return try await showList(
                StudioListAsked(list: StudioList(name: form["list"]) ?? .published), member, visit,
                refused: refused)
        }
    }

    /// The figures of one of the channel's own posts.
    private func figuresPage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn()
        let id: PostID = try visit.id("id")
        let me = member.channel
        let today = PostDay.day(of: visit.now)
        let (page, shell) = try await database.read { tx -> (FiguresPage, Shell) in
            guard let post = try tx.ownStudioPosts([id], of: me.id)?.first else { throw Missing() }
            let days = try tx.postDays(of: id, from: today - Int64(Limits.figureDays) + 1)
            let page = FiguresPage(
                post: post, subscribers: try tx.subscribersFrom(id),
                days: PostDay.filled(days, through: today, count: Limits.figureDays),
                shown: Measure(name: visit.query("show")) ?? .seen, author: me.face,
                counts: try tx.studioCounts(of: me.id), visit: visit)
            return (page, try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }
}
