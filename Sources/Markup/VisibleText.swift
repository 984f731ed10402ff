/// The scalars of a text that may stay, each judged by what was kept before it and what follows.
struct VisibleText {
    /// Marks in a row on one letter. Biblical Hebrew with its accents has four; more hides the lines around.
    static let marksMax = 4

    private let scalars: [Unicode.Scalar]
    private let keepsLines: Bool
    private var out = String.UnicodeScalarView()
    private var last: Unicode.Scalar?
    private var marks = 0
    private var mayCompose = false

    /// With LF for every kind of line end if lines are kept, else with a space.
    static func of(_ text: String, keepsLines: Bool) -> String {
        if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 || $0 == 0x0A && keepsLines }) { return text }
        var visible = VisibleText(scalars: Array(text.unicodeScalars), keepsLines: keepsLines)
        visible.pass()
        let kept = String(visible.out)
        return visible.mayCompose ? Composition.composed(kept) : kept
    }

    private init(scalars: [Unicode.Scalar], keepsLines: Bool) {
        (self.scalars, self.keepsLines) = (scalars, keepsLines)
        out.reserveCapacity(scalars.count)
    }

    private mutating func pass() {
        var index = 0
        while index < scalars.count {
            let flag = flagLength(at: index)
            if flag > 0 {
                for scalar in scalars[index..<index + flag] { keep(scalar) }
                index += flag
            } else {
                judge(at: index)
                index += 1
            }
        }
    }

    private mutating func keep(_ scalar: Unicode.Scalar) {
        out.append(scalar)
        last = scalar
    }

    private mutating func judge(at index: Int) {
        let scalar = scalars[index]
        switch scalar.value {
        case 0x0D where index + 1 < scalars.count && scalars[index + 1] == "\n": return
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: keepBreak(keepsLines ? "\n" : " ")
        case 0x09: keepBreak(" ")
        case 0x20...0x7E: keepLetter(scalar)
        case 0x200C, 0x200D: if isJoinerNeeded(at: index) { keep(scalar) }
        // Directions of one place, which mixed Hebrew or Arabic text needs; in a name they only make doubles.
        case 0x200E, 0x200F, 0x061C:
            if keepsLines, let last, !last.isDirectionMark, !isSpace(last) { keep(scalar) }
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF: if isVariantNeeded(scalar) { keep(scalar) }
        case _ where Self.isHidden(scalar): return
        case _ where scalar.isStackingMark: keepMark(scalar)
        default: keepLetter(scalar)
        }
    }

    private mutating func keepLetter(_ scalar: Unicode.Scalar) {
        marks = 0
        // Vowels and final consonants of Hangul, and kana's voice marks, may be parts of a letter.
        mayCompose = mayCompose || 0x1161...0x11FF ~= scalar.value
        keep(scalar)
    }

    private mutating func keepBreak(_ space: Unicode.Scalar) {
        marks = 0
        keep(space)
    }

    /// A mark at the very beginning would sit on whatever the page shows before the text.
    private mutating func keepMark(_ mark: Unicode.Scalar) {
        guard let last, last != "\n", marks < Self.marksMax else { return }
        marks += 1
        mayCompose = true
        keep(mark)
    }

    /// Joiners of no width stay inside an emoji, and in scripts whose letters change by them: between two
    /// letters, or after the sign that silences a vowel.
    private func isJoinerNeeded(at index: Int) -> Bool {
        guard let last else { return false }
        let next = index + 1 < scalars.count ? scalars[index + 1] : nil
        if scalars[index].value == 0x200D, let next, next.isPictograph {
            return last.isPictograph || last.value == 0xFE0F || last.properties.isEmojiModifier
        }
        guard last.isOfJoiningScript else { return false }
        let isAfterVirama = last.properties.canonicalCombiningClass == .virama
        return isAfterVirama || next.map { $0.isOfJoiningScript && $0.isLetter } ?? false
    }

    /// Text or colour for an emoji, a form for a Han character; anywhere else they only hide.
    private func isVariantNeeded(_ selector: Unicode.Scalar) -> Bool {
        guard let last else { return false }
        return 0xFE0E...0xFE0F ~= selector.value
            ? last.properties.isEmoji : last.properties.isUnifiedIdeograph
    }

    /// Scotland's flag is a black flag, tag letters and an end; 0 where no such flag stands. Tags elsewhere
    /// spell words that nobody sees (UTS #51, annex C).
    private func flagLength(at index: Int) -> Int {
        guard scalars[index].value == 0x1F3F4 else { return 0 }
        let tags = scalars[(index + 1)...].prefix(7).prefix { 0xE0030...0xE007A ~= $0.value }
        guard !tags.isEmpty, tags.endIndex < scalars.count, scalars[tags.endIndex].value == 0xE007F else {
            return 0
        }
        return tags.count + 2
    }

    private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    /// Controls, zero width, direction overrides and isolates, annotations, tags, noncharacters.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00..<0x20, 0x7F..<0xA0, 0xAD, 0x034F, 0x180E, 0x200B, 0x202A...0x202E, 0x2060...0x206F: true
        case 0xFEFF, 0xFFF9...0xFFFC, 0xE0000...0xE007F: true
        default: scalar.properties.isNoncharacterCodePoint
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isDirectionMark: Bool { value == 0x200E || value == 0x200F || value == 0x061C }

    /// Emoji and the signs that join them, without digits and `#`, which Unicode counts as emoji too.
    fileprivate var isPictograph: Bool { value > 0xFF && properties.isEmoji }

    fileprivate var isLetter: Bool {
        switch properties.generalCategory {
        case .otherLetter, .modifierLetter: true
        default: false
        }
    }

    /// Arabic and its relatives, Indic, Tibetan, Burmese, Khmer, Mongolian, and Arabic's presentation forms.
    fileprivate var isOfJoiningScript: Bool {
        switch value {
        case 0x0600...0x08FF, 0x0900...0x0DFF, 0x0F00...0x109F, 0x1780...0x18AF, 0xFB50...0xFDFF,
            0xFE70...0xFEFC:
            true
        default: false
        }
    }

    /// Drawn over or under the letter before, one on top of the other. Letters written below a letter, as in
    /// Tibetan, have combining class 0 and are no such marks.
    fileprivate var isStackingMark: Bool {
        switch properties.generalCategory {
        case .enclosingMark: true
        case .nonspacingMark: properties.canonicalCombiningClass != .notReordered
        default: false
        }
    }
}
