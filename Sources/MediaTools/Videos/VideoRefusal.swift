/// Why a file is not taken as a film. Each is something the person can act on.
public enum VideoRefusal: Error, Sendable, Equatable {
    case empty
    /// The bytes announce no film and no sound, whatever the file's name says.
    case notAVideo
    /// Neither picture nor sound.
    case noPicture
    case tooLong(seconds: Int)
    /// One picture, or none.
    case tooShort
    case tooLarge(bytes: Int)
    case tooManyPixels(width: Int, height: Int)
    case tooManyFrames(perSecond: Int)
    case tooManyStreams(Int)
    /// Hours with next to nothing in them.
    case tooThin
    /// Says what it is, such as "prores_raw".
    case codecNotReadable(String)
    /// The bytes break off or contradict themselves.
    case damaged
    /// Reading it takes more time or memory than the limits allow.
    case tooSlow
}
