import Foundation

/// What people type, without what nobody sees: controls, marks that turn the direction of other people's text, letters
/// of no width. What a script or an emoji needs stays.
public enum Cleaning {
    /// More marks than this on one letter only hide the lines around it.
    private static let marksMax = 8

    /// A name, a title, an answer: one line.
    public static func line(_ text: String) -> String {
        let visible = visible(text, keepsLines: false)
        return visible.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A post's text: lines kept, at most two empty ones together, nothing at the ends.
    public static func prose(_ text: String) -> String {
        var lines: [Substring] = []
        for line in visible(text, keepsLines: true).split(separator: "\n", omittingEmptySubsequences: false) {
            var line = line
            while line.last?.isWhitespace == true { line.removeLast() }
            let isThirdEmpty = line.isEmpty && lines.suffix(2).allSatisfy(\.isEmpty) && lines.count >= 2
            if !(line.isEmpty && lines.isEmpty) && !isThirdEmpty { lines.append(line) }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// Nothing is left that anybody could see.
    public static func isBlank(_ text: String) -> Bool {
        line(text).unicodeScalars.allSatisfy { blanks.contains($0.value) || $0.properties.generalCategory == .nonspacingMark }
    }

    /// The count that limits use: what people see as one character.
    public static func characters(_ text: String) -> Int { text.count }

    /// Fillers and spaces that are letters by their class.
    private static let blanks: Set<UInt32> = [0x20, 0xA0, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0]

    private static func visible(_ text: String, keepsLines: Bool) -> String {
        let text = text.precomposedStringWithCanonicalMapping
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return text }
        var out = String.UnicodeScalarView()
        var marks = 0
        var isCarriage = false
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            defer { isCarriage = scalar == "\r" }
            if scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}" {
                if !(scalar == "\n" && isCarriage) { out.append(keepsLines ? "\n" : " ") }
                continue
            }
            if scalar == "\t" {
                out.append(" ")
                continue
            }
            guard !isInvisible(scalar, at: index, in: scalars) else { continue }
            marks = scalar.properties.generalCategory == .nonspacingMark ? marks + 1 : 0
            if marks <= marksMax { out.append(scalar) }
        }
        return String(out)
    }

    private static func isInvisible(_ scalar: Unicode.Scalar, at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        switch scalar.value {
        // Joiners stay inside an emoji and between letters of scripts that are written with them.
        case 0x200C, 0x200D:
            guard index > 0, index + 1 < scalars.count else { return true }
            let (before, after) = (scalars[index - 1], scalars[index + 1])
            let isEmoji = (before.properties.isEmoji || before.value == 0xFE0F || (0x1F3FB...0x1F3FF).contains(before.value))
                && after.properties.isEmoji
            return !(isEmoji || (needsJoiners(before) && needsJoiners(after)))
        // Tag characters spell the flags of regions; elsewhere they hide words.
        case 0xE0020...0xE007F:
            return !scalars[..<index].reversed().prefix(8).contains { $0.value == 0x1F3F4 }
        case 0xFE00...0xFE0F: return index == 0
        case 0x200B, 0x200E, 0x200F, 0x2060...0x206F, 0x202A...0x202E, 0xFEFF, 0x00AD, 0x034F, 0x180E, 0xFFF9...0xFFFB:
            return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .unassigned, .privateUse: return true
        default: return scalar.properties.isNoncharacterCodePoint
        }
    }

    /// Arabic and Indic scripts, and their neighbours.
    private static func needsJoiners(_ scalar: Unicode.Scalar) -> Bool {
        (0x0600...0x08FF).contains(scalar.value) || (0x0900...0x0DFF).contains(scalar.value)
            || (0x0F00...0x109F).contains(scalar.value) || (0x1780...0x18AF).contains(scalar.value)
    }
}
