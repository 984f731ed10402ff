import HTTPTypes
import Hummingbird

extension App {
    /// What other sites and programs read. All of it is what a stranger sees: no session is looked up
    /// (`Layers`).
    func outwardRoutes(_ routes: inout RouteTable) {
        routes.get("/oembed") { try await self.oembed($0) }
        routes.get("/embed/:id") { try await self.embedPage($0) }
        routes.get("/@{handle}/feed.rss") { try await self.feed($0, .rss) }
        routes.get("/@{handle}/feed.atom") { try await self.feed($0, .atom) }
        routes.get("/sitemap.xml") { try await self.sitemapIndex($0) }
        routes.get("/sitemap/{file}") { try await self.sitemapOfDay($0) }
    }

    // MARK: Embedding

    private func oembed(_ visit: Visit) async throws -> Response {
        do {
            let asked = try OEmbedRequest(visit)
            let post = try await database.read { try $0.publicPost(asked.post) }
            let answer = OEmbed(post: post, asked: asked, settings: settings)
            return visit.answer(answer.json, type: "application/json; charset=utf-8", isForAll: true)
        } catch let refusal as OEmbedRefusal {
            return refusal.response
        } catch is Missing {
            return OEmbedRefusal.unknown.response
        }
    }

    /// Says that it is gone in a page that may stand in a frame too.
    private func embedPage(_ visit: Visit) async throws -> Response {
        do {
            let id: PostID = try visit.id("id")
            let (post, film) = try await database.read { tx in
                let post = try tx.publicPost(id)
                let hasFilm = post.attachments.contains { $0.kind == .video }
                return (post, hasFilm ? try tx.shownFilm(of: post, visit).player : nil)
            }
            return show(EmbedPage(post: post, player: film, visit: visit), visit)
        } catch is Missing {
            return show(EmbedPage(post: nil, player: nil, visit: visit), visit)
        }
    }

    private func show(_ page: EmbedPage, _ visit: Visit) -> Response {
        var response = visit.reply(page.html, status: page.post == nil ? .notFound : .ok)
        response.headers[.contentSecurityPolicy] = EmbedPage.policy
        response.headers[.vary] = "Accept-Encoding, Accept-Language"
        return response
    }

    // MARK: Feeds and site maps

    private func feed(_ visit: Visit, _ format: FeedFormat) async throws -> Response {
        guard let handle = visit.parameters.get("handle"),
            let found = try await database.read({ try $0.syndication(of: handle) })
        else { throw Missing() }
        guard found.channel.handle == handle else {
            throw Elsewhere(link: format.link(found.channel.handle))
        }
        let bytes =
            switch format {
            case .rss: RSSFeed(found, settings).bytes
            case .atom: AtomFeed(found, settings).bytes
            }
        return visit.answer(bytes, type: format.type, modified: found.updated)
    }

    private func sitemapIndex(_ visit: Visit) async throws -> Response {
        let days = try await database.read { try $0.publicDays() }
        return visit.answer(Sitemap.index(of: days, settings), type: Sitemap.type)
    }

    private func sitemapOfDay(_ visit: Visit) async throws -> Response {
        guard let file = visit.parameters.get("file"), file.hasSuffix(".xml"),
            let day = Sitemap.day(named: String(file.dropLast(4)))
        else { throw Missing() }
        let entries = try await database.read { try $0.publicPosts(ofDay: day) }
        guard !entries.isEmpty else { throw Missing() }
        return visit.answer(Sitemap.pages(entries, settings), type: Sitemap.type)
    }
}
