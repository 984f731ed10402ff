import Database

/// Publishes a post whose time has come. At its time, or as soon as the server is there again; once.
struct PublishScheduled: Job {
    static let kind = "publish-scheduled"
    static let lane = Lane.times
    let post: PostID

    func run(_ app: App) async throws {
        let now = app.clock.now()
        let place = Place(app.ids.next())
        try await app.database.write { tx in
            // Who may say nothing for a time publishes nothing either: it waits for the end of that.
            if let limit = try tx.limit(ofWriterOf: post, now: now) {
                try tx.setDue(limit.until, zone: limit.zone, of: post)
                return try tx.queue(self, app, due: limit.until)
            }
            try tx.release(post, from: .scheduled, at: place, now: now, app)
        }
    }
}

/// Takes away a post whose time is over: gone from every page, kept for its author.
struct ExpirePost: Job {
    static let kind = "expire-post"
    static let lane = Lane.times
    let post: PostID

    func run(_ app: App) async throws {
        let now = app.clock.now()
        try await app.database.write { try $0.archive(post, now: now) }
    }
}

extension App {
    /// Publishes what waits for its time without waiting on.
    func publishNow(
        _ id: PostID, as channel: ChannelID, by writer: AccountID? = nil
    ) async throws -> Post {
        let now = clock.now()
        let place = Place(ids.next())
        return try await database.write { [self] tx in
            guard let post = try tx.ownPost(id, of: channel), post.state == .scheduled else {
                throw Missing()
            }
            try tx.setDue(now, zone: post.zone, of: id)
            try tx.release(id, from: .scheduled, at: place, now: now, self)
            try tx.note(.published, by: writer, of: channel, post: id, self)
            return post
        }
    }

    /// Another time for what waits for its time.
    func reschedule(_ id: PostID, _ schedule: DraftSchedule, as channel: ChannelID) async throws -> Post {
        let now = clock.now()
        return try await database.write { [self] tx in
            guard let post = try tx.ownPost(id, of: channel) else { throw Missing() }
            try tx.reschedule(post, schedule, now: now, self)
            return post
        }
    }
}

extension Transaction {
    func reschedule(_ post: Post, _ schedule: DraftSchedule, now: Int64, _ app: App) throws {
        guard post.state == .scheduled else { throw Missing() }
        let refusals = schedule.judge(now: now)
        guard refusals.isEmpty, let moment = schedule.moment else { throw Refused(refusals) }
        guard moment != post.due else { return }
        try setDue(moment, zone: schedule.zone, of: post.id)
        try queue(PublishScheduled(post: post.id), app, due: moment)
    }
}
