/// A picture made ready for pages: clean WebP files and what a page must know before it loads one.
public struct PreparedPicture: Sendable, Equatable {
    /// What was sent.
    public var format: PictureFormat
    /// Pixels of what was sent, upright: after the camera's rotation was applied.
    public var width: Int
    public var height: Int
    /// Smallest first, each width once; never empty, and none wider than what was sent.
    public var sizes: [PictureSize]
    /// 28 characters: 4 x 3 components.
    public var blurhash: String
    /// Nil for a picture of one colour, which is like every other.
    public var perceptualHash: PerceptualHash?
    /// Not nil if what was sent moves; the sizes show its first frame.
    public var animation: PictureAnimation?
}

/// One WebP file of a prepared picture.
public struct PictureSize: Sendable, Equatable {
    public var path: String
    /// Pixels.
    public var width: Int
    public var height: Int
    public var bytes: Int
}
