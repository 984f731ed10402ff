/// Numbers that look random and are the same on every run (SplitMix64, Steele and others 2014).
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Texts made of what trips programs up.
enum NastyText {
    /// Swift has no literals for these.
    static let noncharacters = [UInt32](arrayLiteral: 0xFDD0, 0xFFFE, 0x1FFFF).compactMap(Unicode.Scalar.init)
        .map(String.init).joined()

    static let pieces: [String] = [
        "a", "Z", "7", "_", " ", "  ", "\n", "\r\n", "\r", "\t", "&", "<", ">", "\"", "'", "`", "\\", "/",
        "(", ")", "[", "]",
        "#", "#tag", "#été", "@", "@ada", "@ada@site", "a@b.example", "h", "http://", "https://",
        "https://a.example/x(y)",
        "HTTPS://Ä.example", "http://x", "javascript:alert(1)", "<script>", "</a>", "&amp;", "\0", "\u{7F}",
        "\u{85}",
        "e\u{301}", "\u{301}", "\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "\u{200B}", "\u{200C}",
        "\u{200D}", "\u{200E}",
        "\u{200F}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{FEFF}", "\u{FE0F}", "\u{E0101}", "\u{2028}",
        "\u{3000}", "。",
        "می\u{200C}خواهم", "क्\u{200D}ष", "漢", "葛\u{E0101}", "👩\u{1F3FD}\u{200D}❤\u{FE0F}\u{200D}👨", "🏴",
        "\u{E0067}", "\u{E007F}",
        "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", "🇫🇷", "1\u{FE0F}\u{20E3}", "각",
        "\u{1112}\u{1161}\u{11AB}", noncharacters, "\u{115F}", "\u{2800}", "ß", "İ", "ﬁ", "Ⅷ", "𝒫", "ＡＢ",
        "rn", "vv",
        "r", "n", "v", "раypal", "0", "1", "5", "|", "ǆ", "Ω", "か\u{3099}", "ệ", "ö\u{304}", "…", "“", "”",
    ]

    static func make(_ chance: inout Chance) -> String {
        (0..<Int.random(in: 0...24, using: &chance)).reduce(into: "") { text, _ in
            text += pieces.randomElement(using: &chance) ?? ""
        }
    }

    static func many(_ count: Int = 2_000, seed: UInt64 = 1) -> [String] {
        var chance = Chance(seed: seed)
        return (0..<count).map { _ in make(&chance) }
    }
}
