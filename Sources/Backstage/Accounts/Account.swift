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
