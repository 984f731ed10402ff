/// What hung on a deleted post goes a day later: until then the deletion can be undone.
struct ForgetPostMedia: Job {
    static let kind = "forget-post-media"
    static let lane = Lane.upkeep
    let post: PostID

    func run(_ app: App) async throws {
        let now = app.clock.now()
        try await app.database.write { tx in
            guard try tx.isRemoved(post) else { return }
            for attachment in try tx.attachments(of: post) { try tx.forget(attachment, now: now) }
        }
    }
}
