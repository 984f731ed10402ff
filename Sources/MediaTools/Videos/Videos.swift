import Glibc

/// Judges films that strangers send, and makes of them what every browser plays.
public struct Videos: Sendable {
    let limits: VideoLimits
    let ffmpeg: FFmpeg
    let child: Child

    public init(limits: MediaLimits = MediaLimits(), child: Child = Child()) {
        self.limits = limits.video
        self.child = child
        ffmpeg = FFmpeg(child: child, limits: limits.video)
    }

    /// What the file is. Throws `VideoRefusal` for whatever cannot be made into a film, `MediaFault` when the
    /// world fails. Reads a few bytes itself, then starts one child (0.1 s), and a second one for a film
    /// whose rate varies (0.1 s) or that does not say how long it is (a second for some hundred megabytes).
    public func probe(_ source: String) async throws -> VideoFacts {
        let limits = limits
        let demuxer = try await Blocking.run { try Self.judge(source, limits) }
        let path = try FileBytes.absolute(source)
        let report = try await ffmpeg.probe(path, demuxer: demuxer)
        guard report.streams.count <= limits.streamsMax else {
            throw VideoRefusal.tooManyStreams(report.streams.count)
        }
        let times = try await ffmpeg.times(path, demuxer: demuxer, report)
        let facts = try VideoFacts(report, times, demuxer: demuxer)
        try limits.check(facts, bytes: try LocalFile(path: source).size)
        return facts
    }

    private static func judge(_ source: String, _ limits: VideoLimits) throws -> String {
        let file = try LocalFile(path: source)
        guard file.size > 0 else { throw VideoRefusal.empty }
        guard file.size <= limits.bytesMax else { throw VideoRefusal.tooLarge(bytes: file.size) }
        let head = try file.read(at: 0, count: VideoJudge.headBytes)
        guard let demuxer = VideoJudge.demuxer(head: head) else { throw VideoRefusal.notAVideo }
        if demuxer == "mov" {
            // A file cut in mid-air still begins well; its boxes say how long it should be.
            let boxes = try MP4Boxes(file)
            guard boxes.isWhole, boxes.names.contains("moov") else { throw VideoRefusal.damaged }
        }
        return demuxer
    }

    /// Writes one size of the film into `folder`, which is made if its parent exists and must be this call's
    /// alone. Tells how far it is about twice a second. Cancelled, it ends its child and leaves what was
    /// written to the folder's owner.
    ///
    /// Costs what ffmpeg costs: one decoder, one encoder (x264, preset veryfast) of at most `threads`
    /// threads.
    public func encode(
        _ source: String, _ facts: VideoFacts, _ step: VideoStep, into folder: String, threads: Int,
        progress: @escaping @Sendable (EncodeProgress) async -> Void
    ) async throws -> EncodedStep {
        try FileBytes.makeFolder(folder)
        let work = EncodeWork(
            folder: try FileBytes.absolute(folder), facts: facts, step: step, threads: threads)
        let arguments = try await work.arguments(FileBytes.absolute(source), ffmpeg)
        let pace = EncodePace(milliseconds: facts.durationMilliseconds)
        try await ffmpeg.encode(
            arguments, seconds: 600 + facts.durationMilliseconds / 1000 * limits.encodeSecondsPerSecondMax
        ) { line in
            if let now = pace.read(line) { await progress(now) }
        }
        return try await Blocking.run { try work.result() }
    }

    /// What `encode` hands to ffmpeg, besides keeping it quiet and being told how far it is: for
    /// comparing the cost of the two.
    public func encodeArguments(
        _ source: String, _ facts: VideoFacts, _ step: VideoStep, into folder: String, threads: Int
    ) async throws -> [String] {
        try FileBytes.makeFolder(folder)
        let work = EncodeWork(
            folder: try FileBytes.absolute(folder), facts: facts, step: step, threads: threads)
        return try await work.arguments(FileBytes.absolute(source), ffmpeg)
    }

    /// A copy that begins to play before it is loaded, and plays where HLS does not. Nothing is decoded: the
    /// disk decides. On any error nothing is left at `target`.
    public func progressive(_ film: String, to target: String) async throws {
        try await writing(target) {
            try await ffmpeg.write(
                FFmpeg.input(FileBytes.absolute(film), demuxer: "mov") + ["-map", "0", "-c", "copy"]
                    + FFmpeg.bare + ["-movflags", "+faststart", "-f", "mp4", "file:\(target)"],
                fileBytesMax: limits.bytesMax * 2)
        }
    }

    /// Three pictures out of the film, from a tenth, a third and two thirds into it, each the one that looks
    /// most like its neighbours: many films begin in black. Of sound alone its cover, or a plain picture. PNG
    /// files for `Pictures.prepare`.
    public func frames(_ source: String, _ facts: VideoFacts, into folder: String) async throws -> [String] {
        try FileBytes.makeFolder(folder)
        let folder = try FileBytes.absolute(folder)
        guard facts.hasPicture else { return [try await still(source, facts, into: folder)] }
        var frames: [String] = []
        for (number, part) in [0.1, 0.33, 0.66].enumerated() {
            let path = "\(folder)/\(number).png"
            let time = Int(Double(facts.durationMilliseconds) * part)
            let filter = "\(FFmpeg.shown(facts, width: nil)),thumbnail=n=24"
            try await ffmpeg.write(
                FFmpeg.input(FileBytes.absolute(source), demuxer: facts.demuxer, from: time)
                    + FFmpeg.picture(facts) + ["-frames:v", "1", "-vf", filter]
                    + FFmpeg.bare + ["-c:v", "png", "-f", "image2", "-update", "1", "file:\(path)"])
            if access(path, R_OK) == 0 { frames.append(path) }
        }
        guard frames.isEmpty else { return frames }
        // Too short to have a picture at any of those moments.
        let path = "\(folder)/first.png"
        try await ffmpeg.write(
            FFmpeg.input(FileBytes.absolute(source), demuxer: facts.demuxer) + FFmpeg.picture(facts)
                + ["-frames:v", "1", "-vf", FFmpeg.shown(facts, width: nil)] + FFmpeg.bare
                + ["-c:v", "png", "-f", "image2", "-update", "1", "file:\(path)"])
        guard access(path, R_OK) == 0 else { throw VideoRefusal.damaged }
        return [path]
    }

