import Database
import Foundation
import MediaTools
import Synchronization

/// One film being prepared: what `PrepareVideo` does, step by step.
struct FilmPreparation: Sendable {
    let app: App
    let work: FilmWork
    /// For what is on its way.
    let folder: String
    /// Where the source can be read.
    let source: String

    func run() async throws {
        let facts = try await app.videos.probe(source)
        let ladder = VideoLadder.steps(for: facts)
        try await app.database.write { try $0.plan(ladder.map(\.name), of: work.attachment.id) }
        try await app.tellProgress(of: work.attachment.id)
        if work.attachment.picture.widths.isEmpty { try await makePictures(facts) }
        var made = work.rendition.made
        for step in ladder where !made.contains(where: { $0.name == step.name }) {
            made.append(try await make(step, after: made, of: ladder, facts))
        }
        try await finish(made)
    }

    // MARK: Pictures

    /// Three to choose a thumbnail from; the first stands for the film until somebody chooses.
    private func makePictures(_ facts: VideoFacts) async throws {
        let frames = try await app.videos.frames(source, facts, into: "\(folder)/frames")
        var files: [NewMediaFile] = []
        var first: (Picture, PictureLook)?
        for (number, frame) in frames.enumerated() {
            let prepared = try await app.pictureTurns.taking {
                try await app.pictures.prepare(
                    frame, into: "\(folder)/picture-\(number)", widths: Limits.posterWidths)
            }
            // A film that shows a listed picture is not made.
            try await app.checkBlocklist([prepared.look.hash])
            for size in prepared.sizes {
                let blob = try await app.keep(file: size.path)
                files.append(NewMediaFile(name: "\(size.width)-\(number).webp", blob: blob))
            }
            let picture = Picture(
                folder: work.folder, widths: prepared.sizes.map(\.width).sorted(), suffix: "-\(number)",
                width: facts.width, height: facts.height, tone: app.tone(of: prepared.blurhash),
                alt: work.attachment.picture.alt, duration: Int64(facts.durationMilliseconds))
            first = first ?? (picture, prepared.look)
        }
        let (found, chosen) = (files, first)
        try await app.database.write { tx in
            try tx.name(found, in: work.folder)
            try tx.setChoices(frames.count, of: work.attachment.id)
            if let (picture, look) = chosen { try tx.setPoster(picture, look: look, of: work.attachment.id) }
        }
    }

    // MARK: Sizes

    private func make(
        _ step: VideoStep, after made: [Rendition.Step], of ladder: [VideoStep], _ facts: VideoFacts
    ) async throws -> Rendition.Step {
        let teller = ProgressTeller(app: app, attachment: work.attachment.id, ladder, step)
        let encoded = try await app.videos.encode(
            source, facts, step, into: "\(folder)/\(step.name)", threads: app.transcodeThreads
        ) { await teller.tell($0) }
        let new = Rendition.Step(
            name: step.name, version: work.rendition.version, width: encoded.width, height: encoded.height,
            bytes: Int64(encoded.bytes), codecs: encoded.codecs, bandwidth: encoded.bandwidth,
            averageBandwidth: encoded.averageBandwidth, framesPerSecond: encoded.framesPerSecond)
        let all = made + [new]
        var files = [
            try await kept(Array(encoded.playlist(naming: new.file).utf8), as: new.playlist),
            try await kept(Array(HLSMaster.text(all.map(\.variant)).utf8), as: new.master),
        ]
        if made.isEmpty {
            // Playable at once, also where HLS is not; a better one replaces it at the end.
            try await app.videos.progressive(encoded.path, to: "\(folder)/play.mp4")
            files.append(try await kept("\(folder)/play.mp4", as: new.play))
            if work.rendition.storyboard == nil { try await makeBoard(encoded.path, facts) }
        }
        files.append(try await kept(encoded.path, as: new.file))
        try await show(all, files)
        return new
    }

    /// The first version is played as it grows; a later one takes over when it is whole.
    private func show(_ made: [Rendition.Step], _ files: [NewMediaFile]) async throws {
        try await app.database.write { tx in
            try tx.name(files, in: work.folder)
            try tx.setMade(made, of: work.attachment.id)
            guard work.rendition.version == 1, let first = made.first else { return }
            try tx.play(first.play, of: work.attachment.id)
            if made.count == 1, let post = work.attachment.post {
                try tx.record(FilmPlayable(post: post, owner: work.owner), app)
            }
        }
        try await app.tellProgress(of: work.attachment.id)
    }

