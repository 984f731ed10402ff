/// Which of the mentions in a text are live.
public struct ProseLinks: Sendable {
    /// Handles that exist, in lower case. Nil: every mention is live.
    public var handles: Set<String>?

    public init(handles: Set<String>? = nil) { self.handles = handles }

    func isLive(_ handle: String) -> Bool { handles?.contains(handle.lowercased()) ?? true }
}

/// People's plain text: its links, #tags and @mentions made live or listed, all found by one scanner, so that
/// what is notified and what is clickable never differ. Each verb is linear in the text, whatever it holds.
public enum Prose {
    /// More links, mentions or tags than this and a text is a list of them; the rest stands as plain words.
    public static let linksMax = 50
    public static let mentionsMax = 50
    public static let tagsMax = 50
    /// A longer address is shown cut; it still leads where it leads.
    static let shownCharacters = 60

    /// Safe markup. Everything is escaped; line ends are kept, for `white-space: pre-line`.
    public static func html(_ text: String, links: ProseLinks = ProseLinks()) -> HTML {
        var out = HTML.Interpolation(literalCapacity: text.utf8.count, interpolationCount: 8)
        for piece in ProseScanner.pieces(of: text) {
            switch piece.kind {
            case .words: out.appendInterpolation(piece.text)
            case .link: out.appendInterpolation(link(piece.text))
            case .tag:
                out.appendInterpolation("<a href=\"/tag/\(folded(piece.text))\">#\(piece.text)</a>" as HTML)
            case .mention:
                let handle = piece.text
                let live: HTML = "<a href=\"/@\(handle)\">@\(handle)</a>"
                out.appendInterpolation(links.isLive(handle) ? live : "@\(handle)")
            }
        }
        return HTML(stringInterpolation: out)
    }

    /// Handles as written, without the @; each once whatever its case, in order.
    public static func mentions(in text: String) -> [String] {
        unique(ProseScanner.pieces(of: text).filter { $0.kind == .mention }.map(\.text)) { $0.lowercased() }
    }

    /// Tags in lower case, without the #; each once, in order.
    public static func tags(in text: String) -> [String] {
        unique(ProseScanner.pieces(of: text).filter { $0.kind == .tag }.map { folded($0.text) }) { $0 }
    }

    /// Addresses as written, in order; one that stands there twice is there twice.
    public static func links(in text: String) -> [String] {
        ProseScanner.pieces(of: text).filter { $0.kind == .link }.map(\.text)
    }

    /// The first address, as written: what a link card would be made of.
    public static func firstLink(in text: String) -> String? {
        ProseScanner.pieces(of: text).first { $0.kind == .link }?.text
    }

    /// The beginning as one line of plain text, at most so many characters, the … of a cut included. Cut
    /// between words, unless that would lose more than half of it (a script without spaces, a word without
    /// end).
    public static func excerpt(_ text: String, characters: Int) -> String {
        precondition(characters > 0, "an excerpt has at least one character")
        let (line, isWhole) = beginning(of: text, characters: characters)
        guard !isWhole else { return line }
        let cut = line.prefix(characters - 1)
        let isBetweenWords = line.dropFirst(characters - 1).first == " "
        var kept = cut
        if !isBetweenWords, let space = cut.lastIndex(of: " "),
            cut.distance(from: cut.startIndex, to: space) >= characters / 2
        {
            kept = cut[..<space]
        }
        while let last = kept.last, " ,;:.…".contains(last) { kept.removeLast() }
        return kept + "…"
    }

    /// The text's beginning with each run of space as one, and whether it is all of it.
    private static func beginning(of text: String, characters: Int) -> (line: String, isWhole: Bool) {
        var gatherer = LineGatherer(charactersMax: characters)
        var text = text
        let isWhole = text.withUTF8 { gatherer.take($0) }
        return (gatherer.line, isWhole)
    }

    /// `example.org/a` for `https://example.org/a`. The author vouches for it, the site does not: rel.
    private static func link(_ url: String) -> HTML {
        let bare = url.drop { $0 != "/" }.dropFirst(2)
        let isLong = bare.dropFirst(shownCharacters).first != nil
        let shown = isLong ? bare.prefix(shownCharacters - 1) + "…" : bare
        return "<a href=\"\(url: url)\" rel=\"nofollow ugc noopener\">\(shown)</a>"
    }

    /// A tag is the same in capitals.
    private static func folded(_ tag: String) -> String { tag.lowercased() }

    private static func unique(_ names: [String], by key: (String) -> String) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert(key($0)).inserted }
    }
}
