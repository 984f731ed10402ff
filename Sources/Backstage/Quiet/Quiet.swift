import Database
import Markup

/// How quiet a channel has made another for itself.
enum QuietKind: Int, Sendable, SQLReadable, SQLBindable {
    /// Nothing of it is shown; it does not know.
    case mute = 0
    /// The same, and it can do nothing towards this channel: neither comment, answer, subscribe nor be
    /// heard of.
    case block = 1

    var name: String { self == .mute ? "mute" : "block" }
    init?(name: String?) {
        switch name {
        case "mute": self = .mute
        case "block": self = .block
        default: return nil
        }
    }
}

/// Why something is in none of a viewer's lists.
enum QuietReason: Sendable, Equatable {
    /// Its author is muted or blocked.
    case channel(QuietKind)
    /// It holds this muted word, as the viewer wrote it.
    case word(String)

    var kind: QuietKind? { if case .channel(let kind) = self { kind } else { nil } }
}

/// The words and phrases that somebody wants to read nowhere. How they are compared is decided here alone.
struct MutedWords: Sendable {
    private let words: BlockedWords

    /// From one a line, as they are stored. Nil for none.
    init?(_ lines: String?) {
        guard let lines, !lines.isEmpty else { return nil }
        words = BlockedWords(Self.list(lines))
    }

    static func list(_ lines: String) -> [String] { lines.split(separator: "\n").map(String.init) }
    static func lines(_ list: [String]) -> String { list.joined(separator: "\n") }
    /// Whether a text could hold it.
    static func isWord(_ text: String) -> Bool { BlockedWords.isWord(text) }

    /// The first muted word that one of these texts holds.
    func found(in texts: [String]) -> String? {
        for text in texts where !text.isEmpty {
            if let word = words.found(in: text, most: 1).first { return word }
        }
        return nil
    }
}

/// Takes a page's muted words apart once, however many of its rows bring them along.
struct MutedWordsReader {
    private var lines: String?
    private(set) var words: MutedWords?

    mutating func read(_ lines: String?) -> MutedWords? {
        if lines != self.lines { (self.lines, words) = (lines, MutedWords(lines)) }
        return words
    }
}

/// A muted or blocked channel, as the list of them shows it.
struct QuietChannel: Sendable {
    let face: Face
    let kind: QuietKind
}

/// Where the next page of them begins: after this handle, folded. Empty before the first.
struct QuietKey: Sendable {
    let folded: String
    static let first = QuietKey(folded: "")
}

extension Limits {
    /// Far more than anybody mutes by hand; few enough that a list may ask for all of them.
    static let quietChannels = 1_000
    static let quietPage = 50
    /// They travel with every page their owner reads, and each of its texts is searched for them.
    static let mutedWords = 100
    /// A phrase, no paragraph.
    static let mutedWordCharacters = 60
}
