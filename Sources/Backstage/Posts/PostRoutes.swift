import Hummingbird

extension App {
    func postRoutes(_ routes: inout RouteTable) {
        routes.post("/post/:id/like") { try await self.like($0, true) }
        routes.post("/post/:id/unlike") { try await self.like($0, false) }
        routes.post("/post/:id/vote") { try await self.votePost($0) }
        routes.get("/post/:id/edit") { try await self.editPage($0) }
        routes.post("/post/:id/edit") { try await self.editPost($0) }
        routes.get("/post/:id/versions") { try await self.versionsPage($0) }
        routes.post("/post/:id/pin") { try await self.pinPost($0) }
        routes.post("/post/:id/unpin") { try await self.unpinPost($0) }
        routes.post("/post/:id/restore") { try await self.restorePost($0) }
        routes.post("/post/:id/publish") { try await self.publishPost($0) }
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
        try await vote(choice, in: id, as: member.channel.id, ballot: form["ballot"])
        return visit.redirectBack(form.withoutQuery("back", "vote"), orTo: .post(id))
    }

    private func editPage(_ visit: Visit) async throws -> Response {
        let post = try await ownPost(visit)
        if post.form == .video { throw Elsewhere(link: .watch(post.id, doing: "edit")) }
        return try await showEditor(visit, EditPostForm(post))
    }

    private func editPost(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form)
        let id: PostID = try visit.id("id")
        do {
            let typed = EditPostForm(try await ownPost(visit), form)
            let post = try await edit(
                id, typed.changes, as: member.channel.id, by: member.account.id)
            return visit.redirect(to: post.link)
        } catch let refused as Refused where refused.status == 422 {
            return try await showEditor(visit, EditPostForm(try await ownPost(visit), form), refused: refused)
        }
    }

    private func showEditor(
        _ visit: Visit, _ form: EditPostForm, refused: Refused? = nil
    ) async throws -> Response {
        let (handles, shell) = try await database.read { tx in
            (
                form.readers == nil && form.post.audience == .named
                    ? try tx.faces(try tx.readers(of: form.post.id)).map { "@" + $0.handle } : nil,
                try tx.shell(for: visit)
            )
        }
        var form = form
        form.readers = form.readers ?? handles?.joined(separator: " ")
        let problems = FormProblems(refused?.problems ?? [], visit)
        let page = EditPostPage(form: form, problems: problems, visit: visit)
        return visit.show(page.frame, in: shell, status: refused?.status ?? 200)
    }

    private func versionsPage(_ visit: Visit) async throws -> Response {
        let id: PostID = try visit.id("id")
        let me = visit.member?.channel.id
        let (page, shell) = try await database.read { tx in
            guard let post = try tx.visiblePost(id, for: me) else { throw Missing() }
            return (
                VersionsPage(post: post, versions: try tx.versions(of: id), visit: visit),
                try tx.shell(for: visit)
            )
        }
        return visit.show(page.frame, in: shell)
    }

    private func pinPost(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(form: try await visit.form())
        try await pin(try visit.id("id"), as: member.channel.id, by: member.account.id)
        return visit.redirect(to: .backstage(member.channel.handle))
    }

    private func unpinPost(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(form: try await visit.form())
        try await unpin(as: member.channel.id, by: member.account.id)
        return visit.redirect(to: .backstage(member.channel.handle))
    }

    private func publishPost(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(form: try await visit.form())
        let post = try await publishNow(
            try visit.id("id"), as: member.channel.id, by: member.account.id)
        return visit.redirect(to: post.link)
    }

    private func restorePost(_ visit: Visit) async throws -> Response {
        let member = try visit.signedIn(form: try await visit.form())
        let post = try await restore(try visit.id("id"), as: member.channel.id, by: member.account.id)
        return visit.redirect(to: post.link)
    }

    private func deletePage(_ visit: Visit) async throws -> Response {
        let post = try await ownPost(visit, to: .withdraw)
        let shell = try await database.read { try $0.shell(for: visit) }
        return visit.show(DeletePostPage(post: post, visit: visit).frame, in: shell)
    }

    private func deletePost(_ visit: Visit) async throws -> Response {
        let form = try await visit.form()
        let member = try visit.signedIn(form: form, may: .withdraw)
        let id: PostID = try visit.id("id")
        let post = try await delete(id, as: member.channel.id, by: member.account.id)
        let place = post.root.map { .post($0) } ?? Link.backstage(member.channel.handle)
        let offered = place.with("deleted", id)
        return visit.redirect(to: post.root == nil ? offered : offered.at("comments"))
    }

    /// The visitor's own post; somebody else's is none of their business to change.
    private func ownPost(_ visit: Visit, to deed: ChannelDeed = .speak) async throws -> Post {
        let member = try visit.signedIn(may: deed)
        let id: PostID = try visit.id("id")
        return try await database.read { try $0.postToChange(id, of: member.channel.id) }
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
