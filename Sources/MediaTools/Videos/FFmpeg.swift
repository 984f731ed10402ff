/// ffmpeg and ffprobe, tied down: only local files, only the reader that the file's bytes announced,
/// silent but for errors. What the file itself asks for (other files, network addresses) is not followed.
struct FFmpeg: Sendable {
    let child: Child
    let limits: VideoLimits

    func probe(_ source: String, demuxer: String) async throws -> ProbeReport {
        let result = try await child.run(
            "ffprobe",
            Self.guarded + ["-f", demuxer, "-i", "file:\(source)"]
                + ["-show_entries", ProbeReport.entries, "-of", "default"],
            limits: childLimits(seconds: limits.probeSecondsMax, fileBytesMax: 1 << 20))
        guard result.isSuccess else { throw refusal(result) }
        return ProbeReport(result.outputText)
    }

    /// Reads a file's packets, without decoding any: all of them if the file does not say how long it is,
    /// which takes as long as the disk takes; else those of its picture in thirty seconds of it, if it does
    /// not say truly how many pictures it shows a second. Nil for a file that says both.
    func times(_ source: String, demuxer: String, _ report: ProbeReport) async throws -> PacketTimes? {
        let picture = report.video?["index"].flatMap { Int($0) }
        let times = PacketTimes(pictureStream: picture)
        let what = ["-show_entries", PacketTimes.entries, "-of", "csv=p=0"]
        let input = ["-f", demuxer, "-i", "file:\(source)"]
        guard let seconds = report.seconds else {
            let limits = childLimits(seconds: limits.measureSecondsMax, fileBytesMax: 1 << 20)
            let result = try await child.run("ffprobe", Self.guarded + input + what, limits: limits) {
                times.read($0)
            }
            guard result.isSuccess else { throw refusal(result) }
            return times
        }
        guard let picture, !report.isRateSure else { return nil }
        let spans = seconds < 30 ? ["%+30"] : [0, 0.45, 0.8].map { "\(Int(seconds * $0))%+10" }
        let sample = ["-select_streams", "\(picture)", "-read_intervals", spans.joined(separator: ",")]
        // What was heard until it failed, or the time was up, is better than the file's word.
        _ = try await child.run(
            "ffprobe", Self.guarded + sample + input + what,
            limits: childLimits(seconds: limits.probeSecondsMax, fileBytesMax: 1 << 20)
        ) { times.read($0) }
        return times
    }

    /// Runs ffmpeg to its end on what `input` makes of the source. On failure the file at `target` is taken
    /// away by the caller.
    func write(
        _ arguments: [String], seconds: Int? = nil, fileBytesMax: Int = 256 * 1024 * 1024
    ) async throws {
        let result = try await child.run(
            "ffmpeg", Self.quiet + arguments,
            limits: childLimits(seconds: seconds ?? limits.workSecondsMax, fileBytesMax: fileBytesMax))
        guard result.isSuccess else { throw refusal(result) }
    }

    /// The same, told how far it is.
    func encode(
        _ arguments: [String], seconds: Int, onLine: @escaping @Sendable (String) async -> Void
    ) async throws {
        var childLimits = childLimits(seconds: seconds, fileBytesMax: limits.bytesMax * 2)
        childLimits.silenceSecondsMax = limits.silenceSecondsMax
        let result = try await child.run(
            "ffmpeg", Self.quiet + ["-progress", "pipe:1", "-stats_period", "0.5"] + arguments,
            limits: childLimits, onLine: onLine)
        guard result.isSuccess else { throw refusal(result) }
    }

    /// Reads the source, from a moment on. "file:" keeps ffmpeg from reading a protocol into a path with a
    /// colon. `-noautorotate` is not given: what was turned by a flag is turned for good.
    static func input(_ source: String, demuxer: String, from milliseconds: Int = 0) -> [String] {
        let start = milliseconds > 0 ? ["-ss", decimals(milliseconds)] : []
        return ["-protocol_whitelist", "file,pipe"] + start + ["-f", demuxer, "-i", "file:\(source)"]
    }

    /// Nothing of place, time, device or chapters is taken over, nor a stream that is neither.
    static let bare = [
        "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact", "-flags:v",
        "+bitexact", "-flags:a", "+bitexact",
    ]

    static func decimals(_ milliseconds: Int) -> String {
        "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst())"
    }

    private static let guarded = ["-v", "error", "-protocol_whitelist", "file,pipe"]
    private static let quiet = ["-nostdin", "-hide_banner", "-v", "error", "-y"]

    private func childLimits(seconds: Int, fileBytesMax: Int) -> ChildLimits {
        ChildLimits(
            // Each of a machine's cores may work all the time.
            wallSecondsMax: Double(seconds), cpuSecondsMax: max(1, seconds) * 64,
            memoryBytesMax: limits.memoryBytesMax, fileBytesMax: fileBytesMax)
    }

    private func refusal(_ result: ChildResult) -> VideoRefusal {
        result.status.isTooSlow || result.errorText.contains("Cannot allocate memory") ? .tooSlow : .damaged
    }
}
