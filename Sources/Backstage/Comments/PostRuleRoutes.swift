import Database
import Hummingbird

extension App {
    /// How one post takes comments.
    func postRuleRoutes(_ routes: inout RouteTable) {
        routes.get("/post/:id/comment-rule") { try await self.postRulePage($0) }
        routes.post("/post/:id/comment-rule") { try await self.sendPostRule($0) }
    }

    private func postRulePage(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(may: .speak)
        let id: PostID = try visit.id("id")
        let (page, shell) = try await database.read { tx -> (PostRulePage, Shell) in
            let post = try tx.rootToChange(id, of: member.channel.id)
            guard let rule = try tx.postRule(of: id) else { throw Missing() }
            return (PostRulePage(post: post, rule: rule, visit: visit), try tx.shell(for: visit))
        }
        return visit.show(page.frame, in: shell)
    }

    private func sendPostRule(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let rule = PostCommentRule(
            door: form["who"].flatMap { Int($0) }.flatMap { CommentDoor(rawValue: $0) },
            holding: form["hold"].flatMap { Int($0) }.flatMap { CommentHolding(rawValue: $0) })
        let post = try await setPostRule(
            rule, of: try visit.id("id"), as: member.channel.id, by: member.account.id)
        return visit.redirect(to: post.link.at("comments"))
    }
}
