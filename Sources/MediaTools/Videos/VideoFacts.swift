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
    /// 0 where the file does not say.
    public var framesPerSecond: Double
    /// Brighter than a page: to be brought down to what every screen shows.
    public var isHighDynamicRange: Bool
    /// ffmpeg's reader for the file.
    var demuxer: String
    /// The picture's and the cover's numbers among the file's streams.
    var pictureStream: Int?
    var coverStream: Int?
}
