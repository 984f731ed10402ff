/// Why a file is not taken as a picture. Each is something the person can act on.
public enum PictureRefusal: Error, Sendable, Equatable {
    /// The bytes announce none of the formats, whatever the file's name says.
    case notAPicture
    /// The bytes announce something else: a drawing in SVG, a PDF, an archive, a program, a script.
    case isForeign(ForeignMatter)
    /// A picture that carries something else in its metadata or behind its end.
    case hides(ForeignMatter)
    /// More pixels than the limits allow, along a side or in all. Known before anything is decoded.
    case tooManyPixels(width: Int, height: Int)
    /// More bytes than the limits allow.
    case tooLarge(bytes: Int)
    /// An animation of more frames than the limits allow for its size.
    case tooManyFrames(framesMax: Int)
    /// An animation that runs longer than the limits allow.
    case tooLong(secondsMax: Int)
    /// The bytes break off or contradict themselves.
    case damaged
    /// Reading it takes more time or memory than the limits allow.
    case tooSlow
    /// This machine's libvips cannot read the format.
    case notSupported(PictureFormat)
}
