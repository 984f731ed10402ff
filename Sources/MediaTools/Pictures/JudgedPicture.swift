/// What a picture's bytes say of it, before any decoder has run.
public struct JudgedPicture: Sendable, Equatable {
    public var format: PictureFormat
    /// Pixels as stored, which is not as shown if the camera was held on its side. At most what the limits
    /// allow.
    public var width: Int
    public var height: Int
    /// Nil for a still picture; also for an animated PNG or AVIF, whose first frame is shown.
    public var animation: PictureAnimation?
    /// True if it brings a colour profile of its own.
    var hasProfile: Bool
}

/// How a picture moves.
public struct PictureAnimation: Sendable, Equatable {
    /// Two or more.
    public var frames: Int
    /// Once through.
    public var milliseconds: Int

    public init(frames: Int, milliseconds: Int) {
        self.frames = frames
        self.milliseconds = milliseconds
    }
}
