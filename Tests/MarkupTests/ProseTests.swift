import Testing

@testable import Markup

@Suite struct ProseTests {
    @Test(arguments: [
        ("see https://a.example/b.", "https://a.example/b"),
        ("(https://a.example/b)", "https://a.example/b"),
        ("https://a.example/Swift_(bird)", "https://a.example/Swift_(bird)"),
        ("(see https://a.example/Swift_(bird)).", "https://a.example/Swift_(bird)"),
        ("https://a.example/((((((x", "https://a.example/((((((x"),
        ("https://a.example/x))))))", "https://a.example/x"),
        ("HTTPS://A.example!?", "HTTPS://A.example"),
        ("https://a.example/?q=%20&r=1#top, and", "https://a.example/?q=%20&r=1#top"),
        ("网址https://a.example", nil),
        ("看 https://a.example/路。然后", "https://a.example/路"),
        ("“https://a.example”", "https://a.example"),
        ("https://a.example/👩‍🚀\u{202E}x", "https://a.example/👩‍🚀"),
        ("<https://a.example>", "https://a.example"),
        ("http://localhost:8080/x", "http://localhost:8080/x"),
        ("xhttps://a.example", nil), ("https://", nil), ("https://.", nil), ("https:///x", nil),
        ("https://-", nil),
        ("https://bank.example@evil.example", nil), ("https://ok.example/@ada", "https://ok.example/@ada"),
        ("javascript:alert(1)", nil), ("ftp://a.example", nil), ("www.a.example", nil),
    ])
    func linksEndWhereTheyEnd(text: String, link: String?) {
        #expect(Prose.firstLink(in: text) == link)
    }

    @Test(arguments: [
        ("#Swift and #swift", ["swift"]), ("#été #ЛЕТО #夏", ["été", "лето", "夏"]), ("#a_1.", ["a_1"]),
        ("#2024 #_ #", []), ("a#b &#39; ##c /#d https://a.example/#e", []), ("(#f)#g", ["f", "g"]),
        ("#हिन्दी", ["हिन्दी"]), ("1\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3}", []),
        ("#" + String(repeating: "a", count: 50), [String(repeating: "a", count: 50)]),
        ("#" + String(repeating: "a", count: 51), []),
    ])
    func tagsAreFoundInAnyScript(text: String, tags: [String]) {
        #expect(Prose.tags(in: text) == tags)
    }

    @Test(arguments: [
        ("@Ada and @ada, (@ben_2)!", ["Ada", "ben_2"]), (".@ada", ["ada"]), ("ada@site.example", []),
        ("@ada@site.example", []), ("@ab", []), ("@benoît", []), ("é@ada", []), ("/@ada", []),
        ("https://a.example/@ada", []), ("@@ada", []), ("@ada.", ["ada"]), ("«@ada»", ["ada"]),
        ("@" + String(repeating: "a", count: 31), []),
    ])
    func mentionsAreHandlesAndNotMail(text: String, handles: [String]) {
        #expect(Prose.mentions(in: text) == handles)
    }

