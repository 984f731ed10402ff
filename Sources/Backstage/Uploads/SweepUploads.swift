import Database

/// Takes away what nobody needs any more, and asks for the next sweep: uploads that no post took within a
/// day, replaced avatars, and content that nothing names.
///
/// The rows go first: a file without a row is only waste, a row without its file is a broken picture.
struct SweepUploads: Job {
    static let kind = "sweep-uploads"
    static let lane = Lane.upkeep

    func run(_ app: App) async throws {
        let now = app.clock.now()
        let before = now - Limits.unclaimedUploadHours * 3_600_000
        try await app.database.write { tx in
            for attachment in try tx.abandonedAttachments(unclaimedBefore: before)
                + tx.unusedAdornments(before: before)
            {
                try tx.forget(attachment, now: now)
            }
        }
        while try await app.sweepBlobs(before: before) > 0 {}
        try await app.sweepResumableUploads()
        try await app.media.sweep()
        try await app.scheduleSweep()
    }
}

extension App {
    /// Takes away content that nothing has named since then. Returns how much went.
    func sweepBlobs(before: Int64) async throws -> Int {
        let condemned = try await database.write { try $0.condemn(before: before) }
        for blob in condemned {
            try await media.delete(blob.key)
            try await database.write { try $0.forgetBlob(blob.id) }
        }
        return condemned.count
    }

    /// One sweep waits at any time, also after many starts.
    func scheduleSweep() async throws {
        let due = clock.now() + 3_600_000
        try await database.write { [self] tx in
            try tx.forgetWaiting(kind: SweepUploads.kind)
            try tx.queue(SweepUploads(), self, due: due)
        }
    }
}
