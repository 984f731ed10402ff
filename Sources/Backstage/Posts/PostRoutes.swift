import Hummingbird

extension App {
    func postRoutes(_ routes: inout RouteTable) {
        routes.post("/post/:id/like") { try await self.like($0, true) }
        routes.post("/post/:id/unlike") { try await self.like($0, false) }
        routes.post("/post/:id/vote") { try await self.votePost($0) }
        routes.get("/post/:id/edit") { try await self.editPage($0) }
        routes.post("/post/:id/edit") { try await self.editPost($0) }
        routes.get("/post/:id/delete") { try await self.deletePage($0) }
        routes.post("/post/:id/delete") { try await self.deletePost($0) }
    }

    private func like(_ visit: Visit, _ isLiked: Bool) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        try await setLike(isLiked, on: id, as: member.channel.id)
        return visit.redirectBack(form, orTo: .post(id))
    }

    private func votePost(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        guard let choice = form["choice"].flatMap({ Int($0) }) else {
            throw Refused(VoteRefusal.noSuchOption)
        }
        try await vote(choice, in: id, as: member.channel.id)
        return visit.redirectBack(form.withoutQuery("back", "vote"), orTo: .post(id))
    }

    private func editPage(_ visit: Visit) async throws -> Response {
        let post = try await ownPost(visit)
        return try await showEditor(visit, post, text: post.text)
    }

    private func editPost(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        do {
            return visit.redirect(
                to: try await edit(id, text: form["text"] ?? "", as: member.channel.id).link)
        } catch let refused as Refused where refused.status == 422 {
            let post = try await ownPost(visit)
            return try await showEditor(visit, post, text: form["text"] ?? "", refused: refused)
        }
    }

    private func showEditor(
        _ visit: Visit, _ post: Post, text: String, refused: Refused? = nil
    ) async throws -> Response {
        let shell = try await database.read { try $0.shell(for: visit) }
        let problems = FormProblems(refused?.problems ?? [], visit)
        let page = EditPostPage(post: post, text: text, problems: problems, visit: visit)
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func deletePage(_ visit: Visit) async throws -> Response {
        let post = try await ownPost(visit)
        let shell = try await database.read { try $0.shell(for: visit) }
        return visit.show(DeletePostPage(post: post, visit: visit).frame, in: shell)
    }

    private func deletePost(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        let post = try await delete(id, as: member.channel.id)
        return visit.redirect(
            to: post.root.map { .post($0).at("comments") } ?? .backstage(member.channel.handle))
    }

    /// The visitor's own post; somebody else's is none of their business to change.
    private func ownPost(_ visit: Visit) async throws -> Post {
        let member = try visit.signedIn()
        let id: PostID = try visit.id("id")
        guard let post = try await database.read({ try $0.visiblePost(id, for: member.channel.id) }) else {
            throw Missing()
        }
        guard post.author.id == member.channel.id else { throw Refused(EditRefusal.notYours, status: 403) }
        return post
    }
}

extension Form {
    /// The form with one parameter taken out of an address it carries.
    func withoutQuery(_ field: String, _ parameter: String) -> Form {
        Form(
            fields: fields.map { name, value in
                guard name == field, let question = value.firstIndex(of: "?") else { return (name, value) }
                let end = value[question...].firstIndex(of: "#") ?? value.endIndex
                let kept = value[value.index(after: question)..<end].split(separator: "&").filter {
                    !$0.hasPrefix(parameter + "=")
                }
                let query = kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
                return (name, value[..<question] + query + value[end...])
            })
    }
}
