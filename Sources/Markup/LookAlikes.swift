/// Which letter a scalar reads as. Table-driven; built once, on first use.
enum LookAlikes {
    /// Lower-case letters without accent, `i` and `1` as `l`, `0` as `o`, `5` as `s`; anything unknown in
    /// lower case. The answer to an answer is itself.
    static func letters(of scalar: Unicode.Scalar) -> String {
        if scalar.isASCII { return ascii[Int(scalar.value)] }
        let plain = plainForm(of: scalar)
        // Before lower-casing: Greek Ν looks like n, and its small form ν like v.
        if let known = table[plain] { return known }
        let bare = accented[plain] ?? plain
        if let known = table[bare] { return known }
        return bare.properties.lowercaseMapping.unicodeScalars.reduce(into: "") { out, small in
            // A few small letters have a name of their own where the capital has none.
            let letter = accented[small] ?? small
            out += table[small] ?? table[letter] ?? String(letter)
        }
    }

    /// Signs and digits that stand for letters where people dodge a word list.
    static let signs: [Unicode.Scalar: Unicode.Scalar] = [
        "@": "a", "4": "a", "3": "e", "7": "t", "$": "s", "€": "e",
    ]

    /// Digits and signs that stand for a letter between letters: `1` for i or l, `8` for b.
    static func disguise(_ scalar: Unicode.Scalar) -> (sign: Unicode.Scalar, letter: Unicode.Scalar)? {
        let plain = plainForm(of: scalar)
        return disguises[plain].map { (plain, $0) }
    }

    private static let disguises: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "o", "1": "l", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g",
        "@": "a", "$": "s", "€": "e", "£": "l", "!": "l", "|": "l", "+": "t",
    ]

    /// Whether what folds to `l` is an i.
    static func isI(_ scalar: Unicode.Scalar) -> Bool {
        let plain = plainForm(of: scalar)
        let bare = accented[plain] ?? plain
        return bare.properties.lowercaseMapping.unicodeScalars.contains {
            "iıіιɩⅰ".unicodeScalars.contains($0)
        }
    }

    private static let ascii: [String] = (UInt8(0)..<0x80).map { byte in
        let lower = Unicode.Scalar(byte).properties.lowercaseMapping
        return lower.unicodeScalars.reduce(into: "") { $0 += table[$1] ?? String($1) }
    }

    /// Latin, Greek, Cyrillic, Armenian and Cherokee letters that read as Latin ones in common fonts.
    private static let rows: [(letters: String, lookAlikes: String)] = [
        ("a", "аАɑαΑᎪᴀаªɐ"), ("b", "ЬьВвΒβᏴʙƄ"), ("c", "сСϲϹᏟⅽⅭᴄ"), ("d", "ԁԀᎠⅾⅮ"), ("e", "еЕεΕєЄᎬℯ℮ə"),
        ("f", "ϝϜք"), ("g", "ɡցᏀԌ"), ("h", "һҺНнΗհᏂᎻʜ"), ("j", "јЈϳᎫ"), ("k", "кКκΚᏦ"),
        ("l", "i1іІıιΙℓɩǀӏӀⅰⅠⅼⅬᏞʟן׀Ɩ"), ("m", "мМΜᎷⅿⅯ"), ("n", "пПηΝոɴ"), ("o", "0оОοΟσօՕסᴏ〇ºө"),
        ("p", "рРρΡᏢƿ"), ("q", "ԛԚզ"), ("r", "гГᎡʀ"), ("s", "5ѕЅᏚꜱ"), ("t", "тТτΤᎢ"), ("u", "υսՍиИйЙμʋ"),
        ("v", "ѵѴνⅴⅤᏙ"), ("w", "ԝԜωшШᎳѡ"), ("x", "хХχΧⅹⅩ"), ("y", "уУүҮΥʏ"), ("z", "ᴢΖᏃ"),
        ("ae", "æӕÆӔ"), ("oe", "œŒ"), ("ss", "ßẞ"), ("th", "þÞ"), ("d", "ðÐđĐ"), ("s", "ſ"),
        ("f", "ƒ"), ("ff", "ﬀ"), ("fl", "ﬁﬂ"), ("ll", "ⅱⅡ"), ("lj", "ĳĲ"), ("e", "ёЁ"),
    ]

    private static let table: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for row in rows {
            for scalar in row.lookAlikes.unicodeScalars { table[scalar] = row.letters }
        }
        return table
    }()

    /// The letter without its accent, found by the Unicode name: ố is LATIN SMALL LETTER O WITH CIRCUMFLEX
    /// AND ACUTE.
    private static let accented: [Unicode.Scalar: Unicode.Scalar] = {
        let blocks: [ClosedRange<UInt32>] = [0x41...0x2AF, 0x370...0x52F, 0x1E00...0x1FFF]
        let named = blocks.joined().compactMap(Unicode.Scalar.init).compactMap { scalar in
            scalar.properties.name.map { (name: $0, scalar: scalar) }
        }
        let byName = Dictionary(named.map { ($0.name, $0.scalar) }) { first, _ in first }
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (name, scalar) in named {
            guard let end = name.firstRange(of: " WITH ")?.lowerBound else { continue }
            table[scalar] = byName[String(name[..<end])]
        }
        return table
    }()

    /// Full-width, mathematical and circled letters and digits as the ones they are forms of.
    private static func plainForm(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        let (capitalA, smallA, zero): (UInt32, UInt32, UInt32) = (0x41, 0x61, 0x30)
        let value = scalar.value
        let plain: UInt32
        switch value {
        case 0xFF01...0xFF5E: plain = value - 0xFEE0
        // Thirteen alphabets of 26 capitals and 26 small letters, then five sets of digits.
        case 0x1D400...0x1D6A3:
            let letter = (value - 0x1D400) % 52
            plain = letter < 26 ? capitalA + letter : smallA + letter - 26
        case 0x1D7CE...0x1D7FF: plain = zero + (value - 0x1D7CE) % 10
        case 0x24B6...0x24CF: plain = capitalA + value - 0x24B6
        case 0x24D0...0x24E9: plain = smallA + value - 0x24D0
        case 0x1F130...0x1F149: plain = capitalA + value - 0x1F130
        case 0x1F150...0x1F169: plain = capitalA + value - 0x1F150
        case 0x1F170...0x1F189: plain = capitalA + value - 0x1F170
        default: return scalar
        }
        return Unicode.Scalar(plain) ?? scalar
    }
}
