import Testing

@testable import MediaTools

@Suite struct XMLElementTests {
    private func read(_ text: String) -> XMLElement? { XMLElement(Array(text.utf8)) }

    @Test func readsWhatStoresSend() throws {
        let root = try #require(
            read(
                """


                <?xml version="1.0" encoding="UTF-8"?>
                <!-- a note -->
                <s:List xmlns:s="http://example.org/>" a='"'>
                  <Key>a &amp; b&#x2F;&#99; &lt;&gt;&quot;&apos;<![CDATA[<raw>&amp;]]></Key>
                  <Empty /><Empty></Empty>
                  <Owner><Id>é😀</Id></Owner>
                </s:List>
                <!-- the end -->

                """))
        #expect(root.name == "List")
        #expect(root["Key"]?.text == "a & b/c <>\"'<raw>&amp;")
        #expect(root.all("Empty").count == 2 && root["Empty"]?.text == "")
        #expect(root["Owner"]?["Id"]?.text == "é😀")
        #expect(root["None"] == nil)
    }

    @Test(arguments: [
        "", " ", "text", "<", "<a", "<a>", "<a>text", "<a></b>", "<a><b></a></b>", "<a/><b/>", "<a/>text",
        "</a>",
        "<a b></a>", "<a b=c></a>", "<a b=\"c></a>", "<a>&unknown;</a>", "<a>&#xD800;</a>", "<a>&#+65;</a>",
        "<a>& b</a>", "<a>&#99999999999999;</a>", "<a><!-- </a>", "<a><![CDATA[ </a>", "<?xml <a/>",
        "<a><?b?></a>",
        "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", "<a><!DOCTYPE b></a>", "< a/>", "<é/>",
    ])
    func whatIsNotWholeOrNotPlainIsRefused(text: String) {
        #expect(read(text) == nil)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(XMLElement(Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8)) == nil)
        #expect(XMLElement([0xFF, 0xFE, 0x3C, 0x00]) == nil)
    }

    @Test func depthAndNumberAreLimited() {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(read(deep) == nil)
        #expect(read(String(repeating: "<a>", count: 16) + String(repeating: "</a>", count: 16)) != nil)
        #expect(read(String(repeating: "<a>", count: 17) + String(repeating: "</a>", count: 17)) == nil)
        #expect(read("<a>" + String(repeating: "<b/>", count: 19_999) + "</a>") != nil)
        #expect(read("<a>" + String(repeating: "<b/>", count: 20_000) + "</a>") == nil)
    }

    /// Whatever is cut off or turned around, the reader comes to an end without a trap.
    @Test func noGarblingBreaksIt() {
        let text = Array(
            "<?xml version='1.0'?><L x=\"1\"><!-- c --><K>a&amp;&#65;<![CDATA[z]]></K><T>true</T></L>".utf8)
        for length in text.indices { #expect(XMLElement(Array(text[..<length])) == nil) }
        var chance = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var garbled = text
            for _ in 0..<Int.random(in: 1...6, using: &chance) {
                garbled[Int.random(in: garbled.indices, using: &chance)] = UInt8.random(
                    in: 0...255, using: &chance)
            }
            _ = XMLElement(garbled)
        }
    }

    @Test func timesAreReadAndWritten() {
        #expect(S3Time.parse("2026-01-31T23:59:58.000Z") == 1_769_903_998)
        #expect(S3Time.parse("2026-01-31T23:59:58Z") == 1_769_903_998)
        #expect(S3Time.basic(1_769_903_998) == "20260131T235958Z")
        #expect(S3Time.basic(0) == "19700101T000000Z")
        for text in [
            "", "2026-01-31", "2026-13-31T23:59:58Z", "2026-01-31T24:59:58Z", "2026-01-31T23:59:58",
            "2026-01-31 23:59:58Z",
            "+026-01-31T23:59:58Z", "2026-01-31T23:59:58.xZ", "2026-01-31T23:59:58+00Z",
        ] {
            #expect(S3Time.parse(text) == nil)
        }
    }
}