    private func makeBoard(_ film: String, _ facts: VideoFacts) async throws {
        guard facts.hasPicture, facts.durationMilliseconds >= Limits.boardMilliseconds else { return }
        let board = try await app.videos.storyboard(film, facts, into: "\(folder)/board")
        let file = try await kept(board.path, as: Rendition.board)
        try await app.database.write { tx in
            try tx.name([file], in: work.folder)
            try tx.setBoard(
                Rendition.Board(
                    columns: board.columns, rows: board.rows, tileWidth: board.tileWidth,
                    tileHeight: board.tileHeight, intervalMilliseconds: Int64(board.intervalMilliseconds)),
                of: work.attachment.id)
        }
    }

    // MARK: The end

    /// The file for browsers without HLS is the best that is not too large for a phone. The source goes,
    /// unless it is to be kept, and so do the names of what is no longer played.
    private func finish(_ made: [Rendition.Step]) async throws {
        guard let first = made.first else { throw VideoRefusal.damaged }
        let best = made.last { $0.name <= Limits.playHeight } ?? first
        var better: [NewMediaFile] = []
        if best != first {
            let blob = try await app.database.read { try $0.mediaBlob(best.file, in: work.folder) }
            guard let blob else { throw BlobGone(key: best.file) }
            let film = try await app.media.localCopy(blob.key, into: folder)
            try await app.videos.progressive(film, to: "\(folder)/best.mp4")
            better = [try await kept("\(folder)/best.mp4", as: best.play)]
        }
        let (new, now) = (better, app.clock.now())
        var kept = Set(made.flatMap { [$0.file, $0.playlist] } + [best.play])
        kept.formUnion(made.last.map { [$0.master] } ?? [])
        let names = kept
        try await app.database.write { tx in
            try tx.name(new, in: work.folder)
            try tx.play(best.play, of: work.attachment.id)
            let left = try tx.mediaNames(in: work.folder).filter { name in
                name == Rendition.source
                    ? !app.settings.keepsOriginals : Rendition.isMade(name) && !names.contains(name)
            }
            try tx.forgetMedia(left, in: work.folder, now: now)
            try tx.setState(.ready, of: work.attachment.id)
            try tx.countBytes(of: work.attachment)
        }
        try await app.tellProgress(of: work.attachment.id)
    }

    private func kept(_ path: String, as name: String) async throws -> NewMediaFile {
        NewMediaFile(name: name, blob: try await app.keep(file: path))
    }

    private func kept(_ bytes: [UInt8], as name: String) async throws -> NewMediaFile {
        NewMediaFile(name: name, blob: try await app.keep(bytes: bytes))
    }
}

extension Rendition.Step {
    fileprivate var variant: HLSVariant {
        HLSVariant(
            playlist: playlist, width: width, height: height, codecs: codecs, bandwidth: bandwidth,
            averageBandwidth: averageBandwidth, framesPerSecond: framesPerSecond)
    }
}

/// Says how far the whole film is while one of its sizes is made, at most once in two seconds.
private actor ProgressTeller {
    private let app: App
    private let attachment: AttachmentID
    /// Shares of the whole: before this step, of this step, after it.
    private let before: Double
    private let share: Double
    private var told: Int64 = 0

    init(app: App, attachment: AttachmentID, _ ladder: [VideoStep], _ step: VideoStep) {
        (self.app, self.attachment) = (app, attachment)
        let pixels = { (steps: [VideoStep]) in steps.reduce(0.0) { $0 + Double($1.width * $1.height) } }
        let all = max(1, pixels(ladder))
        before = pixels(ladder.filter { $0.name < step.name }) / all
        share = pixels([step]) / all
    }

    func tell(_ progress: EncodeProgress) async {
        let now = app.clock.now()
        guard now - told >= Limits.progressMilliseconds else { return }
        told = now
        let done = min(0.99, before + share * progress.fraction)
        // What is left costs as much a pixel as this step does.
        let left = progress.secondsLeft.map { seconds in
            let speed = share * (1 - progress.fraction) / max(1, seconds)
            return Int64((1 - done) / max(speed, 1e-9))
        }
        // Progress is a courtesy: the film is made whether or not it can be said.
        try? await app.database.write { [attachment] tx in
            try tx.setProgress(Int(done * 100), secondsLeft: left, of: attachment)
        }
        try? await app.tellProgress(of: attachment)
    }
}
