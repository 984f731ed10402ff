/// ffmpeg and ffprobe, tied down: only local files, only the MP4 reader, one decoder thread, silent but for
/// errors. What the file itself asks for (other files, network addresses) is not followed.
struct FFmpeg {
    let child: Child
    let limits: VideoLimits

    func probe(_ source: String) async throws -> ProbeReport {
        let result = try await run(
            "ffprobe", input(source) + ["-show_entries", ProbeReport.entries, "-of", "default"],
            seconds: limits.probeSecondsMax)
        guard result.isSuccess else { throw refusal(result) }
        return ProbeReport(result.outputText)
    }

    /// One frame as PNG, upright.
    func frame(_ source: String, atMilliseconds time: Int, into path: String) async throws {
        let place = "\(time / 1000).\(String(time % 1000 + 1000).dropFirst())"
        try await write(
            ["-ss", place] + input(source) + [
                "-map", "0:v:0", "-frames:v", "1", "-map_metadata", "-1", "-c:v", "png", "-f", "image2",
                "-update", "1", "-y", "file:\(path)",
            ], fileBytesMax: 128 * 1024 * 1024)
    }

    /// The first picture and the first sound copied as they are into a new file: index in front; no
    /// metadata, chapters, subtitles or data streams (phones keep places in those). H.264's free-form
    /// messages go too (supplemental enhancement information, NAL type 6, ITU-T H.264 7.4.1): camcorders
    /// write place and model there.
    func remux(_ source: String, into path: String) async throws {
        try await write(
            input(source) + [
                "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1",
                "-fflags", "+bitexact", "-bsf:v", "filter_units=remove_types=6", "-movflags", "+faststart",
                "-f", "mp4", "-y", "file:\(path)",
            ], fileBytesMax: limits.bytesMax + 64 * 1024 * 1024)
    }

    private func write(_ arguments: [String], fileBytesMax: Int) async throws {
        let result = try await run(
            "ffmpeg", ["-nostdin", "-hide_banner"] + arguments, seconds: limits.workSecondsMax,
            fileBytesMax: fileBytesMax)
        guard result.isSuccess else { throw refusal(result) }
    }

    /// "file:" keeps ffmpeg from reading a protocol into a path with a colon.
    private func input(_ source: String) -> [String] {
        [
            "-v", "error", "-protocol_whitelist", "file,pipe", "-threads", "1", "-f", "mov", "-i",
            "file:\(source)",
        ]
    }

    private func run(
        _ program: String, _ arguments: [String], seconds: Int, fileBytesMax: Int = 1 << 20
    ) async throws -> ChildResult {
        try await child.run(
            program, arguments,
            limits: ChildLimits(
                wallSecondsMax: Double(seconds), memoryBytesMax: limits.memoryBytesMax,
                fileBytesMax: fileBytesMax))
    }

    private func refusal(_ result: ChildResult) -> VideoRefusal {
        result.status.isTooSlow || result.errorText.contains("Cannot allocate memory") ? .tooSlow : .damaged
    }
}
