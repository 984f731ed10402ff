import Markup
import Testing

@Suite struct FoldingTests {
    @Test(arguments: [
        "PayPal", "paypa1", "раypal", "ρaypal", "Pay_Pal", "ｐａｙｐａｌ", "𝓹𝓪𝔂𝓹𝓪𝓵", "páypál", "pa\u{301}ypal",
        "PAYPAI", "РАУРАⅬ",
        "pay\u{200B}pal", "ⓟⓐⓨⓟⓐⓛ",
    ])
    func lookAlikesFoldToOneHandle(handle: String) {
        #expect(Folding.handle(handle) == Folding.handle("paypal"))
    }

    @Test(arguments: [
        ("rnoderator", "moderator"), ("vvatch", "watch"), ("5tudio", "studio"), ("g0ogle", "google"),
        ("Ø", "o"), ("Straße", "strasse"),
        ("r_n", "m"), ("IIl1", "llll"), ("ệ", "e"), ("Ứng", "ung"), ("λ", "λ"), ("ЁЛКА", "елка"),
    ])
    func pairsFoldAlike(first: String, second: String) {
        #expect(Folding.handle(first) == Folding.handle(second))
    }

    @Test func differentHandlesStayDifferent() {
        let handles = [
            "ada", "ben", "cleo", "dan", "eve", "moderator", "admin", "b4", "b8", "cat", "cut", "ten", "tan",
        ]
        #expect(Set(handles.map(Folding.handle)).count == handles.count)
    }

    @Test(arguments: [
        "spam", "SPAM!", "s.p.a.m", "sp@m", "$p4m", "spaaaam", "ѕрам", "s\u{200B}pam", "spâm", "ＳＰＡＭ",
        "s-p_a*m", "sparn", " spam ",
    ])
    func disguisedWordsFoldToOne(word: String) {
        #expect(Folding.word(word) == Folding.word("spam"))
    }

    @Test func wordsKeepTheirSpacesAndScripts() {
        #expect(Folding.word("  Buy\n\nnow! ") == Folding.word("buy now"))
        #expect(Folding.word("हिन्दी") == "हिन्दी")
        #expect(Folding.word("مُحَمَّد") == Folding.word("محمد"))
        #expect(Folding.word("🍆") == "🍆" && Folding.word("...") == "")
    }

    @Test func foldingTwiceChangesNothing() {
        for text in NastyText.many() {
            let (handle, word) = (Folding.handle(text), Folding.word(text))
            #expect(same(Folding.handle(handle), handle), "\(text.debugDescription)")
            #expect(same(Folding.word(word), word), "\(text.debugDescription)")
        }
    }

    @Test func everyScalarFoldsOnce() {
        for value in UInt32(0x20)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let (handle, word) = (Folding.handle(String(scalar)), Folding.word(String(scalar)))
            if !same(Folding.handle(handle), handle) || !same(Folding.word(word), word) {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
    }

    @Test func mailAddressesAreTrimmedAndLowered() {
        #expect(Folding.email(" Ada@Example.ORG\n") == "ada@example.org")
        #expect(Folding.email(" ") == "")
    }

    /// Strings of the standard library are equal when they look equal; here the scalars count.
    private func same(_ first: String, _ second: String) -> Bool { Array(first.utf8) == Array(second.utf8) }
}
