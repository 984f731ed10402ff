/// The picture formats that are taken in. What goes out is always WebP.
public enum PictureFormat: String, Sendable, Equatable, CaseIterable {
    case jpeg, png, webp, gif, avif, heic
}
