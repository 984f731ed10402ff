/// How large a post is in somebody else's page, in CSS pixels: a film by its shape, a card by what is in it.
/// A card that turns out higher scrolls in its frame.
struct EmbedSize: Equatable {
    let width: Int
    let height: Int
}

extension EmbedSize {
    /// As large as it would like to be, and no larger than asked for.
    init(of post: Post, widthMax: Int? = nil, heightMax: Int? = nil) {
        let film = post.attachments.first { $0.kind == .video }?.picture
        if let film, film.width > 0, film.height > 0 {
            self.init(
                shape: film, widthMax: min(widthMax ?? .max, Limits.embedFilmWidth),
                heightMax: min(heightMax ?? .max, Limits.embedFilmHeight))
        } else {
            self.init(
                width: min(widthMax ?? .max, Limits.embedCardWidth),
                height: min(heightMax ?? .max, Self.cardHeight(post)))
        }
    }

    /// The largest of this shape that fits.
    init(shape: Picture, widthMax: Int, heightMax: Int) {
        let (across, down) = (max(1, shape.width), max(1, shape.height))
        let fitting = min(widthMax, heightMax * across / down)
        self.init(width: max(1, fitting), height: max(1, min(heightMax, fitting * down / across)))
    }

    /// Head and foot, a line of text for each 60 letters, a picture's place, an answer's row.
    private static func cardHeight(_ post: Post) -> Int {
        let lines = min(20, post.text.count / 60 + post.text.split(separator: "\n").count)
        let pictures = post.attachments.contains { $0.kind == .photo } || post.linkCard?.picture != nil
        return 170 + lines * 26 + (pictures ? 420 : 0) + (post.poll?.options.count ?? 0) * 58
            + (post.linkCard == nil ? 0 : 120)
    }
}

extension Limits {
    /// A column of text in most pages.
    static let embedCardWidth = 560
    static let embedFilmWidth = 640
    /// A tall film leaves room for what stands around it.
    static let embedFilmHeight = 640
}
