import Database

/// Removes uploads that no post took within a day, and asks for the next sweep.
struct SweepUploads: Job {
    static let kind = "sweep-uploads"
    static let lane = Lane.upkeep

    func run(_ app: App) async throws {
        let before = app.clock.now() - Limits.unclaimedUploadHours * 3_600_000
        let photos = try await app.database.read { try $0.unclaimedPhotos(before: before) }
        for photo in photos {
            // The row first: a file without a row is only waste, a row without its file is a broken picture.
            guard try await app.database.write({ try $0.forgetAttachment(photo.id) }) else { continue }
            try await app.disk.run {
                for width in photo.picture.widths {
                    try app.media.delete("\(photo.picture.folder)/\(width).webp")
                }
            }
        }
        try await app.scheduleSweep()
    }
}

extension App {
    /// One sweep waits at any time, also after many starts.
    func scheduleSweep() async throws {
        let due = clock.now() + 3_600_000
        try await database.write { [self] tx in
            try tx.forgetWaiting(kind: SweepUploads.kind)
            try tx.queue(SweepUploads(), self, due: due)
        }
    }
}
