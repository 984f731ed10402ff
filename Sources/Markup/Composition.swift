/// Letters typed in parts (`e` and an accent) as the one letter they are: what NFC does (UAX #15), for the
/// scripts named in `blocks` and Hangul.
///
/// The standard library compares strings by canonical equivalence without showing its tables; looking a
/// sequence up among the composed letters asks it exactly that. So a wrong answer is impossible, only a
/// missing one.
enum Composition {
    static func composed(_ text: String) -> String {
        text.reduce(into: "") { out, character in
            if character.unicodeScalars.dropFirst().isEmpty {
                out.append(character)
            } else {
                out += letter(character)
            }
        }
    }

    /// The longest beginning that is one letter, as that letter, and the rest as it stands.
    private static func letter(_ character: Character) -> String {
        let scalars = Array(character.unicodeScalars)
        for length in stride(from: min(scalars.count, partsMax), to: 1, by: -1) {
            guard let whole = whole(scalars[..<length]) else { continue }
            var view = String.UnicodeScalarView([whole])
            view.append(contentsOf: scalars[length...])
            return String(view)
        }
        return String(character)
    }

    /// A Vietnamese or Greek vowel has a letter and at most three marks.
    private static let partsMax = 4

    private static func whole(_ parts: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
        if parts.count < 4, let syllable = syllable(Array(parts)) { return syllable }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: parts)
        return letters[String(view)]
    }

    /// Hangul by arithmetic (The Unicode Standard, 3.12): a lead, a vowel, perhaps a tail.
    private static func syllable(_ parts: [Unicode.Scalar]) -> Unicode.Scalar? {
        let values = parts.map(\.value)
        var code: UInt32
        var next = 2
        if 0x1100...0x1112 ~= values[0], 0x1161...0x1175 ~= values[1] {
            code = 0xAC00 + ((values[0] - 0x1100) * 21 + values[1] - 0x1161) * 28
        } else if 0xAC00...0xD7A3 ~= values[0], (values[0] - 0xAC00) % 28 == 0 {
            (code, next) = (values[0], 1)
        } else {
            return nil
        }
        guard next < values.count else { return Unicode.Scalar(code) }
        guard next == values.count - 1, 0x11A8...0x11C2 ~= values[next] else { return nil }
        code += values[next] - 0x11A7
        return Unicode.Scalar(code)
    }

    /// Latin, Greek, Cyrillic and kana. A letter that is only another code for an earlier one does not get
    /// in.
    private static let blocks: [ClosedRange<UInt32>] = [
        0xC0...0x24F, 0x385...0x3FF, 0x400...0x52F, 0x1E00...0x1EFF, 0x1F00...0x1FFC, 0x3041...0x30FE,
    ]

    private static let letters: [String: Unicode.Scalar] = {
        let scalars = blocks.joined().compactMap(Unicode.Scalar.init)
        return Dictionary(scalars.map { (String($0), $0) }) { first, _ in first }
    }()
}
