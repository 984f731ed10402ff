import Markup
import Testing

@Suite("HTML") struct HTMLTests {
    @Test("what people wrote is never markup", arguments: ["<b>", "a & b", "\"'><script>", "</p>", "plain", ""])
    func escapes(text: String) {
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        let inner = html.text.dropFirst("<p title=\"".count).dropLast("</p>".count)
        #expect(!inner.contains("<") && inner.filter { $0 == ">" }.count == 1)
        #expect(inner.filter { $0 == "\"" }.count == 1)
    }

    @Test("an address leads to the web or within the site, nowhere else")
    func addresses() {
        for bad in ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//elsewhere", "/\\elsewhere", " javascript:x", "vbscript:x", ""] {
            let html: HTML = "\(url: bad)"
            #expect(html.text == "#", "\(bad)")
        }
        for good in ["/post/1", "#main", "?sort=top", "https://example.org/?a=1&b=2", "mailto:a@example.org"] {
            let html: HTML = "\(url: good)"
            #expect(html.text == good.replacing("&", with: "&amp;"))
        }
    }

    @Test("nothing, many, flags and attributes")
    func holes() {
        let none: HTML? = nil
        let some: [HTML] = ["<i>", "</i>"]
        let html: HTML = "\(none)\(some)\(3)<a\(flag: "open", true)\(flag: "shut", false)\(attribute: "b", "\"")\(attribute: "c", nil)>"
        #expect(html.text == "<i></i>3<a open b=\"&quot;\">")
    }
}

@Suite("Prose") struct ProseTests {
    @Test("links end where the address ends", arguments: [
        ("see https://example.org/a_(b)), ok", "https://example.org/a_(b)"),
        ("(https://example.org/x)", "https://example.org/x"),
        ("https://example.org/?a=1&b=2.", "https://example.org/?a=1&b=2"),
        ("« https://example.org/é »", "https://example.org/é"),
        ("https://example.org…", "https://example.org"),
        ("HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A"),
    ])
    func links(text: String, link: String) { #expect(Prose.firstLink(in: text) == link) }

    @Test("what is no link stays text", arguments: ["http://", "https:// x", "xhttps://example.org", "javascript:alert(1)", "https://<b>"])
    func noLinks(text: String) { #expect(Prose.firstLink(in: text) == nil) }

    @Test("tags and mentions")
    func names() {
        #expect(Prose.tags(in: "#Été #été a#b #1 #x_1 &#39; #long\(String(repeating: "g", count: 60))") == ["été", "x_1"])
        #expect(Prose.mentions(in: "@ben, @ada_b! mail@example.org @ab (@Cleo) @ben@other.example") == ["ben", "ada_b", "Cleo"])
    }

    @Test("markup of any text gives that text back, and no tag of its own")
    func properties() {
        var seed: UInt64 = 7
        let parts = ["<", ">", "&", "\"", "'", "@ben", "#tag", "https://example.org/(", ")", " ", "\n", "é", "👩‍🚀", "\u{202E}", "x"]
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<30 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += parts[Int(seed >> 33) % parts.count]
            }
            let html = Prose.html(text).text
            var plain = ""
            var isTag = false
            for character in html {
                if character == "<" { isTag = true } else if character == ">" { isTag = false } else if !isTag { plain.append(character) }
            }
            plain = plain.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
                .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
            // A live address is shown without its scheme, and cut when it is long.
            guard !plain.contains("…") else { continue }
            #expect(plain.replacing("https://", with: "") == text.replacing("https://", with: ""))
        }
    }

    @Test("a word of five thousand letters, and ten thousand tags, take no more than their length")
    func long() {
        #expect(Prose.html(String(repeating: "a", count: 5_000)).text.count == 5_000)
        #expect(Prose.tags(in: String(repeating: "#a1 ", count: 10_000)).count <= Prose.liveMost)
    }

    @Test("an excerpt is cut at a word")
    func excerpts() {
        #expect(Prose.excerpt("one two  three\nfour", characters: 10) == "one two…")
        #expect(Prose.excerpt("one two", characters: 10) == "one two")
        #expect(Prose.excerpt("onetwothreefour", characters: 5) == "onet…")
    }
}

@Suite("Folding and cleaning") struct FoldingTests {
    @Test("handles that look alike are the same", arguments: [
        ("paypal", "раypal"), ("paypal", "PAYPA1"), ("Ada", "àdа"), ("modem", "modern"), ("b_en", "ben"), ("o0o", "ооο"),
    ])
    func alike(a: String, b: String) { #expect(Folding.handle(a) == Folding.handle(b)) }

    @Test("and those that do not, are not", arguments: [("ada", "eda"), ("ben", "bem"), ("lowtide", "hightide")])
    func different(a: String, b: String) { #expect(Folding.handle(a) != Folding.handle(b)) }

    @Test("what nobody sees goes, what a script needs stays", arguments: [
        ("a\u{200B}b", "ab"), ("\u{202E}abc\u{202C}", "abc"), ("a\u{0}b\u{7}", "ab"), ("👩\u{200D}🚀", "👩\u{200D}🚀"),
        ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("a\u{200D}b", "ab"), ("\u{FEFF}x", "x"), ("x\u{FE0F}", "x\u{FE0F}"),
        ("  a \t b  ", "a b"), ("e\u{301}", "é"), ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴\u{E0067}\u{E0062}\u{E007F}"),
    ])
    func cleaning(text: String, clean: String) { #expect(Cleaning.line(text) == clean) }

    @Test("blank is blank", arguments: ["", " ", "\u{200B}", "\u{3164}", "\u{2800}", "\n\t", "\u{301}", "\u{202E}"])
    func blank(text: String) { #expect(Cleaning.isBlank(text)) }

    @Test("a post keeps its lines, and two empty ones at most")
    func prose() {
        #expect(Cleaning.prose("\n a \r\nb\n\n\n\n\nc  \n\n") == " a\nb\n\n\nc")
        for text in ["a\n\n\nb", "x\u{301}\u{301}", "👩‍🚀\n", "\u{202E}q"] { #expect(Cleaning.prose(Cleaning.prose(text)) == Cleaning.prose(text)) }
        #expect(Cleaning.line("z" + String(repeating: "\u{0336}", count: 200)).unicodeScalars.count < 20)
    }
}
