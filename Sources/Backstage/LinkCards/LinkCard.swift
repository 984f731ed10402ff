import Database

/// What a linked page says of itself: fetched by the server once, shown under the post that links it.
struct LinkCard: Sendable {
    let id: LinkCardID
    let url: String
    let title: String
    let description: String
    let picture: Picture?

    /// The site's name as people know it: the host without `www.`.
    var site: String {
        let host = url.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return host.hasPrefix("www.") ? String(host.dropFirst(4)) : String(host)
    }
}

enum LinkCardState: Int, Sendable, SQLReadable, SQLBindable {
    case waiting = 0
    case ready = 1
    /// The page gave nothing to show; tried again when linked after a week.
    case empty = 2
}
