/// What a page that everybody may see says of itself to the world: to other sites that show a card of it, and
/// to search engines. A page without them says nothing.
struct PublicFacts: Sendable {
    /// As Open Graph names them (ogp.me).
    enum Kind: String {
        case article
        case video = "video.other"
        case profile
    }

    /// A film that can be played outside its page.
    struct Film: Sendable {
        /// The whole film in one file, `video/mp4`.
        let file: Link
        let embed: Link
        let width: Int
        let height: Int
        let milliseconds: Int64
    }

    let kind: Kind
    let title: String
    /// Plain text, a few lines at most; may be empty.
    let description: String
    let link: Link
    let author: Face
    var picture: Picture?
    var film: Film?
    var published: Int64?
    var edited: Int64?
    /// JSON-LD that may stand in a `<script>`: without `<`.
    var structured: String?
}

extension Settings {
    /// The whole address, as other sites need it.
    func absolute(_ link: Link) -> String { publicURL + link.path }
}
