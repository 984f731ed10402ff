import Testing

@testable import Backstage

/// The rule alone: facts in, a verdict out.
@Suite("The rule of comments") struct CommentRuleTests {
    private static let day: Int64 = 86_400_000

    private func facts(
        _ text: String, age: Int64 = 100 * day, _ change: (inout CommentFacts) -> Void = { _ in }
    ) -> CommentFacts {
        var facts = CommentFacts(comment: PostID(1), text: text, age: age)
        change(&facts)
        return facts
    }

    @Test("nothing is held where nothing is asked")
    func open() {
        let loud = facts("BUY BUY BUY BUY BUY https://a.example https://b.example", age: 0)
        #expect(CommentRule().judge(loud) == nil)
        #expect(CommentRule(holding: .everything).judge(facts("Well said")) != nil)
    }

    @Test("each box and word holds what it names, and says so")
    func boxes() {
        let rule = CommentRule(holdsLinks: true, holdsFirstMedia: true, words: ["casino", "buy now"])
        #expect(rule.judge(facts("Well said")) == nil)
        #expect(rule.judge(facts("See https://a.example"))?.reasons == [.link])
        #expect(rule.judge(facts("", { $0.hasMedia = true }))?.reasons == [.firstMedia])
        #expect(rule.judge(facts("", { ($0.hasMedia, $0.hadMedia) = (true, true) })) == nil)
        let all = rule.judge(facts("Buy now at C4S1NO: https://a.example", { $0.hasMedia = true }))
        #expect(all?.reasons == [.word("casino"), .word("buy now"), .link, .firstMedia])
        #expect(all?.kind == .review)
        // Also in a poll's answers and in what a picture is described with.
        #expect(
            rule.judge(facts("Which?", { $0.otherWords = ["tea", "c.a.s.i.n.o"] }))?.reasons == [
                .word("casino")
            ])
        #expect(rule.judge(facts("Which?", { $0.otherWords = ["https://a.example"] }))?.reasons == [.link])
    }

    @Test("everything holds everything, but for the channel's own and the approved")
    func everything() {
        let rule = CommentRule(holding: .everything, words: ["casino"])
        #expect(rule.judge(facts("Well said")) == Hold(kind: .review, reasons: [.everything]))
        #expect(rule.judge(facts("casino"))?.reasons == [.everything, .word("casino")])
        #expect(rule.judge(facts("casino", { $0.isOfChannel = true })) == nil)
        #expect(rule.judge(facts("casino", { $0.standing = .approved })) == nil)
    }

    @Test("hidden people are held whatever the rule, but not among a channel's own")
    func hidden() {
        let hidden = facts("Well said", { $0.standing = .hidden })
        #expect(CommentRule().judge(hidden) == Hold(kind: .hidden, reasons: [.hiddenPerson]))
        #expect(
            CommentRule(holding: .everything).judge(hidden) == Hold(kind: .hidden, reasons: [.hiddenPerson]))
        #expect(
            CommentRule().judge(facts("", { ($0.standing, $0.isOfChannel) = (.hidden, true) })) == nil)
    }

    @Test("a post's own holding stands over its channel's")
    func ofPost() {
        let strict = CommentRule(holding: .everything, words: ["casino"])
        #expect(strict.judge(facts("Well said", { $0.holding = .nothing })) == nil)
        #expect(strict.judge(facts("casino", { $0.holding = .nothing }))?.reasons == [.word("casino")])
        #expect(
            CommentRule().judge(facts("Well said", { $0.holding = .everything }))?.reasons == [.everything])
    }

    static let links = (1...4).map { "https://a.example/\($0)" }

    /// What the scorer says of one sign alone.
    @Test("each sign has its points and its reason")
    func signs() {
        let cases: [(CommentFacts, Int, [HoldReason])] = [
            (facts("Well said, and thank you for it"), 0, []),
            (facts("See \(Self.links[0])"), 1, [.manyLinks]),
            (facts(Self.links[0...1].joined(separator: " ")), 3, [.manyLinks]),
            (facts(Self.links.joined(separator: " ")), 5, [.manyLinks]),
            (facts("noooooooooooo way"), 2, [.repeats]),
            (facts("go go go go go"), 2, [.repeats]),
            (facts("go on go up go in go go go go go up"), 2, [.repeats]),
            (facts("ha ha ha ha"), 0, []),
            (facts("----------------"), 0, []),
            (facts("THIS IS THE BEST SHOP"), 2, [.shouting]),
            (facts("NASA AND ESA"), 0, []),
            (facts("@ada @ben @cleo"), 0, []),
            (facts("@ada @ben @cleo @dan"), 2, [.manyMentions]),
            (facts("@ada @ben @cleo @dan @eve @fay @gus @hal"), 4, [.manyMentions]),
            (facts("Hello", age: 0), 2, [.newAccount]),
            (facts("Hello", age: Self.day), 1, [.newAccount]),
            (facts("Hello", age: 7 * Self.day), 0, []),
            (facts("Hello", { $0.sameTexts = 1 }), 2, [.sameText]),
            (facts("Hello", { $0.sameTexts = 3 }), 4, [.sameText]),
        ]
        for (facts, points, reasons) in cases {
            let score = CommentScore(facts)
            #expect(score.points == points, "\(facts.text)")
            #expect(score.reasons == reasons, "\(facts.text)")
        }
    }

    @Test("the two strengths and spam begin at their thresholds")
    func thresholds() {
        let (some, more) = (CommentRule(holding: .someBad), CommentRule(holding: .moreBad))
        // Two points: a new account alone is welcome.
        #expect(some.judge(facts("Hello", age: 0)) == nil && more.judge(facts("Hello", age: 0)) == nil)
        // Three.
        let three = facts("See \(Self.links[0])", age: 0)
        #expect(some.judge(three) == nil)
        #expect(more.judge(three) == Hold(kind: .review, reasons: [.manyLinks, .newAccount]))
        // Four.
        let four = facts("THIS IS THE BEST SHOP", age: 0)
        #expect(some.judge(four) == Hold(kind: .review, reasons: [.shouting, .newAccount]))
        // Six, and seven.
        let six = facts(Self.links.joined(separator: " "), age: Self.day)
        #expect(some.judge(six)?.kind == .review)
        let seven = facts(Self.links.joined(separator: " "), age: 0)
        for rule in [some, more, CommentRule(holding: .everything)] {
            #expect(rule.judge(seven)?.kind == .spam)
        }
        #expect(CommentRule().judge(seven) == nil)
    }

    @Test("reasons are stored and read back")
    func lines() {
        let reasons: [HoldReason] = [
            .everything, .word("buy now"), .link, .firstMedia, .hiddenPerson, .shut, .byHand, .manyLinks,
            .repeats,
            .shouting, .manyMentions, .newAccount, .sameText,
        ]
        #expect(HoldReason.reasons(HoldReason.lines(reasons)) == reasons)
        #expect(HoldReason.reasons("from-the-future\nlink") == [.link])
        for language in Language.allCases {
            #expect(Set(reasons.map { language.say($0.queueWord) }).count == reasons.count)
        }
    }

    @Test("a list is cleaned, and what cannot be looked for is refused")
    func settings() throws {
        let kept = try CommentSettings(words: " casino \r\n\r\nBuy  now\ncasino\n🍆").judged()
        #expect(kept.words == "casino\nBuy now\n🍆")
        let long = String(repeating: "x", count: 101)
        let bad: [(String, RuleRefusal)] = [
            ("...", .noWord("...")), (long, .wordTooLong(String(repeating: "x", count: 39) + "…")),
            ((1...501).map { "word\($0)" }.joined(separator: "\n"), .tooManyWords),
        ]
        for (words, refusal) in bad {
            #expect {
                try CommentSettings(words: words).judged()
            } throws: {
                ($0 as? Refused)?.problems == [refusal.problem]
            }
        }
        let most = (1...500).map { "word\($0)" }.joined(separator: "\n")
        #expect(try CommentSettings(words: most).judged().lines.count == 500)
    }
}
