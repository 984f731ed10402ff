import Foundation
import Testing

@testable import Backstage

/// Every message is there in every language, and nothing is there that nobody says.
@Suite("Words") struct WordTests {
    private static let sources =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
        + "/Sources/Backstage"

    /// Name and key of each declared word, and all source text but the declarations.
    private static func scan() throws -> (words: [(name: String, key: String)], uses: String) {
        var (words, uses): ([(name: String, key: String)], String) = ([], "")
        let files = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
        for file in files where file.hasSuffix(".swift") {
            for line in try String(contentsOfFile: "\(sources)/\(file)", encoding: .utf8).split(
                separator: "\n")
            {
                guard let found = line.firstMatch(of: /static let (\w+): Word = "([^"]+)"/) else {
                    uses += line + "\n"
                    continue
                }
                words.append((String(found.1), String(found.2)))
            }
        }
        return (words, uses)
    }

    @Test("each declared word is said in each language with the same holes, and no other")
    func complete() throws {
        let words = try Self.scan().words
        #expect(words.count > 200)
        let keys = Set(words.map(\.key))
        #expect(keys.count == words.count, "a key is declared twice")
        let english = try #require(WordBook.bundled.messages[.english])
        for language in Language.allCases {
            let messages = try #require(WordBook.bundled.messages[language])
            for key in keys where messages[key] == nil { Issue.record("\(key) is not said in \(language)") }
            for key in messages.keys where !keys.contains(key) {
                Issue.record("\(key) is said in \(language) by nobody")
            }
            for (key, forms) in messages {
                #expect(Self.holes(forms) == Self.holes(english[key] ?? []), "\(key) in \(language)")
            }
        }
    }

    @Test("each declared word is used")
    func used() throws {
        let (words, uses) = try Self.scan()
        for (name, _) in words where !uses.contains(".\(name)") { Issue.record("nobody says \(name)") }
    }

    @Test("French has its spaces: none that may break before ; : ! ? and inside guillemets")
    func spaces() throws {
        for (key, forms) in try #require(WordBook.bundled.messages[.french]) {
            for form in forms {
                for loose in [" ;", " :", " !", " ?", " »", "« "] {
                    #expect(!form.contains(loose), "\(key): \(form)")
                }
                #expect(!form.contains("'"), "\(key) has a straight apostrophe")
            }
        }
    }

    private static func holes(_ forms: [String]) -> Set<String> {
        Set(forms.flatMap { $0.matches(of: /\{(\w+)\}/).map { String($0.1) } }).subtracting(["n"])
    }

    @Test(
        "numbers, spans and dates as people read them",
        arguments: [
            (Language.english, "48.2K", "1,576", "3 hours"),
            (.french, "48,2\u{A0}k", "1\u{202F}576", "3 heures"),
        ])
    func figures(language: Language, short: String, number: String, span: String) {
        #expect(language.short(48_210) == short)
        #expect(language.number(1_576) == number)
        #expect(language.span(3 * 3_600_000) == span)
        #expect(language.duration(3_873_000) == "1:04:33")
        #expect(CivilTime(milliseconds: 951_782_400_000).iso == "2000-02-29T00:00:00Z")
    }
}
