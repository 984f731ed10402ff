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
