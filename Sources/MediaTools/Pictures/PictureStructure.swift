/// What a picture's own structure says without a pixel being decoded: its blocks are walked to its end.
///
/// The five walks are strict about what the pixels need (a block that reaches past the end of the file is
/// damage) and lenient about the rest, as cameras are; everything they step over is noted, to be searched.
struct PictureStructure {
    /// The most pixels that any of its headers claims.
    var size: PixelSize?
    /// Where the format says that the picture is over.
    var end = 0
    /// Parts that are no pixels: comments, metadata, unknown blocks, bytes between blocks.
    var notes: [Range<Int>] = []
    /// True if it brings a colour profile of its own.
    var hasProfile = false
    /// Pictures shown one after the other; 1 for a still one.
    var frames = 0
    /// How long all frames take together.
    var milliseconds = 0

    /// Walks the file in pieces. Throws `PictureRefusal` as soon as a header claims more than the limits
    /// allow, or when the blocks do not hold together; `MediaFault` if reading fails.
    static func walk(
        _ file: LocalFile, _ format: PictureFormat, _ limits: PictureLimits
    ) throws -> PictureStructure {
        let structure =
            switch format {
            case .jpeg: try JPEGWalk.walk(file, limits)
            case .png: try PNGWalk.walk(file, limits)
            case .gif: try GIFWalk.walk(file, limits)
            case .webp: try WebPWalk.walk(file, limits)
            case .avif, .heic: try BoxWalk.walk(file, limits)
            }
        guard structure.size != nil else { throw PictureRefusal.damaged }
        return structure
    }

    /// Of an animation; nil for a still picture.
    var animation: PictureAnimation? {
        frames > 1 ? PictureAnimation(frames: frames, milliseconds: milliseconds) : nil
    }

    /// A header's claim. The larger one counts, as decoders differ in which they believe.
    mutating func claim(_ width: Int, _ height: Int, _ limits: PictureLimits) throws {
        let claimed = PixelSize(width: width, height: height)
        try limits.check(claimed)
        if let size, size.width * size.height >= width * height { return }
        size = claimed
    }

    mutating func note(_ part: Range<Int>) {
        if !part.isEmpty { notes.append(part) }
    }

    /// One more frame, shown for this long.
    mutating func addFrame(milliseconds shown: Int, _ limits: PictureLimits) throws {
        frames += 1
        milliseconds += shown
        let pixels = size.map { $0.width * $0.height } ?? 1
        let framesMax = max(1, min(limits.framesMax, limits.animationPixelsMax / pixels))
        guard frames <= framesMax else { throw PictureRefusal.tooManyFrames(framesMax: framesMax) }
        guard milliseconds <= limits.animationSecondsMax * 1000 else {
            throw PictureRefusal.tooLong(secondsMax: limits.animationSecondsMax)
        }
    }
}

/// Counts the blocks of one walk, so that a file of nothing but blocks costs no more than its bytes.
struct BlockCount {
    private var left: Int

    init(_ limits: PictureLimits) { left = limits.blocksMax }

    mutating func next() throws(PictureRefusal) {
        left -= 1
        guard left >= 0 else { throw .damaged }
    }
}

/// Width and height in pixels.
struct PixelSize: Equatable {
    var width: Int
    var height: Int
}

extension PictureLimits {
    /// Refuses a picture that claims too many pixels, or none. Sides are compared first, so the product
    /// cannot overflow.
    func check(_ size: PixelSize) throws(PictureRefusal) {
        guard size.width > 0, size.height > 0 else { throw .damaged }
        guard
            size.width <= sidePixelsMax, size.height <= sidePixelsMax,
            size.width * size.height <= pixelsMax
        else { throw .tooManyPixels(width: size.width, height: size.height) }
    }
}
