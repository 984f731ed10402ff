/// Which of the mentions in a text are live. Nil: every one.
public struct ProseLinks: Sendable {
    public var handles: Set<String>?
    public init(handles: Set<String>? = nil) { self.handles = handles }
}

/// People's plain text: the links, #tags and @mentions in it, made live or listed, all found by one scanner.
public enum Prose {
    /// A text with more live pieces than this is a list of them; the rest stands as plain words.
    public static let liveMost = 50
    /// Beyond this an address is shown cut; it leads where it leads.
    static let shownCharacters = 60

    /// Safe markup: everything escaped, line ends kept for `white-space: pre-line`. Linear in the text.
    public static func html(_ text: String, links: ProseLinks = ProseLinks()) -> HTML {
        var out: [HTML] = []
        for piece in ProseScanner.pieces(of: text) {
            switch piece {
            case .words(let words): out.append("\(String(words))")
            case .link(let url): out.append(link(String(url)))
            case .tag(let name): out.append("<a href=\"/tag/\(name.lowercased())\">#\(String(name))</a>")
            case .mention(let handle):
                let isLive = links.handles?.contains(handle.lowercased()) ?? true
                out.append(isLive ? "<a href=\"/@\(String(handle))\">@\(String(handle))</a>" : "@\(String(handle))")
            }
        }
        return "\(out)"
    }

    private static func link(_ url: String) -> HTML {
        let bare = url.drop { $0 != "/" }.drop { $0 == "/" }
        let shown = bare.count > shownCharacters ? bare.prefix(shownCharacters - 1) + "…" : bare
        return "<a href=\"\(url: url)\" rel=\"nofollow ugc noopener\">\(String(shown))</a>"
    }

    /// Handles as written, without @, each once, in order.
    public static func mentions(in text: String) -> [String] {
        unique(ProseScanner.pieces(of: text).compactMap { if case .mention(let handle) = $0 { String(handle) } else { nil } })
    }

    /// Tags in lower case, without #, each once, in order.
    public static func tags(in text: String) -> [String] {
        unique(ProseScanner.pieces(of: text).compactMap { if case .tag(let name) = $0 { name.lowercased() } else { nil } })
    }

    public static func firstLink(in text: String) -> String? {
        for case .link(let url) in ProseScanner.pieces(of: text) { return String(url) }
        return nil
    }

    /// The beginning as one line of plain text, cut at a word, with … where something is missing.
    public static func excerpt(_ text: String, characters: Int) -> String {
        let words = text.split(whereSeparator: \.isWhitespace)
        var out = ""
        for word in words {
            let next = out.isEmpty ? String(word) : out + " " + word
            if next.count > characters {
                return out.isEmpty ? String(next.prefix(max(0, characters - 1))) + "…" : out + "…"
            }
            out = next
        }
        return out
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}

/// Cuts a text into words and live pieces, in one pass from left to right.
enum ProseScanner {
    enum Piece {
        case words(Substring)
        case link(Substring)
        case tag(Substring)
        case mention(Substring)
    }

    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var (start, index, live) = (text.startIndex, text.startIndex, 0)
        var before: Character?
        while index < text.endIndex {
            if live < Prose.liveMost, let (piece, end) = piece(in: text, at: index, after: before) {
                if start < index { pieces.append(.words(text[start..<index])) }
                pieces.append(piece)
                live += 1
                before = text[text.index(before: end)]
                (start, index) = (end, end)
            } else {
                before = text[index]
                index = text.index(after: index)
            }
        }
        if start < text.endIndex { pieces.append(.words(text[start...])) }
        return pieces
    }

    private static func piece(in text: String, at index: String.Index, after before: Character?) -> (Piece, String.Index)? {
        let isWordBefore = before.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
        guard !isWordBefore else { return nil }
        switch text[index] {
        case "h", "H": return link(in: text, at: index)
        case "#": return before == "&" || before == "/" ? nil : tag(in: text, at: index)
        case "@": return before == "/" || before == "." ? nil : mention(in: text, at: index)
        default: return nil
        }
    }

    private static func link(in text: String, at index: String.Index) -> (Piece, String.Index)? {
        let rest = text[index...]
        let scheme = rest.prefix(8).lowercased()
        guard let length = scheme.hasPrefix("https://") ? 8 : scheme.hasPrefix("http://") ? 7 : nil else { return nil }
        let afterScheme = rest.dropFirst(length)
        guard let first = afterScheme.first, first.isLetter || first.isNumber || first == "[" else { return nil }
        var body = rest.prefix { !$0.isWhitespace && $0 != "<" && $0 != ">" && $0 != "\"" }
        // A sentence's full stop is not the address's; a bracket is only if it was opened within.
        while let last = body.last {
            let isLoose = ".,;:!?'’»”…*".contains(last)
            let isUnopened = [(")", "("), ("]", "["), ("}", "{")].contains { close, open in
                String(last) == close
                    && body.filter { String($0) == close }.count > body.filter { String($0) == open }.count
            }
            guard isLoose || isUnopened else { break }
            body.removeLast()
        }
        guard body.count > length, body.utf8.count <= 2_000 else { return nil }
        return (.link(body), body.endIndex)
    }

    private static func tag(in text: String, at index: String.Index) -> (Piece, String.Index)? {
        let name = text[text.index(after: index)...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard name.contains(where: \.isLetter), name.count <= 50 else { return nil }
        return (.tag(name), name.endIndex)
    }

    private static func mention(in text: String, at index: String.Index) -> (Piece, String.Index)? {
        let name = text[text.index(after: index)...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
        guard (3...30).contains(name.count) else { return nil }
        // `@ben@elsewhere` names somebody of another site.
        guard name.endIndex == text.endIndex || text[name.endIndex] != "@" else { return nil }
        return (.mention(name), name.endIndex)
    }
}
