import Database
import Foundation
import MediaTools

/// Makes a film playable: its pictures, then each size from the lowest up. The first size publishes it.
///
/// Every size is kept as soon as it is made, so a killed server goes on where it was.
struct PrepareVideo: Job {
    static let kind = "prepare-video"
    static let lane = Lane.media
    let attachment: AttachmentID

    func run(_ app: App) async throws {
        guard let work = try await app.database.read({ try $0.filmWork(attachment) }),
            work.rendition.state != .ready, work.rendition.state != .failed,
            let source = try await app.database.read({ try $0.mediaBlob(Rendition.source, in: work.folder) })
        else { return }
        try await app.withWorkFolder { folder in
            let file = try await app.media.localCopy(source.key, into: folder)
            do {
                try await FilmPreparation(app: app, work: work, folder: folder, source: file).run()
            } catch let refusal as VideoRefusal {
                try await app.fail(work, FilmRefusal(refusal).problem.word)
            } catch is BlockedPicture {
                try await app.fail(work, .video_blocked)
            }
        }
    }

    /// The world failed as often as it is tried: its author is told, and may try again later.
    func giveUp(_ app: App) async throws {
        guard let work = try await app.database.read({ try $0.filmWork(attachment) }) else { return }
        try await app.fail(work, .video_world)
    }
}

extension App {
    func fail(_ work: FilmWork, _ problem: Word) async throws {
        try await database.write { [self] tx in
            try tx.setState(.failed, problem: problem, of: work.attachment.id)
            guard let post = work.attachment.post else { return }
            try tx.record(FilmFailed(post: post, owner: work.owner), self)
        }
        try await tellProgress(of: work.attachment.id)
    }

    /// Tells the pages its author has open how far a film is, in every process.
    func tellProgress(of attachment: AttachmentID) async throws {
        try await database.write { tx in
            guard let work = try tx.filmWork(attachment), let post = work.attachment.post else { return }
            let film = work.rendition
            let states = ["working", "working", "ready", "failed"]
            let progress = FilmProgress(
                post: "\(post)", state: states[film.state.rawValue], percent: film.percent,
                secondsLeft: film.secondsLeft,
                ready: film.made.map { "\($0.name)" }.joined(separator: ","),
                planned: film.planned.map(String.init).joined(separator: ","), problem: film.problem)
            let text = String(decoding: try JSONEncoder().encode(progress), as: UTF8.self)
            try tx.notify(LiveTopic.name, LiveTopic.video(of: work.owner, text))
        }
    }

    /// Once more after a failure. False when there is nothing to try again, or nothing to make it from.
    func retryFilm(_ attachment: AttachmentID) async throws -> Bool {
        try await database.write { [self] tx in
            guard let work = try tx.filmWork(attachment), work.rendition.state == .failed,
                try tx.mediaBlob(Rendition.source, in: work.folder) != nil
            else { return false }
            try tx.setState(.waiting, of: attachment)
            try tx.queue(PrepareVideo(attachment: attachment), self)
            return true
        }
    }
}
