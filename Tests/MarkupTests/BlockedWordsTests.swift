import Markup
import Testing

@Suite struct BlockedWordsTests {
    @Test func twoHundredDisguisesAreFound() {
        var count = 0
        for (word, texts) in WordLists.disguises {
            let blocked = BlockedWords([word])
            for text in texts {
                count += 1
                #expect(blocked.found(in: text) == [word], "\(word): \(text.debugDescription)")
            }
        }
        #expect(count >= 200)
    }

    @Test func twoHundredNearWordsPass() {
        var count = 0
        for (word, texts) in WordLists.nearWords {
            let blocked = BlockedWords([word])
            for text in texts {
                count += 1
                #expect(blocked.found(in: text).isEmpty, "\(word): \(text.debugDescription)")
            }
        }
        #expect(count >= 200)
    }

    @Test func entriesAreNamedAsTheyWereWritten() {
        let blocked = BlockedWords(["Casino", "...", "", "f.r.e.e", "buy now", "666"])
        #expect(blocked.found(in: "BUY NOW: c4s1no chips, fr33!") == ["Casino", "f.r.e.e", "buy now"])
        #expect(blocked.found(in: "BUY NOW: c4s1no chips, fr33!", most: 1) == ["Casino"])
        #expect(blocked.found(in: "666") == ["666"])
        #expect(blocked.found(in: "").isEmpty && BlockedWords([]).found(in: "free").isEmpty)
        #expect(BlockedWords.isWord("🍆") && BlockedWords.isWord("1488"))
        #expect(!BlockedWords.isWord("...") && !BlockedWords.isWord("\u{200B}"))
    }

    @Test func longAndNastyTextsTakeNoLonger() {
        let blocked = BlockedWords((0..<500).map { "word\($0)lil" } + ["free", "lilililil"])
        let clock = ContinuousClock()
        for unit in ["a ", "1l", "e", "f r e e ", "il|1!", "lil ", "r.", "🍆", "free "] {
            let text = String(repeating: unit, count: 8_000)
            let taken = clock.measure { _ = blocked.found(in: text) }
            #expect(taken < .seconds(5), "\(unit)")
        }
        for text in NastyText.many() { _ = blocked.found(in: text) }
    }

    @Test func sameWordsHaveOneMark() {
        let text = "Come and see my shop at the old harbour"
        let mark = Folding.mark(text)
        #expect(mark != nil && (mark ?? -1) >= 0)
        for other in [
            "COME and  see my shop, at the öld harbour!", "C0me and see my sh\u{200B}op at the old harbour",
        ] {
            #expect(Folding.mark(other) == mark)
        }
        #expect(Folding.mark(text + " now") != mark)
        #expect(Folding.mark("Thank you so much!") == nil && Folding.mark("") == nil)
    }
}
