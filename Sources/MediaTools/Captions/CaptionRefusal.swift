/// Why a file is not taken as captions. Lines are counted from 1, as editors do.
public enum CaptionRefusal: Error, Sendable, Equatable {
    case tooLarge(bytesMax: Int)
    /// Not UTF-8: an older encoding, or no text at all.
    case notUTF8(line: Int)
    /// Neither begins with WEBVTT nor with a numbered caption.
    case notCaptions(line: Int)
    /// A line with an arrow in which the times are not as they must be.
    case badTimes(line: Int)
    /// A caption that ends before it begins.
    case backwards(line: Int)
    /// Text that belongs to no caption, as no times stand above it.
    case withoutTimes(line: Int)
    /// Times in the middle of a caption's text: an empty line is missing above them.
    case noEmptyLine(line: Int)
    case cueTooLong(line: Int, bytesMax: Int)
    case tooManyCues(cuesMax: Int)
    /// No caption in it.
    case empty
}
