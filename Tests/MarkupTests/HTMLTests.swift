import Markup
import Testing

@Suite struct HTMLTests {
    @Test func stringsAreEscapedAndMarkupNests() {
        let name = "<b>\"Tom\" & 'Jerry'</b>"
        let inner: HTML = "<i>\(name)</i>"
        let expected = "<p><i>&lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;</i></p>"
        #expect(("<p>\(inner)</p>" as HTML).text == expected)
    }

    @Test func holesTakeEachType() {
        let none: String? = nil
        let noMarkup: HTML? = nil
        let some: String? = "a<b"
        let list: [HTML] = ["<li>1</li>", "<li>2</li>"]
        let part = "x&y".dropFirst()
        let html: HTML = "\(none)\(noMarkup)\(some)|\(list)|\(part)|\(7)|\(Int64.min)|\(raw: "<hr>")"
        #expect(html.text == "a&lt;b|<li>1</li><li>2</li>|&amp;y|7|-9223372036854775808|<hr>")
        #expect(list.joined(separator: "<br>").text == "<li>1</li><br><li>2</li>")
        #expect(HTML.empty.isEmpty && !html.isEmpty && (HTML.empty + html).text == html.text)
        #expect(Array(html.utf8) == Array(html.text.utf8))
    }

    @Test func attributesAppearOnlyWhenTheyHold() {
        let html: HTML =
            "<input\(flag: "checked", true)\(flag: "hidden", false)\(attribute: "title", "\"><x>")>"
        #expect(html.text == "<input checked title=\"&quot;&gt;&lt;x&gt;\">")
        #expect(("<p\(attribute: "id", nil)>" as HTML).text == "<p>")
    }

    @Test(arguments: [
        "https://a.example/?q=1&r=2", "http://a.example", "HTTP://a.example", "mailto:ada@a.example",
        "/post/1", "/", "#top",
        "?page=2",
    ])
    func addressesOfKnownKindsStay(url: String) {
        let expected = url.replacing("&", with: "&amp;")
        #expect(("\(url: url)" as HTML).text == expected)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x", "//evil.example", "/\\evil.example", "/\t/evil.example", "\u{1}https://a.example",
        "evil", "", "https",
        "javascript:/*http://*/alert(1)", "blob:https://a.example", "feed:https://a.example",
    ])
    func otherAddressesBecomeNothing(url: String) {
        #expect(("\(url: url)" as HTML).text == "#")
    }

    @Test func noTextEverOpensATagOrLeavesItsQuotes() {
        for text in NastyText.many() {
            let html: HTML = "\(text)"
            #expect(!html.text.contains { "<>\"'".contains($0) } && decoded(html.text) == text)
        }
    }
}

/// The text that a browser would show for markup without tags. By scalars, for an accent may follow an
/// entity.
func decoded(_ markup: String) -> String {
    let entities = ["lt": "<", "gt": ">", "quot": "\"", "#39": "'", "amp": "&"]
    let parts = markup.unicodeScalars.split(separator: "&", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(into: String(parts[0])) { text, part in
        let name = part.prefix { $0 != ";" }
        text += (entities[String(name)] ?? "?") + String(part.dropFirst(name.count + 1))
    }
}
