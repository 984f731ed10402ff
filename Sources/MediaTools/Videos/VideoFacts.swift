/// What a page and a player must know of a video file.
public struct VideoFacts: Sendable, Equatable {
    public var durationMilliseconds: Int
    /// Pixels as shown: the camera's rotation is applied.
    public var width: Int
    public var height: Int
    /// Clockwise turn that a player applies to the stored picture: 0, 90, 180 or 270.
    public var rotationDegrees: Int
    public var hasAudio: Bool
    /// As ffprobe names it: "h264".
    public var videoCodec: String
    /// "aac", or nil without sound.
    public var audioCodec: String?
    public var framesPerSecond: Double
    /// True if the index lies before the pictures, so that playing starts before the file is loaded.
    public var isFastStart: Bool
}
