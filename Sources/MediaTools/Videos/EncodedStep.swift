/// One size of a film as it was made: a fragmented MP4 file whose segments are ranges of bytes.
public struct EncodedStep: Sendable, Equatable {
    public var path: String
    public var width: Int
    public var height: Int
    public var bytes: Int
    /// RFC 6381, section 3.3: `avc1.64001f,mp4a.40.2`.
    public var codecs: String
    /// Bits a second, of the busiest segment and of all (RFC 8216, 4.3.4.2).
    public var bandwidth: Int
    public var averageBandwidth: Int
    public var framesPerSecond: Double
    let media: HLSMedia

    /// The list of its segments, in a file of this name beside it.
    public func playlist(naming file: String) -> String { media.text(naming: file) }
}

/// A media playlist of byte ranges in one file (RFC 8216, 4.3.2.2).
struct HLSMedia: Sendable, Equatable {
    struct Segment: Sendable, Equatable {
        let seconds: Double
        let range: Range<Int>
    }

    let header: Range<Int>
    let segments: [Segment]

    /// Reads what ffmpeg wrote. Nil when the ranges do not cover the file without a gap: such a list
    /// would play up to the gap and then stop.
    init?(reading text: String, fileBytes: Int) {
        var (header, segments): (Range<Int>?, [Segment]) = (nil, [])
        var (seconds, range): (Double?, Range<Int>?) = (nil, nil)
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("#EXT-X-MAP:"), let quoted = line.firstRange(of: "BYTERANGE=\"") {
                header = Self.range(line[quoted.upperBound...].prefix { $0 != "\"" }, after: 0)
            } else if line.hasPrefix("#EXTINF:") {
                seconds = Double(line.dropFirst(8).prefix { $0 != "," })
            } else if line.hasPrefix("#EXT-X-BYTERANGE:") {
                let end = segments.last?.range.upperBound ?? header?.upperBound ?? 0
                range = Self.range(line.dropFirst(17), after: end)
            } else if !line.hasPrefix("#"), let taken = seconds, let place = range {
                segments.append(Segment(seconds: taken, range: place))
                (seconds, range) = (nil, nil)
            }
        }
        guard let header, header.lowerBound == 0, !segments.isEmpty else { return nil }
        var end = header.upperBound
        for segment in segments {
            guard segment.range.lowerBound == end, segment.seconds > 0 else { return nil }
            end = segment.range.upperBound
        }
        guard end <= fileBytes else { return nil }
        (self.header, self.segments) = (header, segments)
    }

    /// `length@offset`, or `length` from where the one before ended.
    private static func range(_ text: Substring, after end: Int) -> Range<Int>? {
        let parts = text.split(separator: "@").compactMap { Int($0) }
        guard let length = parts.first, length > 0 else { return nil }
        let start = parts.count > 1 ? parts[1] : end
        return start..<start + length
    }

    var seconds: Double { segments.reduce(0) { $0 + $1.seconds } }

    /// Bits a second of the busiest segment that lasts long enough to count.
    var peak: Int {
        let rates = segments.filter { $0.seconds >= 0.5 }.map { Double($0.range.count) * 8 / $0.seconds }
        return Int((rates.max() ?? average).rounded(.up))
    }

    var average: Double { Double(segments.reduce(0) { $0 + $1.range.count }) * 8 / max(seconds, 0.001) }

    func text(naming file: String) -> String {
        let longest = Int((segments.map(\.seconds).max() ?? 1).rounded(.up))
        var lines = [
            "#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:\(max(1, longest))",
            "#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-INDEPENDENT-SEGMENTS",
            "#EXT-X-MAP:URI=\"\(file)\",BYTERANGE=\"\(header.count)@0\"",
        ]
        for segment in segments {
            lines.append("#EXTINF:\(decimal(segment.seconds, places: 6)),")
            lines.append("#EXT-X-BYTERANGE:\(segment.range.count)@\(segment.range.lowerBound)")
            lines.append(file)
        }
        return (lines + ["#EXT-X-ENDLIST", ""]).joined(separator: "\n")
    }
}

/// A positive number as digits and a point, whatever the locale.
private func decimal(_ number: Double, places: Int) -> String {
    let unit = Int((0..<places).reduce(1.0) { one, _ in one * 10 })
    let whole = Int((number * Double(unit)).rounded())
    let rest = String(whole % unit)
    return "\(whole / unit).\(String(repeating: "0", count: places - rest.count))\(rest)"
}

/// One size in the list of sizes.
public struct HLSVariant: Sendable {
    let playlist: String
    let width: Int
    let height: Int
    let codecs: String
    let bandwidth: Int
    let averageBandwidth: Int
    let framesPerSecond: Double

    public init(
        playlist: String, width: Int, height: Int, codecs: String, bandwidth: Int, averageBandwidth: Int,
        framesPerSecond: Double
    ) {
        (self.playlist, self.width, self.height, self.codecs) = (playlist, width, height, codecs)
        (self.bandwidth, self.averageBandwidth) = (bandwidth, averageBandwidth)
        self.framesPerSecond = framesPerSecond
    }
}

/// The list of a film's sizes (RFC 8216, 4.3.4.2).
public enum HLSMaster {
    /// In the order given: players begin with the first.
    public static func text(_ variants: [HLSVariant]) -> String {
        var lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
        for variant in variants {
            var facts = [
                "BANDWIDTH=\(variant.bandwidth)", "AVERAGE-BANDWIDTH=\(variant.averageBandwidth)",
                "CODECS=\"\(variant.codecs)\"", "RESOLUTION=\(variant.width)x\(variant.height)",
            ]
            if variant.framesPerSecond > 0 {
                facts.append("FRAME-RATE=\(decimal(variant.framesPerSecond, places: 3))")
            }
            lines.append("#EXT-X-STREAM-INF:\(facts.joined(separator: ","))")
            lines.append(variant.playlist)
        }
        return (lines + [""]).joined(separator: "\n")
    }
}

/// How far an encoder is.
public struct EncodeProgress: Sendable, Equatable {
    /// 0 to 1.
    public var fraction: Double
    public var secondsLeft: Double?
}

/// Small pictures of a film in one large one, row after row.
public struct Storyboard: Sendable, Equatable {
    public var path: String
    public var columns: Int
    public var rows: Int
    public var tileWidth: Int
    public var tileHeight: Int
    public var intervalMilliseconds: Int
}

/// A moving picture made into a film.
public struct Loop: Sendable, Equatable {
    public var path: String
    public var durationMilliseconds: Int
    public var bytes: Int
}