    @Test func piecesBecomeLive() {
        let html = Prose.html("Hi @Ada,\n#Été: https://a.example/?a=1&b='2' <3", links: ProseLinks())
        #expect(
            html.text == """
                Hi <a href="/@Ada">@Ada</a>,
                <a href="/tag/été">#Été</a>: \
                <a href="https://a.example/?a=1&amp;b=&#39;2" rel="nofollow ugc noopener">\
                a.example/?a=1&amp;b=&#39;2</a>\
                &#39; &lt;3
                """)
    }

    @Test func onlyHandlesThatExistAreLive() {
        let links = ProseLinks(handles: ["ada"])
        #expect(Prose.html("@ADA @ben", links: links).text == "<a href=\"/@ADA\">@ADA</a> @ben")
        #expect(Prose.html("@ada", links: ProseLinks(handles: [])).text == "@ada")
    }

    @Test func longAddressesAreShownCut() {
        let path = String(repeating: "x", count: 200)
        let html = Prose.html("https://a.example/\(path)").text
        #expect(html.contains("href=\"https://a.example/\(path)\"") && html.contains("xxx…</a>"))
        #expect(stripped(html).count == Prose.shownCharacters)
        #expect(Prose.firstLink(in: "https://a.example/" + String(repeating: "x", count: 3_000)) == nil)
    }

    @Test func atMostFiftyOfEachAreLive() {
        let text = (1...80).map { "@ada\($0) #tag\($0) https://a.example/\($0)" }.joined(separator: " ")
        #expect(Prose.mentions(in: text).count == Prose.mentionsMax)
        #expect(Prose.tags(in: text).count == Prose.tagsMax)
        #expect(Prose.html(text).text.split(separator: "<a ").count == 150)
    }

    @Test func withoutItsTagsTheMarkupIsTheText() {
        for text in NastyText.many() {
            let html = Prose.html(text).text
            let schemeless = ProseScanner.pieces(of: text).map { piece in
                switch piece.kind {
                case .words: piece.text
                case .link: String(piece.text.drop { $0 != "/" }.dropFirst(2))
                case .tag: "#" + piece.text
                case .mention: "@" + piece.text
                }
            }
            #expect(Array(stripped(html).utf8) == Array(schemeless.joined().utf8), "\(text.debugDescription)")
        }
    }

    @Test func onlyOurOwnTagsComeOut() throws {
        let link = "https?://[^\"<>]+\" rel=\"nofollow ugc noopener"
        let tag = try Regex("<a href=\"(/@[A-Za-z0-9_]+|/tag/[^\"<>]+|\(link))\">|</a>").ignoresCase()
        for text in NastyText.many(seed: 2) {
            let rest = Prose.html(text).text.unicodeScalars.map { $0.isASCII ? String($0) : "·" }.joined()
            #expect(
                !rest.replacing(tag, with: "").contains { "<>\"".contains($0) }, "\(text.debugDescription)")
        }
    }

    @Test(arguments: [
        "a", "@", "#", "h", "(", "https://", "https://a.example/(", "#a", "@ada", "@ada@", "http",
        "é", "👩🏽‍🚀", "#é",
    ])
    func fiveThousandOfAnythingIsQuick(piece: String) {
        let text = String(repeating: piece, count: 5_000)
        let spent = ContinuousClock().measure { _ = Prose.html(text) }
        // Linear is a few milliseconds, quadratic was minutes; a second leaves room for a busy machine.
        #expect(spent < .seconds(1))
    }

    @Test(arguments: [
        ("one two three", 13, "one two three"), ("one two three", 12, "one two…"), ("one, two", 6, "one…"),
        ("one two", 5, "one…"), ("a\n\n b\tc ", 10, "a b c"), ("", 5, ""), ("abcdefgh", 4, "abc…"),
        ("漢字漢字漢字", 4, "漢字漢…"),
        ("a bcdefghij", 8, "a bcdef…"), ("one two", 4, "one…"), ("ab", 1, "…"),
    ])
    func excerptsAreCutBetweenWords(text: String, characters: Int, excerpt: String) {
        #expect(Prose.excerpt(text, characters: characters) == excerpt)
    }

    @Test func excerptsNeverExceedTheirLength() {
        for text in NastyText.many(seed: 3) {
            for characters in [1, 2, 5, 20] {
                #expect(Prose.excerpt(text, characters: characters).count <= characters)
            }
        }
    }

    private func stripped(_ html: String) -> String {
        var out = String.UnicodeScalarView()
        var isTag = false
        for scalar in html.unicodeScalars {
            if scalar == "<" {
                isTag = true
            } else if scalar == ">" {
                isTag = false
            } else if !isTag {
                out.append(scalar)
            }
        }
        return decoded(String(out))
    }
}
