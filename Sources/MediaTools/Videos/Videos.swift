import Glibc

/// Judges videos that strangers send and makes them fit for playing. For now a video is played as it was
/// sent, so only what every browser plays is taken: MP4 with H.264 of 8 bits and 4:2:0, and AAC or no sound.
public struct Videos: Sendable {
    private let limits: VideoLimits
    private let ffmpeg: FFmpeg

    public init(limits: MediaLimits = MediaLimits(), child: Child = Child()) {
        self.limits = limits.video
        ffmpeg = FFmpeg(child: child, limits: limits.video)
    }

    /// What the file is. Throws `VideoRefusal` for whatever cannot be played, `MediaFault` when the world
    /// fails. Reads a few bytes itself, then starts one child (0.1 s).
    public func probe(_ source: String) async throws -> VideoFacts {
        let reader = try BlobReader(path: source)
        guard reader.size <= limits.bytesMax else { throw VideoRefusal.tooLarge(bytes: reader.size) }
        guard Judge.isMP4(head: try reader.read(at: 0, count: Judge.headBytes)) else {
            throw VideoRefusal.notAVideo
        }
        let boxes = try MP4Boxes(reader)
        guard boxes.isWhole, boxes.names.contains("moov") else { throw VideoRefusal.damaged }
        let facts = try VideoFacts(try await ffmpeg.probe(FileBytes.absolute(source)), boxes)
        try limits.check(facts)
        return facts
    }

    /// Writes the picture shown at that time, or the first one if the video ends earlier, as `poster.png`
    /// into `folder` and returns its path. The file wants `Pictures.prepare` next, and then deleting. Half a
    /// second of processor time at 1080p. For files that `probe` has taken.
    public func poster(_ source: String, atMilliseconds time: Int, into folder: String) async throws -> String
    {
        precondition(time >= 0, "A video begins at 0")
        try FileBytes.makeFolder(folder)
        let path = "\(try FileBytes.absolute(folder))/poster.png"
        unlink(path)
        do {
            for time in time == 0 ? [0] : [time, 0] {
                try await ffmpeg.frame(FileBytes.absolute(source), atMilliseconds: time, into: path)
                if access(path, R_OK) == 0 { return path }
            }
        } catch {
            unlink(path)
            throw error
        }
        throw VideoRefusal.noPicture
    }

    /// Writes a copy to `target` that starts playing before it is loaded, with the same pictures and sound,
    /// and without place, date, device or any other metadata. Nothing is decoded: the disk decides (the file
    /// is written twice). On any error nothing is left at `target`. For files that `probe` has taken.
    public func fastStart(_ source: String, to target: String) async throws {
        do {
            try await ffmpeg.remux(FileBytes.absolute(source), into: target)
        } catch {
            unlink(target)
            throw error
        }
    }
}

extension VideoLimits {
    fileprivate func check(_ facts: VideoFacts) throws(VideoRefusal) {
        let seconds = (facts.durationMilliseconds + 999) / 1000
        guard seconds <= durationSecondsMax else { throw .tooLong(seconds: seconds) }
        guard max(facts.width, facts.height) <= sidePixelsMax else {
            throw .tooManyPixels(width: facts.width, height: facts.height)
        }
        guard facts.framesPerSecond < Double(framesPerSecondMax) + 0.5 else {
            throw .tooManyFrames(perSecond: Int(min(facts.framesPerSecond, 1e6).rounded()))
        }
    }
}

extension VideoFacts {
    /// From what ffprobe said; throws for what browsers do not play and for files without a picture.
    fileprivate init(_ report: ProbeReport, _ boxes: MP4Boxes) throws(VideoRefusal) {
        guard let video = report.video, let codec = video["codec_name"] else { throw .noPicture }
        try Self.checkPlayable(video, report.audio)
        guard
            let width = Int(video["width"] ?? ""), let height = Int(video["height"] ?? ""), width > 0,
            height > 0, let seconds = Double(report.format["duration"] ?? ""), seconds > 0, seconds < 1e9
        else { throw .damaged }
        // ffprobe counts against the clock.
        let turn = (360 - (Int(video["rotation"] ?? "") ?? 0) % 360) % 360
        self.init(
            durationMilliseconds: Int((seconds * 1000).rounded()),
            width: turn % 180 == 90 ? height : width, height: turn % 180 == 90 ? width : height,
            rotationDegrees: turn, hasAudio: report.audio != nil, videoCodec: codec,
            audioCodec: report.audio?["codec_name"],
            framesPerSecond: Self.quotient(video["avg_frame_rate"] ?? ""), isFastStart: boxes.isFastStart)
    }

    private static func checkPlayable(
        _ video: [String: String], _ audio: [String: String]?
    ) throws(VideoRefusal) {
        let codec = video["codec_name"] ?? "unknown"
        guard codec == "h264" else { throw .codecNotPlayable(codec) }
        let pixels = video["pix_fmt"] ?? "unknown"
        // "yuvj420p" is the same with the full range of values, as phones write it.
        guard ["yuv420p", "yuvj420p"].contains(pixels) else { throw .codecNotPlayable("\(codec) \(pixels)") }
        guard let audio else { return }
        let sound = audio["codec_name"] ?? "unknown"
        guard sound == "aac" else { throw .codecNotPlayable(sound) }
    }

    /// "30000/1001" as a number; 0 where the file does not say.
    private static func quotient(_ text: String) -> Double {
        let parts = text.split(separator: "/").compactMap { Double($0) }
        return parts.count == 2 && parts[1] > 0 ? parts[0] / parts[1] : 0
    }
}
