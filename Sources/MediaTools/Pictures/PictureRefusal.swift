/// Why a file is not taken as a picture. Each is something the person can act on.
public enum PictureRefusal: Error, Sendable, Equatable {
    /// The bytes announce none of the formats, whatever the file's name says.
    case notAPicture
    /// More pixels than the limits allow, along a side or in all. Known before anything is decoded.
    case tooManyPixels(width: Int, height: Int)
    /// More bytes than the limits allow.
    case tooLarge(bytes: Int)
    /// The bytes break off or contradict themselves.
    case damaged
    /// Reading it takes more time or memory than the limits allow.
    case tooSlow
    /// This machine's libvips cannot read the format.
    case notSupported(PictureFormat)
}
