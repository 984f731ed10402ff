import Foundation

/// Texts brought to the form in which they are compared, so that what looks alike counts as the same.
public enum Folding {
    /// A handle: case, accents, width and look-alike letters folded, underscores dropped. After the idea of UTS #39's
    /// skeletons, with a table of our own for the letters that handles meet.
    public static func handle(_ text: String) -> String {
        var out = ""
        for scalar in plain(text).unicodeScalars where scalar != "_" { out += alike[scalar] ?? String(scalar) }
        // Two letters that read as one.
        return out.replacingOccurrences(of: "rn", with: "m").replacingOccurrences(of: "vv", with: "w")
    }

    /// A word as moderation compares it: like a handle, without what is not a letter, repeats counted once.
    public static func word(_ text: String) -> String {
        var out = ""
        for scalar in plain(text).unicodeScalars {
            let folded = alike[scalar] ?? String(scalar)
            guard folded.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic }), !out.hasSuffix(folded) else { continue }
            out += folded
        }
        return out
    }

    /// An e-mail address as it is looked up. The part before @ is case-sensitive by the letter of RFC 5321 and nowhere else.
    public static func email(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }

    private static func plain(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping
            .folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
            .lowercased()
    }

    private static let alike: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("a", "аαɑ@4"), ("b", "ьв8"), ("c", "сϲ"), ("d", "ԁ"), ("e", "еєε3"), ("g", "ɡց"), ("h", "һհ"),
            ("l", "1iіιıǀ|!ӏ"), ("j", "јϳ"), ("k", "кκ"), ("m", "м"), ("n", "пηո"), ("o", "оοσ0օ"), ("p", "рρ"),
            ("q", "ԛ"), ("r", "г"), ("s", "ѕ5$"), ("t", "тτ7"), ("u", "υսц"), ("v", "ѵν"), ("w", "ԝωш"), ("x", "хχ"),
            ("y", "уγү"), ("z", "ᴢ2"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (letter, others) in groups {
            for scalar in others.unicodeScalars { table[scalar] = letter }
        }
        return table
    }()
}
