import Hummingbird

extension Limits {
    /// In one message: more than a page shows.
    static let looksAtOnce = 50
    /// Fifty numbers with their commas fit three times.
    static let looksBytes = 4 << 10
}

extension App {
    func lookRoutes(_ routes: inout RouteTable) {
        routes.post("/seen") { try await self.takeLooks($0) }
    }

    /// A script says which posts of a list its reader's screen has shown. There is nothing to answer, also
    /// when there is nothing to count: a number that is no post's, or a post that is not for this reader, is
    /// passed over. One query.
    private func takeLooks(_ visit: Visit) async throws -> Response {
        let form = try await visit.form(limit: Limits.looksBytes)
        let named = (form["posts"] ?? "").split(separator: ",").prefix(Limits.looksAtOnce)
        let posts = Set(named.compactMap { PostID(String($0)) }).sorted()
        let me = visit.member?.channel.id
        if !posts.isEmpty { looks.add(try await database.read { try $0.countable(posts, seenBy: me) }) }
        return Response(status: .noContent)
    }

    /// A page shows this post alone. Its author's own looks do not count, nor does a page after a form.
    func countLook(at post: Post, _ visit: Visit) {
        guard visit.request.method == .get, post.state == .published, !isMine(post, visit) else { return }
        looks.add(post.id)
    }

    private func isMine(_ post: Post, _ visit: Visit) -> Bool { visit.member?.channel.id == post.author.id }

    /// Writes the looks counted since the last time.
    func writeLooks() async throws {
        let looks = looks.take()
        guard !looks.isEmpty else { return }
        let now = clock.now()
        try await database.write { try $0.addLooks(looks, at: now) }
    }
}
