/// Texts brought to the form in which they are compared, so that what looks alike counts as the same.
///
/// After the skeletons of UTS #39 (section 4, confusable detection), with a table of our own for the letters
/// that names meet. A folded text is for comparing, never for showing. Folding twice changes nothing.
public enum Folding {
    /// A handle: case, accents, width and look-alike letters folded, underscores dropped. `pаypa1` is
    /// `paypal`.
    public static func handle(_ text: String) -> String {
        var out = LetterPairs()
        for scalar in text.unicodeScalars where !scalar.isFoldedAway {
            for letter in LookAlikes.letters(of: scalar).unicodeScalars where letter != "_" {
                out.append(letter)
            }
        }
        return out.text
    }

    /// Words as moderation compares them: like a handle, without punctuation and invisible marks, repeats
    /// counted once, the digits and signs that stand for letters read as these. `Spâ\u{200B}a.m!` is `spam`.
    /// Spaces are kept, one each, so that phrases can be compared word by word; emoji are kept, for they are
    /// words too.
    public static func word(_ text: String) -> String {
        var pairs = LetterPairs()
        for scalar in text.unicodeScalars where !scalar.isFoldedAway {
            if scalar.properties.isWhitespace {
                pairs.append(" ")
            } else if let letter = LookAlikes.signs[scalar] {
                pairs.append(letter)
            } else if scalar.isPartOfWord {
                for letter in LookAlikes.letters(of: scalar).unicodeScalars {
                    // A letter in disguise may hide a digit that itself stands for a letter.
                    pairs.append(LookAlikes.signs[letter] ?? letter)
                }
            }
        }
        return withoutRepeats(pairs.scalars)
    }

    /// An e-mail address as it is looked up. RFC 5321 (2.4) lets hosts tell `A@` from `a@`; none that people
    /// use does.
    public static func email(_ text: String) -> String {
        var trimmed = text[...]
        while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        return trimmed.lowercased()
    }

    private static func withoutRepeats(_ scalars: [Unicode.Scalar]) -> String {
        var out = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        for scalar in scalars where scalar != last {
            out.append(scalar)
            last = scalar
        }
        if last == " ", !out.isEmpty { out.removeLast() }
        return String(out)
    }
}

/// Letters one after the other, where two that read as one become it: `rn` is `m`, `vv` is `w`.
private struct LetterPairs {
    var scalars: [Unicode.Scalar] = []

    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        switch (scalars.last, scalar) {
        case ("r", "n"): scalars[scalars.count - 1] = "m"
        case ("v", "v"): scalars[scalars.count - 1] = "w"
        default: scalars.append(scalar)
        }
    }
}

extension Unicode.Scalar {
    /// Accents of their own, vowel points that writers may leave out, and what has no width.
    var isFoldedAway: Bool {
        switch value {
        case 0..<0x80: false
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
        case 0x0483...0x0489, 0x0591...0x05BD, 0x0640, 0x064B...0x065F, 0x0670: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }

    var isPartOfWord: Bool {
        if properties.isAlphabetic { return true }
        switch properties.generalCategory {
        case .decimalNumber, .nonspacingMark, .spacingMark, .otherSymbol, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }
}
