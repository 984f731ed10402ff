import Database
import Foundation
import MediaTools

/// Looks at a linked page once and keeps what it says of itself.
struct FetchLinkCard: Job {
    static let kind = "fetch-link-card"
    static let lane = Lane.delivery
    let card: LinkCardID
    let url: String
    let owner: ChannelID

    func run(_ app: App) async throws {
        // A page that cannot be had is an answer, not a failure: the link itself still stands in the post.
        guard let page = try? await app.fetch.get(url, types: ["text/html", "application/xhtml+xml"]) else {
            return try await finish(app, PageFacts())
        }
        var facts = PageFacts(html: page.body)
        facts.picture = facts.picture.flatMap { PageAddress.resolve($0, against: page.url) }
        try await finish(app, facts)
    }

    private func finish(_ app: App, _ facts: PageFacts) async throws {
        let picture = facts.isEmpty ? nil : await picture(app, facts.picture)
        let now = app.clock.now()
        try await app.database.write { try $0.fill(card, with: facts, picture: picture, now: now) }
    }

    /// Re-encoded like any upload, so that no reader's browser asks another site for it.
    private func picture(_ app: App, _ address: String?) async -> AttachmentID? {
        guard let address, let file = try? await app.fetch.get(address, types: ["image/"]) else { return nil }
        let path = "\(app.unfinishedFolder)/\(app.chance.name())"
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard (try? Data(file.body).write(to: URL(fileURLWithPath: path))) != nil else { return nil }
        return try? await app.takePicture(at: path, owner: owner, widths: [480], kind: .adornment).id
    }
}

extension App {
    /// Ties a post to the card of its link; the card is fetched unless it is known and young enough.
    func wantLinkCard(_ url: String, for post: PostID) async throws {
        guard PageAddress.isFetchable(url) else { return }
        let new = ids.next(LinkCardID.self)
        let now = clock.now()
        try await database.write { [self] tx in
            guard let author = try tx.author(of: post) else { return }
            let stale = now - Limits.linkCardHours * 3_600_000
            let card = try tx.linkCard(for: url, new: new, staleBefore: stale)
            try tx.tie(post, to: card.id)
            guard card.wantsFetch else { return }
            try tx.queue(FetchLinkCard(card: card.id, url: url, owner: author), self)
        }
    }
}
