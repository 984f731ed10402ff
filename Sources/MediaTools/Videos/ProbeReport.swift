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

    var audio: [String: String]? {
        streams.first { $0["codec_type"] == "audio" }
    }

    /// The entries to ask ffprobe for.
    static let entries =
        "stream=codec_type,codec_name,pix_fmt,width,height,avg_frame_rate"
        + ":stream_disposition=attached_pic:stream_side_data=rotation:format=duration"
}
