import Database

/// A login. What the world sees of somebody is a channel.
struct Account: Sendable {
    let id: AccountID
    let email: String
    let role: Role
    /// Chosen in the settings; nil follows the browser.
    let language: Language?
    let homeShows: HomeShows

    var isAdmin: Bool { role == .admin }
}

enum Role: Int, Sendable, SQLReadable, SQLBindable {
    case member = 0
    case moderator = 1
    case admin = 2
}

/// What a member last chose to see on the home page.
enum HomeShows: Int, Sendable, SQLReadable, SQLBindable, CaseIterable {
    case mix = 0
    case posts = 1
    case videos = 2

    var name: String { ["mix", "posts", "videos"][rawValue] }
    init?(name: String?) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
