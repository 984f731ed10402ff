import Testing

@testable import MediaTools

@Suite struct CueTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("a < b & c > d", "a &lt; b &amp; c &gt; d"), ("&lt;b&gt;", "&lt;b&gt;"),
        ("<b>loud</b>", "<b>loud</b>"), ("<B>loud</B>", "<b>loud</b>"), ("<b>open", "<b>open</b>"),
        ("shut</b>", "shut"), ("<b><i>crossed</b></i>", "<b><i>crossed</i></b>"),
        ("<c.yellow.bg_blue>x</c>", "<c.yellow.bg_blue>x</c>"), ("<c.a\"b.ok>x</c>", "<c.ok>x</c>"),
        ("<v.first Ann  Lee>hi", "<v.first Ann Lee>hi</v>"), ("<v>hi</v>", "hi"),
        ("<v A&B>x", "<v A&amp;B>x</v>"), ("<lang fr>oui</lang>", "<lang fr>oui</lang>"),
        ("<lang x\"y>oui</lang>", "oui"), ("<ruby>漢<rt>kan</ruby>", "<ruby>漢<rt>kan</rt></ruby>"),
        ("<rt>alone</rt>", "alone"), ("one<00:00:02.000>two", "onetwo"),
        ("<1 thing>", "&lt;1 thing&gt;"), ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"), ("<b onclick=x>y</b>", "<b>y</b>"),
        ("&nbsp;&lrm;&rlm;", "&nbsp;&lrm;&rlm;"), ("&#39;&quot;&#x3C;&eacute;", "'\"&lt;&amp;eacute;"),
        ("&#0;&#xFFFFFFFF;", "&amp;#0;&amp;#xFFFFFFFF;"), ("a\n\n  \nb", "a\nb"), ("\u{7}\r x", " x"),
        ("--> 5", "--&gt; 5"), ("a <", "a &lt;"), ("<>", "&lt;&gt;"), ("</>", ""), ("", ""), (" \n ", ""),
    ])
    func textIsCleaned(raw: String, clean: String) {
        #expect(CueText.cleaned(raw) == clean)
        #expect(CueText.cleaned(clean) == clean)
    }

    @Test func depthIsBounded() {
        let deep = CueText.cleaned(String(repeating: "<b>", count: 5_000) + "x")
        #expect(deep.utf8.count < 200)
        #expect(CueText.cleaned(String(repeating: "<", count: 4_000)).utf8.count == 16_000)
    }
}
