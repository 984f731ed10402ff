/// What must be known of a film before anything is made of it.
public struct VideoFacts: Sendable, Equatable {
    public var durationMilliseconds: Int
    /// Pixels as shown: the camera's rotation is applied, and pixels are square.
    public var width: Int
    public var height: Int
    public var hasAudio: Bool
    /// False for sound alone, also if it brings a cover.
    public var hasPicture: Bool
    /// As ffprobe names it: "hevc"; "" without a picture.
    public var videoCodec: String
    /// "aac", or nil without sound.
    public var audioCodec: String?
    /// Of a film whose rate varies, what it has where it moves. 0 without a picture.
    public var framesPerSecond: Double
    /// Brighter than a page: to be brought down to what every screen shows. Nil for most films.
    var light: HighDynamicRange?
    /// ffmpeg's reader for the file.
    var demuxer: String
    /// The picture's and the cover's numbers among the file's streams.
    var pictureStream: Int?
    var coverStream: Int?
}

/// How a film that is brighter than a page describes its colours (ITU-R BT.2100), in ffmpeg's words. Many
/// files name only the curve; the colours are then those of BT.2020, which the standard knows alone.
struct HighDynamicRange: Sendable, Equatable {
    let transfer: String
    let primaries: String
    let matrix: String

    /// From what ffprobe said of the stream. Nil for films of usual brightness.
    init?(_ stream: [String: String]?) {
        let transfer = stream?["color_transfer"] ?? ""
        guard ["smpte2084", "arib-std-b67"].contains(transfer) else { return nil }
        let primaries = stream?["color_primaries"] ?? ""
        let matrix = stream?["color_space"] ?? ""
        self.transfer = transfer
        self.matrix = Self.matrices.contains(matrix) ? matrix : "bt2020nc"
        // The standard knows ICtCp with the colours of BT.2020 alone, and so does zscale.
        let isNamed = Self.primaries.contains(primaries) && matrix != "ictcp"
        self.primaries = isNamed ? primaries : "bt2020"
    }

    /// Those that zscale brings down; a film that names another is seen as if it named none.
    private static let primaries = ["bt709", "bt2020", "smpte431", "smpte432"]
    private static let matrices = ["bt709", "bt2020nc", "ictcp"]
}
