import Foundation
import Testing
import Wire

@Suite struct XMLWriterTests {
    @Test func elementsNestAndAlwaysClose() {
        var xml = XMLWriter()
        xml.element("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": nil]) { xml in
            xml.element("title", text: "Ada & Ben")
            xml.empty("link", ["href": "/a?b=1&c=\"2\"", "rel": "self"])
        }
        #expect(
            xml.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom"><title>Ada &amp; Ben</title>
                <link href="/a?b=1&amp;c=&quot;2&quot;" rel="self"/>
                </feed>

                """)
    }

    static let nasty = [
        "<script>alert(1)</script>", "]]>", "a]]>b", "&amp;", "'\"", "\u{0}\u{1}\u{8}\u{B}\u{C}\u{1F}x",
        "\u{FFFE}\u{FFFF}y", "\u{10FFFF}", "tab\tline\nreturn\rend", "\r\n", "👩‍🚀", "e\u{301}",
        "\u{202E}abc", "",
        "<!-- -->", "<![CDATA[", "<?xml?>", "&#0;", "\u{D7FF}\u{E000}\u{7F}\u{85}",
    ]

    /// Read back, text and attribute are what they were, less what XML cannot say.
    @Test(arguments: nasty) func whatIsWrittenIsReadBack(text: String) throws {
        var xml = XMLWriter()
        xml.element("a", ["b": text], text: text)
        let written = xml.text
        let value = try #require(written.firstRange(of: "<a b=\""))
        let inside = written[value.upperBound...]
        let content = try #require(inside.firstRange(of: "\">"))
        let end = try #require(inside.firstRange(of: "</a>\n"))
        let sayable = String(String.UnicodeScalarView(text.unicodeScalars.filter(Self.isSayable)))
        #expect(Self.unescaped(inside[..<content.lowerBound]) == sayable)
        #expect(Self.unescaped(inside[content.upperBound..<end.lowerBound]) == sayable)
        #expect(end.upperBound == written.endIndex)
        #expect(!inside[content.upperBound..<end.lowerBound].contains("<"))
    }

    private static func unescaped(_ text: Substring) -> String {
        let entities = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#13;", "\r"), ("&#10;", "\n"), ("&#9;", "\t"),
            ("&amp;", "&"),
        ]
        return entities.reduce(String(text)) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    private static func isSayable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}

@Suite struct InternetDateTests {
    @Test func momentsAreWrittenAsFeedsWantThem() {
        #expect(InternetDate.text(milliseconds: 0) == "1970-01-01T00:00:00Z")
        #expect(InternetDate.text(milliseconds: 1_790_000_000_999) == "2026-09-21T14:13:20Z")
        #expect(InternetDate.text(milliseconds: -1) == "1969-12-31T23:59:59Z")
        #expect(InternetDate.text(milliseconds: .max) == "9999-12-31T23:59:59Z")
        #expect(InternetDate.day(milliseconds: 1_709_164_800_000) == "2024-02-29")
    }

    @Test func spansNameOnlyWhatTheyHave() {
        #expect(InternetDate.span(milliseconds: 0) == "PT0S")
        #expect(InternetDate.span(milliseconds: -5) == "PT0S")
        #expect(InternetDate.span(milliseconds: 1_600) == "PT2S")
        #expect(InternetDate.span(milliseconds: 60_000) == "PT1M")
        #expect(InternetDate.span(milliseconds: 3_873_000) == "PT1H4M33S")
    }
}
