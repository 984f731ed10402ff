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
    /// 200,000 segments, chunks or boxes: 16 MiB in the smallest that encoders write, and a walk over them
    /// stays far below a second.
    public var blocksMax = 200_000
    /// Of one animation: 40 seconds at 25 a second, longer than almost any that goes round.
    public var framesMax = 1_000
    /// Pixels of all frames of one animation: 1,000 of 1280 x 720. Bounds the work of making a film of it.
    public var animationPixelsMax = 1_000_000_000
    /// Two minutes; what is longer is a video and has its own way in.
    public var animationSecondsMax = 120
    /// Address space of each child. The dearest kind measured (PNG of 50 megapixels, 16 bits, transparent,
    /// interlaced) needs 520 MB of memory.
    public var memoryBytesMax = 1_500_000_000

    public init() {}
}

/// What one film may cost.
public struct VideoLimits: Sendable {
    /// 20 GiB, the largest file the uploads take.
    public var bytesMax = 20 * 1024 * 1024 * 1024
    /// 12 hours.
    public var durationSecondsMax = 12 * 3600
    /// What is shorter is a picture that came in a film's clothes.
    public var durationMillisecondsMin = 200
    /// Slow motion of phones; a rounding of half a frame is forgiven.
    public var framesPerSecondMax = 240
    /// 8,192 pixels a side: 8K in either direction.
    public var sidePixelsMax = 8_192
    /// 36 megapixels a frame: 8K. Bounds the decoder's memory.
    public var pixelsMax = 36_000_000
    /// A camera writes four or five.
    public var streamsMax = 16
    /// Bits a second that a film longer than ten minutes has at least: below, there is nothing to see in it,
    /// and hours of nothing cost as much to encode as hours of something.
    public var bitsPerSecondMin = 8_000
    /// For reading the facts of a file.
    public var probeSecondsMax = 20
    /// For reading a recording that does not say how long it is to its end: 12 GB from a slow disk.
    public var measureSecondsMax = 120
    /// For one picture out of a film, or for copying it into another file, which a slow disk decides.
    public var workSecondsMax = 600
    /// For one size of a film, a second of the film: a film of 8K takes a small machine that long.
    public var encodeSecondsPerSecondMax = 60
    /// An encoder that makes no progress for so long hangs.
    public var silenceSecondsMax = 120.0
    /// Address space of each child: a decoder of 8K with its threads needs 3 GB.
    public var memoryBytesMax = 6_000_000_000

    public init() {}
}

/// What one file of captions may cost.
public struct CaptionLimits: Sendable {
    /// 1 MB: the captions of a film of three hours take 200 KB.
    public var bytesMax = 1_000_000
    /// One every two seconds for eleven hours.
    public var cuesMax = 20_000
    /// Bytes of one cue's text with its tags; what fills a screen is a tenth of it.
    public var cueBytesMax = 4_000

    public init() {}
}
