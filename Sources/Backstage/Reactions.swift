import Foundation

/// What follows each event, on one page, and the jobs that exist. A slice that publishes knows none of this.
enum Reactions {
    typealias Follow = @Sendable (_ body: Data, _ app: App) async throws -> Void

    static let events: [String: Follow] = table([
        on(PostPublished.self) { event, app in
            try await app.tellMentioned(in: event.post)
            try await app.announce(event.post, by: event.author)
            if let link = event.link { try await app.wantLinkCard(link, for: event.post) }
        },
        on(CommentPublished.self) { event, app in
            try await app.tellOfComment(event.comment)
            try await app.tellMentioned(in: event.comment)
            if let link = event.link { try await app.wantLinkCard(link, for: event.comment) }
        },
        on(CommentHearted.self) { event, app in try await app.tellOfHeart(event) },
        on(CommentsDecided.self) { event, app in try await app.tellOfDecisions(event) },
        on(DecisionsUndone.self) { event, app in try await app.forgetDecisions(event) },
        on(PostLiked.self) { event, app in try await app.tellOfLike(event) },
        on(ChannelSubscribed.self) { event, app in try await app.tellOfSubscriber(event) },
        on(MemberAdded.self) { event, app in try await app.tellOfMembership(event) },
        on(FilmPlayable.self) { event, app in
            try await app.publishPrepared(event.post)
            try await app.publishPreparedComment(event.post)
            try await app.tellOfFilm(event.post, .filmReady, of: event.owner)
        },
        on(FilmFailed.self) { event, app in
            try await app.tellOfFilm(event.post, .filmFailed, of: event.owner)
        },
        on(PollClosed.self) { event, app in try await app.tellOfClosedPoll(event.post) },
        on(ChannelUnlocked.self) { event, app in try await app.tellOfUnlocking(event.channel) },
    ])

    static let jobs: [String: Follow] = table([
        job(FetchLinkCard.self),
        job(ClosePoll.self),
        job(PublishScheduled.self),
        job(ExpirePost.self),
        job(SweepUploads.self),
        job(ForgetPostMedia.self),
        job(PrepareVideo.self),
        job(SuspendPosts.self),
        job(GiveBackPosts.self),
        job(FinishModeration.self),
        job(FinishUndo.self),
    ])

    /// What follows the last failure of a job.
    static let givingUp: [String: Follow] = table([
        givingUp(PrepareVideo.self)
    ])

    private static func on<E: Event>(
        _: E.Type, _ follow: @escaping @Sendable (E, App) async throws -> Void
    ) -> (String, Follow) {
        (E.kind, { body, app in try await follow(JSONDecoder().decode(E.self, from: body), app) })
    }

    private static func job<J: Job>(_: J.Type) -> (String, Follow) {
        (J.kind, { body, app in try await JSONDecoder().decode(J.self, from: body).run(app) })
    }

    private static func givingUp<J: Job>(_: J.Type) -> (String, Follow) {
        (J.kind, { body, app in try await JSONDecoder().decode(J.self, from: body).giveUp(app) })
    }

    private static func table(_ rows: [(String, Follow)]) -> [String: Follow] {
        Dictionary(uniqueKeysWithValues: rows)
    }
}
