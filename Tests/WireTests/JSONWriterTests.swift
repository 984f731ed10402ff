import Foundation
import Testing
import Wire

@Suite struct JSONWriterTests {
    @Test func objectsAndArraysNest() {
        var json = JSONWriter()
        json.object { json in
            json.field("id", "12")
            json.field("likes", Int64.max)
            json.field("bio", nil)
            json.field("isOpen", true)
            json.field("share", 0.1)
            json.array("tags") { json in
                json.value("a")
                json.value(7)
                json.null()
                json.value(Double.nan)
                json.object { _ in }
                json.array { $0.value(false) }
            }
            json.object("author") { $0.field("name", "Ada") }
        }
        #expect(
            json.text == """
                {"id":"12","likes":9223372036854775807,"bio":null,"isOpen":true,"share":0.1,\
                "tags":["a",7,null,null,{},[false]],"author":{"name":"Ada"}}
                """)
    }

    @Test(arguments: [
        ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t\0\u{1F}", #""\n\u000d\u0009\u0000\u001f""#),
        ("</script>", #""<\/script>""#), ("a/b", #""a/b""#),
        ("\u{2028}\u{2029}\u{2027}", "\"\\u2028\\u2029\u{2027}\""), ("é漢👍\u{7F}", "\"é漢👍\u{7F}\""),
        ("", "\"\""),
    ])
    func stringsAreEscaped(text: String, written: String) {
        var json = JSONWriter()
        json.value(text)
        #expect(json.text == written)
    }

    @Test func othersReadBackWhatIsWritten() throws {
        var chance = Chance(seed: 5)
        let scalars = "\"\\/</\u{2028}\u{2029}\u{2030}\0\n\r\t\u{8}é漢👍a\u{7F}\u{80}".unicodeScalars.map(
            String.init)
        for _ in 0..<500 {
            let text = (0..<12).map { _ in scalars.randomElement(using: &chance) ?? "" }.joined()
            var json = JSONWriter()
            json.object { json in
                json.field(text, text)
                json.array("list") { $0.value(Double(text.utf8.count) / 3) }
            }
            let read = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any]
            #expect(read?[text] as? String == text)
            #expect(read?["list"] as? [Double] == [Double(text.utf8.count) / 3])
        }
    }
}
