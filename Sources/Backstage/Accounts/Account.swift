import Database

/// A login. What the world sees of somebody is a channel.
struct Account: Sendable {
    let id: AccountID
    let email: String
    let role: Role
    /// Chosen in the settings; nil follows the browser.
    let language: Language?
    let homeShows: HomeShows

    /// The site's moderators let it say nothing until then, in milliseconds UTC.
    var limitedUntil: Int64? = nil
    /// Shut out: it sees what was decided about it, and nothing else.
    var isSuspended = false
    /// What it was told about either.
    var sanctionWhy = ""

    var isAdmin: Bool { role == .admin }
    /// Decides about what is reported to the site.
    var isStaff: Bool { role != .member }
}

enum Role: Int, Sendable, SQLReadable, SQLBindable {
    case member = 0
    case moderator = 1
    case admin = 2

    var name: String { ["member", "moderator", "admin"][rawValue] }
    init?(name: String) {
        let all: [Role] = [.member, .moderator, .admin]
        guard let found = all.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
