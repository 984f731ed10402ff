import Database

/// Every change the database has been through, oldest first. A change that has landed is never edited.
enum Schema {
    static let migrations: [Migration] = [
        beginning, popular, media, posts, comments, moments, moderation, quiet, reports,
    ]
}
