import Testing

@testable import Markup

@Suite struct CleaningTests {
    @Test(arguments: [
        ("  Ada \t Lovelace\n", "Ada Lovelace"), ("a\0b\u{7}c\u{9F}", "abc"),
        ("a\u{202E}b\u{2066}c\u{2069}", "abc"),
        ("a\u{200B}b\u{FEFF}\u{2060}\u{AD}", "ab"), ("a\u{200D}b\u{200C}", "ab"), ("\u{301}a", "a"),
        ("a\u{E0061}\u{E007F}", "a"), ("a" + NastyText.noncharacters, "a"), ("e\u{301}", "é"),
        ("a\u{2028}b", "a b"),
        ("mot\u{A0}!", "mot\u{A0}!"), ("a\u{FE0F}", "a"), ("a\u{200F}b", "ab"), ("\u{3000}漢字\u{3000}", "漢字"),
        ("o\u{302}\u{301}", "ố"), ("\u{1112}\u{1161}\u{11AB}", "한"), ("하\u{11AB}", "한"), ("か\u{3099}", "が"),
        ("и\u{306}", "й"),
        ("q\u{301}", "q\u{301}"), ("", ""),
    ])
    func linesLoseWhatNobodySees(text: String, line: String) {
        #expect(same(Cleaning.line(text), line), "\(Cleaning.line(text).debugDescription)")
    }

    @Test(arguments: [
        "👩\u{1F3FD}\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👨\u{1F3FF}", "👨\u{200D}👩\u{200D}👧\u{200D}👦",
        "🏳\u{FE0F}\u{200D}🌈",
        "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", "🇫🇷", "1\u{FE0F}\u{20E3}",
        "می\u{200C}خواهم", "क्\u{200D}ष",
        "ന്\u{200D}", "葛\u{E0101}", "☎\u{FE0E}", "שָׁלוֹם", "ཧཱུྃ", "कि", "ไม่", "a\u{338}",
    ])
    func whatScriptsAndEmojiNeedStays(text: String) {
        #expect(same(Cleaning.line(text), text), "\(Cleaning.line(text).debugDescription)")
        #expect(same(Cleaning.prose(text), text))
        #expect(Cleaning.characters(text) == text.count)
    }

    @Test(arguments: [
        ("a\r\nb\rc\n", "a\nb\nc"), ("a\n\n\n\n\nb", "a\n\n\nb"), ("a\n\n\nb", "a\n\n\nb"),
        ("a  \nb\t", "a\nb"),
        ("\n \n  a", "  a"), ("a\tb", "a b"), ("a\u{85}b\u{2029}c", "a\nb\nc"), (" \n\u{200B}\n", ""),
        ("\u{202E}evil", "evil"),
        ("שלום\u{200F}!", "שלום\u{200F}!"), ("a \u{200E}b", "a b"), ("\n\u{301}a", "a"), ("a  b", "a  b"),
    ])
    func proseKeepsItsLines(text: String, prose: String) {
        #expect(same(Cleaning.prose(text), prose), "\(Cleaning.prose(text).debugDescription)")
    }

    @Test func heapsOfAccentsAreCut() {
        let heap = "q" + String(repeating: "\u{336}\u{30D}\u{331}", count: 200)
        #expect(Cleaning.line(heap).unicodeScalars.count == 1 + VisibleText.marksMax)
        #expect(Cleaning.characters(heap) == 38)
        #expect(Cleaning.characters("👩\u{1F3FD}\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👨\u{1F3FF}é\n") == 3)
        #expect(Cleaning.characters("a\r\nb") == 3)
    }

    @Test(arguments: [
        "", " ", "\n\t", "\u{A0}\u{3000}", "\u{200B}\u{200D}\u{FEFF}", "\u{3164}", "\u{115F}\u{1160}\u{FFA0}",
        "\u{2800}\u{2800}",
        "\u{301}\u{302}", "\u{E0061}", "\u{FE0F}", "\0", "\u{202E}", "\u{AD}",
    ])
    func blankTextsAreSeenThrough(text: String) { #expect(Cleaning.isBlank(text)) }

    @Test(arguments: ["a", ".", "👍", "漢", "\u{301}a", "⠁", "ᄒ", "1"])
    func visibleTextsAreNotBlank(text: String) { #expect(!Cleaning.isBlank(text)) }

    @Test func cleaningTwiceChangesNothing() {
        for text in NastyText.many(6_000) {
            let (line, prose) = (Cleaning.line(text), Cleaning.prose(text))
            #expect(same(Cleaning.line(line), line), "\(text.debugDescription)")
            #expect(same(Cleaning.prose(prose), prose), "\(text.debugDescription)")
        }
    }

    @Test func nothingHiddenComesThrough() {
        let hidden: Set<UInt32> = [
            0, 7, 0x0D, 0x7F, 0x85, 0x200B, 0x202E, 0x2028, 0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xFDD0,
        ]
        for text in NastyText.many(seed: 4) {
            let (line, prose) = (Cleaning.line(text), Cleaning.prose(text))
            #expect(!(line + prose).unicodeScalars.contains { hidden.contains($0.value) })
            #expect(!line.contains(where: \.isNewline) && !prose.contains("\n\n\n\n"))
            #expect(line.first?.isWhitespace != true && line.last?.isWhitespace != true)
        }
    }

    @Test func composingChangesNothingThatIsSeen() {
        for text in NastyText.many(seed: 5) { #expect(Composition.composed(text) == text) }
    }

    private func same(_ first: String, _ second: String) -> Bool { Array(first.utf8) == Array(second.utf8) }
}
