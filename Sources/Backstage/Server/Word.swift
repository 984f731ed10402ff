import Markup
import Synchronization

/// The name of a message. Each slice declares its own in `…Words.swift`; `Web/words` says them in each
/// language.
struct Word: Hashable, Sendable, ExpressibleByStringLiteral {
    let key: String
    init(stringLiteral key: String) { self.key = key }
}

/// The languages the product speaks.
enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case french = "fr"

    /// CLDR plural rule: French counts 0 and 1 as one, English only 1.
    func isOne(_ count: Int64) -> Bool { self == .french ? (0...1).contains(count) : count == 1 }
}

/// Something that stands in a message: `{name}`.
enum Piece: Sendable {
    case text(String)
    case html(HTML)

    var escaped: HTML {
        switch self {
        case .text(let text): "<bdi>\(text)</bdi>"
        case .html(let html): html
        }
    }
}

/// All messages of all languages, read once from `Web/words/<language>/<slice>.txt`.
///
/// A line is `key = text`; ` | ` parts one from many; `{name}` is a hole.
struct WordBook: Sendable {
    let messages: [Language: [String: [String]]]

    static let bundled = WordBook(folder: Assets.folder + "/words")

    init(folder: String) {
        var all: [Language: [String: [String]]] = [:]
        for language in Language.allCases {
            var messages: [String: [String]] = [:]
            for name in Assets.names(in: "\(folder)/\(language.rawValue)") where name.hasSuffix(".txt") {
                let text = Assets.text("\(folder)/\(language.rawValue)/\(name)")
                for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                    guard let equals = line.firstRange(of: " = ") else { continue }
                    let forms = line[equals.upperBound...].split(separator: " | ").map(String.init)
                    messages[String(line[..<equals.lowerBound])] = forms
                }
            }
            all[language] = messages
        }
        messages = all
    }

    /// The message, its form chosen by count. A key without a message shows itself, and a test fails on it.
    func form(_ word: Word, in language: Language, count: Int64?) -> String {
        guard let forms = messages[language]?[word.key], let first = forms.first else { return word.key }
        guard let count, forms.count > 1 else { return first }
        return language.isOne(count) ? first : forms[1]
    }
}

extension Language {
    func say(_ word: Word, _ pieces: [String: String] = [:], count: Int64? = nil) -> String {
        let form = WordBook.bundled.form(word, in: self, count: count)
        guard form.utf8.contains(UInt8(ascii: "{")) else { return form }
        return Self.filled(form) { name in
            if name == "n", let count { return pieces["n"] ?? number(count) }
            return pieces[name] ?? "{\(name)}"
        }
    }

    /// The message as it stands in its file, holes and forms and all: for a script to fill.
    func template(_ word: Word) -> String {
        WordBook.bundled.messages[self]?[word.key]?.joined(separator: " | ") ?? word.key
    }

    func say(_ word: Word, count: Int) -> String { say(word, count: Int64(count)) }

    /// A message with markup in its holes, such as a link or a name.
    func say(_ word: Word, html pieces: [String: Piece], count: Int64? = nil) -> HTML {
        let form = WordBook.bundled.form(word, in: self, count: count)
        let text = Self.filled(form, between: { HTML("\($0)").text }) { name in
            if let piece = pieces[name] { return piece.escaped.text }
            return name == "n" ? number(count ?? 0) : ""
        }
        return HTML("\(raw: text)")
    }

    private static func filled(
        _ form: String, between: (String) -> String = { $0 }, _ fill: (String) -> String
    ) -> String {
        var out = ""
        var rest = form[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            out += between(String(rest[..<open]))
            out += fill(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return out + between(String(rest))
    }
}
