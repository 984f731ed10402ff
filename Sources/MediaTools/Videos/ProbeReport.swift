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

    /// As the file says; nil where it says nothing, as recordings do that were written while they went on.
    var seconds: Double? {
        for said in [format["duration"], video?["duration"], audio?["duration"]] {
            if let seconds = Double(said ?? ""), seconds > 0 { return seconds }
        }
        return nil
    }

    /// The average over the whole film, and the rate that all its times are multiples of: the same in a film
    /// of constant rate. 0 where the file does not say.
    var averageRate: Double { Self.quotient(video?["avg_frame_rate"], "/") }
    var finestRate: Double { Self.quotient(video?["r_frame_rate"], "/") }

    /// Rates that no camera has are the clock's in which a recorder wrote its times.
    var isRateSure: Bool {
        averageRate > 0 && averageRate < 250 && abs(finestRate - averageRate) < averageRate / 50
    }

    /// "30000/1001" as a number; 0 where the file does not say.
    static func quotient(_ text: String?, _ separator: Character) -> Double {
        let parts = (text ?? "").split(separator: separator).compactMap { Double($0) }
        return parts.count == 2 && parts[1] > 0 ? parts[0] / parts[1] : 0
    }

    /// The entries to ask ffprobe for.
    static let entries =
        "stream=index,codec_type,codec_name,width,height,avg_frame_rate,r_frame_rate,sample_aspect_ratio"
        + ",color_transfer,color_primaries,color_space,duration:stream_disposition=attached_pic"
        + ":stream_side_data=rotation:format=duration"
}

extension VideoFacts {
    /// From what ffprobe said, and the packets' times where that was not enough; throws for what cannot be
    /// read.
    init(
        _ report: ProbeReport, _ times: PacketTimes? = nil, demuxer: String
    ) throws(VideoRefusal) {
        let (video, audio, cover) = (report.video, report.audio, report.cover)
        guard video != nil || audio != nil else { throw .noPicture }
        for stream in [video, audio] {
            if let codec = stream?["codec_name"], codec == "unknown" { throw .codecNotReadable(codec) }
        }
        guard let seconds = report.seconds ?? times?.seconds, seconds < 1e9 else { throw .damaged }
        let size = try Self.size(video)
        self.init(
            durationMilliseconds: Int((seconds * 1000).rounded()), width: size.width, height: size.height,
            hasAudio: audio != nil, hasPicture: video != nil, videoCodec: video?["codec_name"] ?? "",
            audioCodec: audio?["codec_name"], framesPerSecond: Self.rate(report, times),
            light: HighDynamicRange(video),
            demuxer: demuxer, pictureStream: video?["index"].flatMap { Int($0) },
            coverStream: cover?["index"].flatMap { Int($0) })
    }

    /// What the packets say where the file is not sure. A recording of a screen may stand still wherever it
    /// was looked at and move elsewhere, so it is taken as one of 30, or of as many as it can have.
    private static func rate(_ report: ProbeReport, _ times: PacketTimes?) -> Double {
        let said = report.averageRate
        guard let times, !report.isRateSure else { return said }
        let heard = times.picturesPerSecond
        guard heard < 23.5 else { return heard }
        return max(heard, report.finestRate > 0 ? min(report.finestRate, 30) : 30)
    }

    /// As shown; sound alone is shown as a page's width.
    private static func size(_ video: [String: String]?) throws(VideoRefusal) -> PixelSize {
        guard let video else { return PixelSize(width: 854, height: 480) }
        guard let width = Int(video["width"] ?? ""), let height = Int(video["height"] ?? ""), width > 0,
            height > 0
        else { throw .damaged }
        let shape = ProbeReport.quotient(video["sample_aspect_ratio"], ":")
        let wide = shape > 0.1 && shape < 10 ? max(1, Int((Double(width) * shape).rounded())) : width
        let turn = (Int(video["rotation"] ?? "") ?? 0) % 180
        return turn == 0 ? PixelSize(width: wide, height: height) : PixelSize(width: height, height: wide)
    }
}
