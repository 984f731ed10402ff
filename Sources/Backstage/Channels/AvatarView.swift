import Markup

/// A face: a circle for a person, a rounded square for a channel. Without a picture, its first letter.
struct Avatar {
    /// Sides in pixels stand in `avatar.css`, under the same names.
    enum Size: String {
        case xs, s, rail, m, comment, post, l, xl
        var pixels: Int {
            switch self {
            case .xs: 22
            case .rail: 30
            case .s: 32
            case .m: 36
            case .comment: 40
            case .post: 44
            case .l: 64
            case .xl: 96
            }
        }
    }

    let face: Face
    let size: Size

    /// Decoration: the name always stands beside it.
    var image: HTML {
        let shape = face.isPerson ? "avatar" : "avatar avatar--channel"
        guard let picture = face.avatar else { return letter(shape) }
        return """
            <img class="\(shape) avatar--\(size.rawValue)" \
            src="\(url: picture.link(width: size.pixels * 2).path)" \
            alt="" width="\(size.pixels)" height="\(size.pixels)" data-tone="\(picture.tone)">
            """
    }

    /// One of the tape colours, the same for a channel wherever it appears.
    private func letter(_ shape: String) -> HTML {
        let first = face.name.first.map { String($0).uppercased() } ?? "?"
        return """
            <span class="\(shape) avatar--\(size.rawValue) avatar--letter" \
            data-colour="\(abs(face.id.raw >> 12) % 6)" \
            aria-hidden="true">\(first)</span>
            """
    }
}
