/// Why a file is not taken as a video. Each is something the person can act on.
public enum VideoRefusal: Error, Sendable, Equatable {
    /// The bytes announce no MP4 file.
    case notAVideo
    /// An MP4 file with sound or a cover at most.
    case noPicture
    case tooLong(seconds: Int)
    case tooLarge(bytes: Int)
    /// More pixels a side than the limits allow.
    case tooManyPixels(width: Int, height: Int)
    /// More frames a second than the limits allow.
    case tooManyFrames(perSecond: Int)
    /// Browsers play it here and there at best; says what it is, such as "hevc" or "h264 yuv420p10le".
    case codecNotPlayable(String)
    /// The bytes break off or contradict themselves.
    case damaged
    /// Reading it takes more time or memory than the limits allow.
    case tooSlow
}
