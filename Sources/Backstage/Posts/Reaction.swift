import Database

/// What a channel does to a post or comment with one press. Of like and dislike it has one at most.
enum Reaction: Int, Sendable, SQLReadable, SQLBindable {
    case like = 0
    /// The host's, on a comment.
    case heart = 1
    /// On a comment. Nobody is told how many there are.
    case dislike = 2
}
