import Foundation
import MediaTools

/// A video and its poster in the store, before a post shows them.
struct StoredVideo: Sendable {
    /// The poster; its folder holds `video.mp4` too.
    let picture: Picture
    let blurhash: String
    let bytes: Int
    /// Their keys in the store.
    let files: [String]
}

extension App {
    /// Judges a file, makes its poster and its clean copy, and puts them into the store.
    ///
    /// Throws `Refused` when the file is at fault; then, and on any fault, nothing is left in the store.
    func storeVideo(_ file: String) async throws -> StoredVideo {
        let work = "\(unfinishedFolder)/\(chance.name())"
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: work) }
        do {
            let facts = try await videos.probe(file)
            let poster = try await poster(of: file, facts, in: work)
            // Always written anew, also when it could be played at once: phones write places into their
            // files.
            try await videos.fastStart(file, to: "\(work)/video.mp4")
            return try await store(poster, facts, from: work)
        } catch let refusal as VideoRefusal {
            throw Refused(PublishVideoRefusal(refusal))
        } catch is PictureRefusal {
            throw Refused(PublishVideoRefusal.damaged)
        }
    }

    /// Takes files out of the store again. What cannot be taken out is only waste.
    func discard(_ files: [String]) async {
        for file in files { try? await disk.run { [media] in try media.delete(file) } }
    }

    /// A picture from a tenth into the video: many begin in black.
    private func poster(of file: String, _ facts: VideoFacts, in work: String) async throws -> PreparedPicture
    {
        let moment = min(facts.durationMilliseconds / 10, 10_000)
        return try await pictureTurns.taking {
            let frame = try await videos.poster(file, atMilliseconds: moment, into: "\(work)/frame")
            return try await pictures.prepare(frame, into: "\(work)/poster", widths: Limits.posterWidths)
        }
    }

    private func store(
        _ poster: PreparedPicture, _ facts: VideoFacts, from work: String
    ) async throws -> StoredVideo {
        let folder = mediaFolder()
        var moves = poster.sizes.map { (path: $0.path, key: "\(folder)/\($0.width).webp") }
        moves.append((path: "\(work)/video.mp4", key: "\(folder)/video.mp4"))
        let keys = moves.map(\.key)
        do {
            for move in moves {
                try await disk.run { [media] in try media.put(movingFile: move.path, as: move.key) }
            }
            let bytes = try await disk.run { [media] in try media.size("\(folder)/video.mp4") }
            let picture = Picture(
                folder: folder, widths: poster.sizes.map(\.width).sorted(), width: poster.width,
                height: poster.height, tone: tone(of: poster.blurhash), alt: "",
                duration: Int64(facts.durationMilliseconds))
            let all = poster.sizes.reduce(bytes) { $0 + $1.bytes }
            return StoredVideo(picture: picture, blurhash: poster.blurhash, bytes: all, files: keys)
        } catch {
            await discard(keys)
            throw error
        }
    }
}

extension PublishVideoRefusal {
    /// The file's fault in the words of this verb.
    fileprivate init(_ refusal: VideoRefusal) {
        switch refusal {
        case .notAVideo: self = .notAVideo
        case .noPicture: self = .noPicture
        case .tooLong: self = .tooLong
        case .tooLarge: self = .tooLarge
        case .tooManyPixels(let width, let height): self = .tooManyPixels(width: width, height: height)
        case .tooManyFrames(let perSecond): self = .tooManyFrames(perSecond: perSecond)
        case .codecNotPlayable(let codec): self = .codecNotPlayable(codec)
        case .damaged: self = .damaged
        case .tooSlow: self = .tooSlow
        }
    }
}
