/// The demonstration world as data: who is there, and what happened in the last days.
///
/// Made through the product's own verbs, so that what it shows is what the product does. Names of
/// pictures and clips are those that `scripts/demo-media` makes.
enum DemoWorld {
    struct Person: Sendable {
        let handle: String
        let name: String
        var bio = ""
        var avatar: String?
        var banner: String?
        var isPerson = false
        var language = "en"
        var links = ""
    }

    /// Something somebody does, so many minutes before now.
    enum Deed: Sendable {
        /// It may hang on a video of the channel's, named by its title.
        case note(String, photos: [(file: String, alt: String)] = [], ofVideo: String? = nil)
        case poll(
            String, options: [String], pictures: [String] = [], closesInHours: Int, votes: [Int: [String]])
        case quiz(String, options: [String], answer: Int, why: String, answers: [Int: [String]])
        /// Of a video, named by its title.
        case share(String, of: String)
        case video(title: String, text: String, file: String)
    }

    struct Entry: Sendable {
        let by: String
        let minutesAgo: Int64
        let deed: Deed
        var isPinned = false
        var likes: [String] = []
        var comments: [Answer] = []
    }

    /// What the host of a post did with a comment under it.
    enum HostMark: Sendable { case none, hearted, pinned }

    struct Answer: Sendable {
        let by: String
        let text: String
        var photo: (file: String, alt: String)?
        /// A second of the video it is about.
        var at = ""
        var mark = HostMark.none
        var likes: [String] = []
        var replies: [Answer] = []
    }

    static let password = "opening night at eight"

    /// The sign-ins, as they are printed and stand in the README.
    static let accounts: [(handle: String, can: String)] = [
        ("demo", "posts, as the channel Demo Stage"),
        ("ada", "posts, as a channel that many follow"),
        ("ben", "reads, votes and answers: follows nine channels"),
        ("cleo", "is the administrator: opens posting step by step"),
        ("eve", "is new and may not post yet: sees the gate"),
    ]

    static func signIns(url: String) -> String {
        let lines = accounts.map { "  \($0.handle)@demo.example  \($0.can)" }
        return
            "The demonstration world is there. Sign in at \(url)/sign-in with the password “\(password)” as\n"
            + lines.joined(separator: "\n")
    }
}
