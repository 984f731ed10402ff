import Foundation
import Markup
import MediaTools

/// Why a file was not taken as a film.
enum FilmRefusal: Refusal, Equatable {
    case noFile
    case notAVideo
    case empty
    case noPicture
    /// What the file is coded as: this server cannot read it.
    case codecNotReadable(String)
    case tooLong(seconds: Int, limit: Int)
    case tooShort
    case tooLarge
    case tooManyPixels(width: Int, height: Int)
    case tooManyFrames(perSecond: Int)
    case tooManyStreams(Int)
    case tooThin
    case damaged
    case tooSlow

    var problem: Problem {
        let limits = VideoLimits()
        return switch self {
        case .noFile: Problem("file", .video_no_file)
        case .notAVideo: Problem("file", .video_not_a_video)
        case .empty: Problem("file", .video_empty)
        case .noPicture: Problem("file", .video_no_picture)
        case .codecNotReadable(let codec): Problem("file", .video_codec, ["codec": codec])
        case .tooLong(_, let limit) where limit < 600:
            Problem("file", .video_long_seconds, ["limit": "\(limit)"])
        case .tooLong(_, let limit): Problem("file", .video_long, ["limit": "\(limit / 3_600)"])
        case .tooShort: Problem("file", .video_short)
        case .tooLarge: Problem("file", .video_large, ["limit": "\(limits.bytesMax >> 30)"])
        case .tooManyPixels(let width, let height):
            Problem(
                "file", .video_pixels,
                ["width": "\(width)", "height": "\(height)", "limit": "\(limits.sidePixelsMax)"])
        case .tooManyFrames(let perSecond):
            Problem(
                "file", .video_frames, ["frames": "\(perSecond)", "limit": "\(limits.framesPerSecondMax)"])
        case .tooManyStreams(let count):
            Problem("file", .video_streams, ["count": "\(count)", "limit": "\(limits.streamsMax)"])
        case .tooThin: Problem("file", .video_thin)
        case .damaged: Problem("file", .video_damaged)
        case .tooSlow: Problem("file", .video_slow)
        }
    }
}

extension App {
    /// Judges a film and keeps its source, for a transaction to hang on a post within a day. The file stays
    /// where it is, for its owner to take away.
    func takeFilm(_ file: SentFile, secondsMax: Int, owner: ChannelID) async throws -> NewFilm {
        let facts = try await judgeFilm(file.path, secondsMax: secondsMax)
        let filename = String(Cleaning.line(file.filename).prefix(Limits.filenameCharacters))
        if file.upload == nil {
            let bytes = try await disk.run { try LocalFile(path: file.path).size }
            try await checkRoom(for: Int64(bytes), of: owner, field: "file", name: filename)
        }
        let source = try await keep(file: try await secondName(for: file.path))
        let picture = Picture(
            folder: mediaFolder(), widths: [], width: facts.width, height: facts.height, tone: 0, alt: "",
            duration: Int64(facts.durationMilliseconds))
        return NewFilm(
            attachment: Attachment(id: ids.next(), post: nil, kind: .video, picture: picture),
            source: source, filename: filename)
    }

    private func judgeFilm(_ path: String, secondsMax: Int) async throws -> VideoFacts {
        do {
            let facts = try await pictureTurns.taking { try await videos.probe(path) }
            let seconds = (facts.durationMilliseconds + 999) / 1_000
            guard seconds <= secondsMax else {
                throw Refused(FilmRefusal.tooLong(seconds: seconds, limit: secondsMax))
            }
            return facts
        } catch let refusal as VideoRefusal {
            throw Refused(FilmRefusal(refusal))
        }
    }
}

extension FilmRefusal {
    /// The file's fault in the words of this verb.
    init(_ refusal: VideoRefusal) {
        switch refusal {
        case .empty: self = .empty
        case .notAVideo: self = .notAVideo
        case .noPicture: self = .noPicture
        case .tooLong(let seconds): self = .tooLong(seconds: seconds, limit: VideoLimits().durationSecondsMax)
        case .tooShort: self = .tooShort
        case .tooLarge: self = .tooLarge
        case .tooManyPixels(let width, let height): self = .tooManyPixels(width: width, height: height)
        case .tooManyFrames(let perSecond): self = .tooManyFrames(perSecond: perSecond)
        case .tooManyStreams(let count): self = .tooManyStreams(count)
        case .tooThin: self = .tooThin
        case .codecNotReadable(let codec): self = .codecNotReadable(codec)
        case .damaged: self = .damaged
        case .tooSlow: self = .tooSlow
        }
    }
}
