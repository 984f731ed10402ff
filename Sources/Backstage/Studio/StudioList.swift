import Database
import Markup

/// The lists of a channel's own posts, by what they wait for.
enum StudioList: String, CaseIterable, Sendable {
    /// With what is on its way there: a film being prepared.
    case published
    case scheduled, drafts, archived

    init?(name: String?) {
        guard let name, let list = StudioList(rawValue: name) else { return nil }
        self = list
    }

    var link: Link { .studioPosts(rawValue) }
}

/// What a post is, as the lists tell them apart.
enum ListedKind: String, CaseIterable, Sendable {
    case text, photos, clip, video, poll, quiz, share, link

    init?(name: String?) {
        guard let name, let kind = ListedKind(rawValue: name) else { return nil }
        self = kind
    }
}

/// Where a page of a list begins: behind a post or draft that stood last on the page before. Never shared by
/// two, so nothing is passed over or shown twice while posts arrive.
struct StudioKey: Sendable, Equatable, LosslessStringConvertible {
    /// A place; of what is scheduled its time, of a draft when it was saved.
    let at: Int64
    let id: Int64

    init(at: Int64, id: Int64) { (self.at, self.id) = (at, id) }

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map {
            Place(String($0))?.raw
        }
        guard parts.count == 2, let at = parts[0], let id = parts[1] else { return nil }
        self.init(at: at, id: id)
    }

    var description: String { "\(at)-\(id)" }
}

/// A page of a list as it is asked for. What is no kind, audience or key of ours is not asked for.
struct StudioListAsked: Sendable {
    let list: StudioList
    /// As typed, at most `Limits.studioSearchCharacters`; empty for everything.
    var words = ""
    var kind: ListedKind?
    var audience: Audience?
    var key: StudioKey?

    init(list: StudioList) { self.list = list }

    init(_ form: Form) {
        list = StudioList(name: form["list"]) ?? .published
        words = String(form.line("q").prefix(Limits.studioSearchCharacters))
        kind = ListedKind(name: form["kind"])
        // A draft's audience is settled when it is published.
        audience = list == .drafts ? nil : Audience(name: form["audience"])
        key = form["from"].flatMap { StudioKey($0) }
    }

    var isFiltered: Bool { !words.isEmpty || kind != nil || audience != nil }

    /// The same page again, or another one of the same search.
    func link(from key: StudioKey?) -> Link {
        var link = list.link
        if !words.isEmpty { link = link.with("q", text: words) }
        if let kind { link = link.with("kind", kind.rawValue) }
        if let audience { link = link.with("audience", audience.name) }
        if let key { link = link.with("from", key) }
        return link
    }
}

/// One of the channel's own posts, as the studio's lists show it.
struct StudioPost: Sendable {
    let id: PostID
    let kind: ListedKind
    let form: PostForm
    let state: PostState
    let audience: Audience
    let place: Place
    let title: String
    let text: String
    let published: Int64
    let due: Int64?
    let zone: String?
    let expires: Int64?
    let seen: Int64
    let likes: Int64
    let comments: Int64
    /// Nil where there is nothing to vote on.
    let votes: Int64?

    var link: Link { form == .video ? .watch(id) : .post(id) }
    var editing: Link { form == .video ? .watch(id, doing: "edit") : .post(id, doing: "edit") }

    /// What it is known by in a list; empty for one without words.
    var excerpt: String {
        Prose.excerpt(title.isEmpty ? text : title, characters: Limits.studioExcerptCharacters)
    }
}

/// A draft, as the studio's list shows it.
struct ListedDraft: Sendable {
    let id: DraftID
    let kind: ListedKind
    let text: String
    let saved: Int64

    var excerpt: String { Prose.excerpt(text, characters: Limits.studioExcerptCharacters) }
}

/// A page of a list.
struct StudioListed: Sendable {
    var posts: [StudioPost] = []
    var drafts: [ListedDraft] = []
    /// Where the next page begins; nil at the end.
    var next: StudioKey?

    var isEmpty: Bool { posts.isEmpty && drafts.isEmpty }
}

extension Limits {
    static let studioPage = 30
    /// A sentence to find a post by.
    static let studioSearchCharacters = 100
    /// Two lines of a list.
    static let studioExcerptCharacters = 140
    /// Posts that one page of a search looks through: some ten milliseconds. Older ones are a page further.
    static let studioSearched = 5_000
    /// More is ticked by nobody; each is a transaction.
    static let bulkPosts = 100
}
