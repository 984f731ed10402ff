/// The picture formats that are taken in. What goes out is always WebP.
public enum PictureFormat: String, Sendable, Equatable, CaseIterable {
    case jpeg, png, webp, gif, avif, heic

    /// The libvips loader for these bytes, as `vipsheader` names it.
    var loader: String {
        switch self {
        case .jpeg: "jpegload"
        case .png: "pngload"
        case .webp: "webpload"
        case .gif: "gifload"
        case .avif, .heic: "heifload"
        }
    }
}
