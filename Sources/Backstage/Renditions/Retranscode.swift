import Database

/// What making films anew came to.
public struct RetranscodeReport: Sendable {
    public var queued = 0
    /// Without a source: there is nothing to make them from.
    public var withoutSource = 0
}

extension App {
    /// Makes films anew from their kept sources, beside what is played until then. All of them, or one
    /// post's.
    func retranscode(_ post: PostID?) async throws -> RetranscodeReport {
        var report = RetranscodeReport()
        var last = AttachmentID(0)
        while true {
            let after = last
            let films = try await database.read { try $0.films(after: after, of: post, limit: 100) }
            for film in films {
                let isQueued = try await database.write { [self] tx in
                    guard film.hasSource else { return false }
                    try tx.beginVersion(of: film.id)
                    try tx.queue(PrepareVideo(attachment: film.id), self)
                    return true
                }
                if isQueued { report.queued += 1 } else { report.withoutSource += 1 }
            }
            guard let end = films.last else { return report }
            last = end.id
        }
    }
}