    /// One sheet of small pictures for the seek bar, from a size that was made already: only its key
    /// frames are decoded.
    public func storyboard(
        _ film: String, _ facts: VideoFacts, into folder: String
    ) async throws -> Storyboard {
        try FileBytes.makeFolder(folder)
        let path = "\(try FileBytes.absolute(folder))/storyboard.webp"
        // Key frames stand two seconds apart, and a hundred pictures are enough to find anything by.
        let interval = max(2_000, (facts.durationMilliseconds / 100 + 999) / 1000 * 1000)
        let count = max(1, (facts.durationMilliseconds + interval - 1) / interval)
        let columns = min(10, count)
        let rows = (count + columns - 1) / columns
        let width = facts.width >= facts.height ? 160 : 90
        let height = max(
            2, Int((Double(facts.height) * Double(width) / Double(facts.width) / 2).rounded()) * 2)
        let filter =
            "fps=1000/\(interval):round=down,scale=\(width):\(height),tile=\(columns)x\(rows)"
        try await ffmpeg.write(
            ["-skip_frame", "nokey"] + FFmpeg.input(FileBytes.absolute(film), demuxer: "mov")
                + ["-map", "0:v:0", "-an", "-vf", filter, "-frames:v", "1"] + FFmpeg.bare
                + ["-c:v", "libwebp", "-quality", "60", "-f", "webp", "file:\(path)"])
        guard access(path, R_OK) == 0 else {
            throw MediaFault.programFailed(program: "ffmpeg", detail: "wrote no storyboard")
        }
        return Storyboard(
            path: path, columns: columns, rows: rows, tileWidth: width, tileHeight: height,
            intervalMilliseconds: interval)
    }

    /// The picture of sound alone.
    func still(_ source: String, _ facts: VideoFacts, into folder: String) async throws -> String {
        let path = "\(folder)/still.png"
        let size = "\(facts.width):\(facts.height)"
        let output =
            FFmpeg.bare + ["-frames:v", "1", "-c:v", "png", "-f", "image2", "-update", "1", "file:\(path)"]
        if let cover = facts.coverStream {
            let filter =
                "scale=\(size):force_original_aspect_ratio=decrease,pad=\(size):(ow-iw)/2:(oh-ih)/2:0x1d1b26"
            try await ffmpeg.write(
                FFmpeg.input(FileBytes.absolute(source), demuxer: facts.demuxer)
                    + ["-map", "0:\(cover)", "-vf", filter] + output)
        } else {
            try await ffmpeg.write(
                ["-f", "lavfi", "-i", "color=c=0x1d1b26:s=\(facts.width)x\(facts.height)"] + output)
        }
        guard access(path, R_OK) == 0 else { throw VideoRefusal.damaged }
        return path
    }

    func writing(_ target: String, _ work: () async throws -> Void) async throws {
        do { try await work() } catch {
            unlink(target)
            throw error
        }
    }
}

extension VideoLimits {
    fileprivate func check(_ facts: VideoFacts, bytes: Int) throws(VideoRefusal) {
        let seconds = (facts.durationMilliseconds + 999) / 1000
        guard facts.durationMilliseconds >= durationMillisecondsMin else { throw .tooShort }
        guard seconds <= durationSecondsMax else { throw .tooLong(seconds: seconds) }
        guard max(facts.width, facts.height) <= sidePixelsMax, facts.width * facts.height <= pixelsMax else {
            throw .tooManyPixels(width: facts.width, height: facts.height)
        }
        guard facts.framesPerSecond < Double(framesPerSecondMax) + 0.5 else {
            throw .tooManyFrames(perSecond: Int(min(facts.framesPerSecond, 1e6).rounded()))
        }
        guard seconds <= 600 || bytes * 8 / seconds >= bitsPerSecondMin else { throw .tooThin }
    }
}

extension FFmpeg {
    /// The one stream that is the film's picture.
    static func picture(_ facts: VideoFacts) -> [String] {
        ["-map", "0:\(facts.pictureStream ?? 0)", "-an"]
    }

    /// Filters to the size the film is shown at, square pixels and what screens show; at another width if one
    /// is given.
    static func shown(_ facts: VideoFacts, width: (Int, Int)?) -> String {
        let (wide, high) = width ?? (facts.width, facts.height)
        let scale = "scale=\(wide):\(high):flags=bicubic,setsar=1"
        guard let light = facts.light else { return "\(scale),format=yuv420p" }
        return scale
            + ",setparams=color_primaries=\(light.primaries):color_trc=\(light.transfer)"
            + ":colorspace=\(light.matrix)"
            + ",zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0"
            + ",zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
    }
}
