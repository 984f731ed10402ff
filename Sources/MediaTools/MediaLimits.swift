/// What a file may cost before it is refused. Handed in by the caller, so that an operator's settings and a
/// test's tiny values travel the same road.
public struct MediaLimits: Sendable {
    public var picture: PictureLimits
    public var video: VideoLimits

    public init(picture: PictureLimits = PictureLimits(), video: VideoLimits = VideoLimits()) {
        self.picture = picture
        self.video = video
    }
}

/// What one picture may cost.
public struct PictureLimits: Sendable {
    /// 16 MiB: a 50-megapixel phone photograph of high quality, with room to spare.
    public var bytesMax = 16 * 1024 * 1024
    /// 12,000 pixels a side. Must stay at or under 16,383, the largest side WebP can hold (RFC 9649, 2.5).
    public var sidePixelsMax = 12_000
    /// 50 megapixels: today's largest usual phone sensors. Bounds the memory of a full decode (4 bytes each).
    public var pixelsMax = 50_000_000
    /// For the whole preparation of one picture, all its sizes included.
    public var secondsMax = 20
    /// Address space of each child. The dearest kind measured (PNG of 50 megapixels, 16 bits, transparent,
    /// interlaced) needs 520 MB of memory.
    public var memoryBytesMax = 1_500_000_000

    public init() {}
}

/// What one video may cost.
public struct VideoLimits: Sendable {
    /// 2 GiB, the largest file the uploads take.
    public var bytesMax = 2 * 1024 * 1024 * 1024
    /// 12 hours.
    public var durationSecondsMax = 12 * 3600
    /// A rounding of half a frame is forgiven: phones write 60.02 and mean 60.
    public var framesPerSecondMax = 60
    /// 4,096 pixels a side: 4K in either direction, the largest frame of H.264 level 5.2.
    public var sidePixelsMax = 4_096
    /// For reading the facts of a file.
    public var probeSecondsMax = 20
    /// For one poster or one remux. A remux copies the file twice, so a slow disk decides.
    public var workSecondsMax = 300
    /// Address space of each child. One decoder thread at 4K needs less than 500 MB.
    public var memoryBytesMax = 2_000_000_000

    public init() {}
}
