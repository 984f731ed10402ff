import Database

/// A film on its way from what was sent to what is played: a video's or a clip's.
struct Rendition: Sendable {
    enum State: Int, Sendable, SQLReadable, SQLBindable {
        case waiting = 0
        case working = 1
        case ready = 2
        case failed = 3
    }

    let attachment: AttachmentID
    let state: State
    /// As it was called where it came from.
    let filename: String
    let sourceBytes: Int64
    /// Heights to be made, lowest first; empty until the film was looked at.
    let planned: [Int]
    /// Raised when a film is made anew: names of two versions never meet.
    let version: Int
    /// Made in this version so far, lowest first.
    let made: [Step]
    /// What is played, lowest first: this version's, or the one before's until this one is whole.
    let steps: [Step]
    let percent: Int
    let secondsLeft: Int64?
    /// The key of the word that says why it failed.
    let problem: String?
    /// The fast-start file's name, `play-720.mp4`.
    let mp4: String?
    let storyboard: Board?
    /// How many pictures a thumbnail may be chosen from.
    let choices: Int

    /// One size of the film.
    struct Step: Sendable, Codable, Equatable {
        /// Of the shorter side: what the step is called.
        let name: Int
        let version: Int
        let width: Int
        let height: Int
        let bytes: Int64
        /// RFC 6381.
        let codecs: String
        /// Bits a second.
        let bandwidth: Int
        let averageBandwidth: Int
        let framesPerSecond: Double

        var file: String { "\(name)p\(Rendition.mark(version)).mp4" }
        var playlist: String { "\(name)p\(Rendition.mark(version)).m3u8" }
        /// The list of what was ready when this step was: a name's content never changes.
        var master: String { "master-\(name)\(Rendition.mark(version)).m3u8" }
        /// The fast-start file made from it.
        var play: String { "play-\(name)\(Rendition.mark(version)).mp4" }
    }

    /// Small pictures in one large, for the seek bar.
    struct Board: Sendable, Codable, Equatable {
        let columns: Int
        let rows: Int
        let tileWidth: Int
        let tileHeight: Int
        let intervalMilliseconds: Int64
    }

    static let source = "source"
    static let board = "storyboard.webp"
    fileprivate static func mark(_ version: Int) -> String { version == 1 ? "" : "-\(version)" }

    var master: String? { steps.last?.master }
    /// Whether a name is that of a step, its list or its fast-start file, of any version.
    static func isMade(_ name: String) -> Bool {
        name.hasSuffix(".m3u8") || (name.hasSuffix(".mp4") && name != Picture.loopName)
    }
    var isPlayable: Bool { mp4 != nil }
}

/// A film that was judged and whose source is kept, before a post shows it.
struct NewFilm: Sendable {
    let attachment: Attachment
    let source: Blob
    let filename: String
}

/// The first size of a post's film can be played: whoever waits for it may go on.
struct FilmPlayable: Event {
    static let kind = "film-playable"
    let post: PostID
    let owner: ChannelID
}

/// A film could not be prepared.
struct FilmFailed: Event {
    static let kind = "film-failed"
    let post: PostID
    let owner: ChannelID
}

/// How far a film is, for the pages its author has open.
struct FilmProgress: Sendable, Encodable {
    let post: String
    let state: String
    let percent: Int
    let secondsLeft: Int64?
    let ready: String
    let planned: String
    let problem: String?
}
