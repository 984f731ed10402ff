import Glibc
import Synchronization

/// One size of a film being made: what ffmpeg is told, and what it left.
struct EncodeWork: Sendable {
    let folder: String
    let facts: VideoFacts
    let step: VideoStep
    let threads: Int

    private var film: String { "\(folder)/film.mp4" }
    private var list: String { "\(folder)/film.m3u8" }

    /// Segments of four seconds begin at the same moments in every size, at key frames two seconds apart, so
    /// that a player may change between them anywhere. The key frames are counted, not timed: a size of
    /// 59.94 pictures a second has some at moments that one of 29.97 has none at. Times before 0 are kept:
    /// moved up, each size would begin as late as its first picture waits for those decoded before it.
    func arguments(_ source: String, _ ffmpeg: FFmpeg) async throws -> [String] {
        let input: [String]
        if facts.hasPicture {
            input =
                FFmpeg.input(source, demuxer: facts.demuxer)
                + ["-map", "0:\(facts.pictureStream ?? 0)", "-map", "0:a:0?"]
        } else {
            let still = try await Videos(ffmpeg).still(source, facts, into: folder)
            input =
                ["-loop", "1", "-framerate", "2", "-f", "image2", "-i", "file:\(still)"]
                + FFmpeg.input(source, demuxer: facts.demuxer) + ["-map", "0:v:0", "-map", "1:a:0"]
                + ["-t", FFmpeg.decimals(facts.durationMilliseconds)]
        }
        return input + FFmpeg.bare + picture + sound + [
            "-threads", "\(threads)", "-avoid_negative_ts", "disabled", "-f", "hls",
            "-hls_time", "\(step.frameRate.segmentMicroseconds)us", "-hls_playlist_type", "vod",
            "-hls_segment_type", "fmp4", "-hls_flags", "single_file+independent_segments",
            "-hls_segment_filename", film, list,
        ]
    }

    private var picture: [String] {
        let (rate, interval) = (step.frameRate, "\(step.frameRate.keyFrameInterval)")
        // Counted from 0, also if the sound begins before the picture: else sizes count from other moments.
        let filter = "\(FFmpeg.shown(facts, width: (step.width, step.height))),fps=\(rate.text):start_time=0"
        return [
            "-vf", filter, "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-profile:v", "high",
            "-maxrate", "\(step.bitsPerSecondMax)", "-bufsize", "\(2 * step.bitsPerSecondMax)",
            "-g", interval, "-keyint_min", interval, "-sc_threshold", "0", "-pix_fmt", "yuv420p",
            "-color_range", "tv",
        ]
    }

    private var sound: [String] {
        guard facts.hasAudio else { return ["-an"] }
        return ["-c:a", "aac", "-b:a", "\(step.audioBitsPerSecond)", "-ac", "2", "-ar", "48000"]
    }

    func result() throws -> EncodedStep {
        let file = try LocalFile(path: film)
        let text = String(decoding: try FileBytes.read(list, bytesMax: 16 * 1024 * 1024), as: UTF8.self)
        let head = try file.read(at: 0, count: 64 * 1024)
        guard let media = HLSMedia(reading: text, fileBytes: file.size), let codecs = Self.codecs(head) else {
            throw VideoRefusal.damaged
        }
        return EncodedStep(
            path: film, width: step.width, height: step.height, bytes: file.size, codecs: codecs,
            bandwidth: media.peak, averageBandwidth: Int(media.average.rounded(.up)),
            framesPerSecond: step.frameRate.perSecond, media: media)
    }

    /// From the boxes that describe the streams: `avcC` begins with a version, then profile, constraints and
    /// level (ISO/IEC 14496-15, 5.3.3.1); AAC here is always of low complexity (RFC 6381, 3.3).
    private static func codecs(_ head: [UInt8]) -> String? {
        guard let place = head.firstRange(of: Array("avcC".utf8)), head.count > place.upperBound + 4 else {
            return nil
        }
        let facts = head[place.upperBound + 1..<place.upperBound + 4]
        let picture = "avc1.\(Hash.hex(Array(facts)))"
        return head.firstRange(of: Array("mp4a".utf8)) == nil ? picture : "\(picture),mp4a.40.2"
    }
}

extension Videos {
    fileprivate init(_ ffmpeg: FFmpeg) {
        self.init(limits: MediaLimits(video: ffmpeg.limits), child: ffmpeg.child)
    }
}

/// Reads ffmpeg's report: `out_time_us=…` and `speed=…x`, a line each, twice a second.
final class EncodePace: Sendable {
    private let milliseconds: Int
    private let began = ContinuousClock.now

    init(milliseconds: Int) { self.milliseconds = milliseconds }

    /// Nil for lines that say nothing of time. What is left is reckoned from the time taken so far, which is
    /// steadier than the speed of the last half second.
    func read(_ line: String) -> EncodeProgress? {
        guard line.hasPrefix("out_time_us="), let done = Int(line.dropFirst(12)), done > 0 else { return nil }
        let fraction = min(1, Double(done) / 1000 / Double(max(1, milliseconds)))
        let taken = (ContinuousClock.now - began) / .seconds(1)
        return EncodeProgress(
            fraction: fraction, secondsLeft: taken < 1 ? nil : taken / fraction * (1 - fraction))
    }
}
