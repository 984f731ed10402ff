/// What ffprobe printed: `key=value` lines in sections that begin with `[NAME]`. Only keys asked for by name
/// are printed, and none of them carries text from the file, so no value spans lines or forges a section.
struct ProbeReport {
    private(set) var streams: [[String: String]] = []
    private(set) var format: [String: String] = [:]

    init(_ text: String) {
        var isFormat = false
        for line in text.split(whereSeparator: \.isNewline) {
            if line == "[STREAM]" { streams.append([:]) }
            if line == "[FORMAT]" { isFormat = true }
            guard let equals = line.firstIndex(of: "=") else { continue }
            let key = String(line[..<equals])
            let value = String(line[line.index(after: equals)...])
            if isFormat {
                format[key] = value
            } else if !streams.isEmpty {
                streams[streams.count - 1][key] = value
            }
        }
    }

    /// The first moving picture, passing over cover art.
    var video: [String: String]? {
        streams.first { $0["codec_type"] == "video" && $0["DISPOSITION:attached_pic"] != "1" }
    }

    var cover: [String: String]? {
        streams.first { $0["codec_type"] == "video" && $0["DISPOSITION:attached_pic"] == "1" }
    }

    var audio: [String: String]? {
        streams.first { $0["codec_type"] == "audio" }
    }

    /// The entries to ask ffprobe for.
    static let entries =
        "stream=index,codec_type,codec_name,width,height,avg_frame_rate,sample_aspect_ratio,color_transfer"
        + ",duration:stream_disposition=attached_pic:stream_side_data=rotation:format=duration"
}

extension VideoFacts {
    /// From what ffprobe said; throws for what cannot be read.
    init(_ report: ProbeReport, demuxer: String) throws(VideoRefusal) {
        let (video, audio, cover) = (report.video, report.audio, report.cover)
        guard video != nil || audio != nil else { throw .noPicture }
        for stream in [video, audio] {
            if let codec = stream?["codec_name"], codec == "unknown" { throw .codecNotReadable(codec) }
        }
        let said = report.format["duration"] ?? video?["duration"] ?? audio?["duration"] ?? ""
        guard let seconds = Double(said), seconds > 0, seconds < 1e9 else { throw .damaged }
        let size = try Self.size(video)
        self.init(
            durationMilliseconds: Int((seconds * 1000).rounded()), width: size.width, height: size.height,
            hasAudio: audio != nil, hasPicture: video != nil, videoCodec: video?["codec_name"] ?? "",
            audioCodec: audio?["codec_name"], framesPerSecond: Self.quotient(video?["avg_frame_rate"], "/"),
            isHighDynamicRange: ["smpte2084", "arib-std-b67"].contains(video?["color_transfer"] ?? ""),
            demuxer: demuxer, pictureStream: video?["index"].flatMap { Int($0) },
            coverStream: cover?["index"].flatMap { Int($0) })
    }

    /// As shown; sound alone is shown as a page's width.
    private static func size(_ video: [String: String]?) throws(VideoRefusal) -> PixelSize {
        guard let video else { return PixelSize(width: 854, height: 480) }
        guard let width = Int(video["width"] ?? ""), let height = Int(video["height"] ?? ""), width > 0,
            height > 0
        else { throw .damaged }
        let shape = quotient(video["sample_aspect_ratio"], ":")
        let wide = shape > 0.1 && shape < 10 ? max(1, Int((Double(width) * shape).rounded())) : width
        let turn = (Int(video["rotation"] ?? "") ?? 0) % 180
        return turn == 0 ? PixelSize(width: wide, height: height) : PixelSize(width: height, height: wide)
    }

    /// "30000/1001" as a number; 0 where the file does not say.
    private static func quotient(_ text: String?, _ separator: Character) -> Double {
        let parts = (text ?? "").split(separator: separator).compactMap { Double($0) }
        return parts.count == 2 && parts[1] > 0 ? parts[0] / parts[1] : 0
    }
}
