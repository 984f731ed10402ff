import Testing

@testable import MediaTools

@Suite struct WebVTTTests {
    @Test func aFileIsReadAndWrittenAnew() throws {
        let captions = try WebVTT(reading: Array(Self.sample.utf8))
        #expect(captions.text == Self.written)
        #expect(captions.cues.map(\.id) == ["intro", nil, nil])
        #expect(captions.cues.map(\.startMilliseconds) == [1_000, 3_600_000, 360_000_001])
        #expect(captions.cues[1].endMilliseconds == 3_602_500)
    }

    @Test(arguments: ["\r\n", "\r", "\n"])
    func anyEndOfLineIsRead(end: String) throws {
        let text =
            "\u{FEFF}"
            + Self.sample.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: end)
        #expect(try WebVTT(reading: Array(text.utf8)).text == Self.written)
    }

    @Test(
        arguments: [
            ("", .notCaptions(line: 1)), ("WEBVTTX\n\n", .notCaptions(line: 1)),
            ("\n\nwords\n", .notCaptions(line: 3)), ("<svg/>", .notCaptions(line: 1)),
            ("{\"captions\":[]}", .notCaptions(line: 1)), ("WEBVTT", .empty),
            ("WEBVTT\n\nNOTE nothing\n", .empty),
            ("WEBVTT\n00:01.000 --> 00:02.000\nx", .noEmptyLine(line: 2)),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n00:03.000 --> 00:04.000\ny", .noEmptyLine(line: 5)),
            ("WEBVTT\n\nid\n\n00:01.000 --> 00:02.000\nx", .withoutTimes(line: 3)),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\nlost words", .withoutTimes(line: 6)),
            ("WEBVTT\n\n00:02.000 --> 00:01.000\nx", .backwards(line: 3)),
            ("WEBVTT\n\n1\n00:61.000 --> 01:02.000\nx", .badTimes(line: 4)),
            ("WEBVTT\n\n0:01.000 --> 00:02.000\nx", .badTimes(line: 3)),
            ("WEBVTT\n\n00:01,000 --> 00:02,000\nx", .badTimes(line: 3)),
            ("WEBVTT\n\n00:01.00 --> 00:02.000\nx", .badTimes(line: 3)),
            ("WEBVTT\n\n00:01.000 -->\nx", .badTimes(line: 3)),
            ("WEBVTT\n\n--> 00:01.000\nx", .badTimes(line: 3)),
            ("WEBVTT\n\n99999999999:00:01.000 --> 99999999999:00:02.000\nx", .badTimes(line: 3)),
            ("WEBVTT\n\n٠٠:٠١.٠٠٠ --> 00:02.000\nx", .badTimes(line: 3)),
        ] as [(String, CaptionRefusal)])
    func whatIsWrongIsToldWithItsLine(text: String, refusal: CaptionRefusal) {
        #expect(throws: refusal) { try WebVTT(reading: Array(text.utf8)) }
    }

    @Test func otherEncodingsAreRefused() {
        let latin = Array("WEBVTT\n\n00:01.000 --> 00:02.000\ncaf".utf8) + [0xE9, 0x0A]
        #expect(throws: CaptionRefusal.notUTF8(line: 4)) { try WebVTT(reading: latin) }
        let wide: [UInt8] = [0xFF, 0xFE] + Array("WEBVTT".utf8).flatMap { [$0, 0] as [UInt8] }
        #expect(throws: CaptionRefusal.notUTF8(line: 1)) { try WebVTT(reading: wide) }
    }

    @Test func theLimitsAreTheCallers() {
        let bytes = Array(Self.sample.utf8)
        var limits = CaptionLimits()
        limits.bytesMax = bytes.count - 1
        #expect(throws: CaptionRefusal.tooLarge(bytesMax: bytes.count - 1)) {
            try WebVTT(reading: bytes, limits: limits)
        }
        limits = CaptionLimits()
        limits.cuesMax = 2
        #expect(throws: CaptionRefusal.tooManyCues(cuesMax: 2)) { try WebVTT(reading: bytes, limits: limits) }
        limits = CaptionLimits()
        limits.cueBytesMax = 10
        #expect(throws: CaptionRefusal.cueTooLong(line: 14, bytesMax: 10)) {
            try WebVTT(reading: bytes, limits: limits)
        }
    }

    @Test(arguments: [
        ("line:90% align:start", "line:90% align:start"),
        ("align:start line:-2,end", "line:-2,end align:start"),
        ("position:12.5%,line-left size:100%", "position:12.5%,line-left size:100%"),
        ("vertical:rl", "vertical:rl"), ("region:fred", ""), ("size:101% line:x% align:middle", ""),
        ("size:50%% position:5 vertical: align:", ""), ("X1:40 X2:600", ""), ("line:1 line:2", "line:2"),
        ("size:100.5%", ""), ("size:100.0%", "size:100.0%"), ("line:--1 position:-5%", ""),
    ])
    func settingsAreChecked(sent: String, kept: String) throws {
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000 \(sent)\nx"
        let written = try WebVTT(reading: Array(text.utf8)).text
        let line = written.split(separator: "\n")[1]
        #expect(line == "00:00:01.000 --> 00:00:02.000" + (kept.isEmpty ? "" : " \(kept)"))
    }

    @Test func whatShowsNothingIsLeftOut() throws {
        let text = "WEBVTT\n\n00:01.000 --> 00:01.000\nno time\n\n00:02.000 --> 00:03.000\n<00:02.500>\n\n"
        #expect(throws: CaptionRefusal.empty) { try WebVTT(reading: Array(text.utf8)) }
        let more = text + "00:05.000-->00:06.000\nx\n\n00:04.000\t-->\t00:06.000\ny\n"
        #expect(try WebVTT(reading: Array(more.utf8)).cues.map(\.text) == ["y", "x"])
    }

    /// An id is a line of its own; none may be read as something else.
    @Test(arguments: ["NOTE", "STYLE", "a --> b", "a -->\u{301} b", "  ", "REGION x"])
    func anIdThatWouldBeMisreadIsNone(id: String) throws {
        let cue = try #require(Cue(id: id, startMilliseconds: 0, endMilliseconds: 9, raw: "x"))
        #expect(cue.id == nil)
        let two = Cue(id: "one\nline", startMilliseconds: 0, endMilliseconds: 9, raw: "x")
        #expect(two?.id == "oneline")
    }

    /// Whatever was sent: what we write is read again as the same, and in one form.
    @Test func writingThenReadingIsTheIdentity() throws {
        var dice = Dice(state: 3)
        for round in 0..<300 {
            let cues = (0..<Int.random(in: 1...6, using: &dice)).compactMap { _ in Self.cue(&dice) }
            guard !cues.isEmpty else { continue }
            let captions = WebVTT(cues: cues)
            let again = try WebVTT(reading: Array(captions.text.utf8))
            #expect(again == captions, "round \(round)")
            #expect(again.text == captions.text)
        }
    }

    /// Any lines: captions or a refusal, and never a tag that is not on the list.
    @Test func anyTextIsReadOrRefused() {
        var dice = Dice(state: 5)
        let pieces =
            Self.pieces + ["WEBVTT", "\n", "\n\n", "00:01.000 --> 00:02.000", "STYLE", "1", "\r", "\0"]
        for _ in 0..<500 {
            var text = "WEBVTT\n\n"
            for _ in 0..<40 { text += pieces.randomElement(using: &dice) ?? "" }
            guard let captions = try? WebVTT(reading: Array(text.utf8)) else { continue }
            #expect(!captions.text.contains("<script") && !captions.text.contains("<00"))
            #expect((try? WebVTT(reading: Array(captions.text.utf8))) == captions)
        }
    }

    private static func cue(_ dice: inout Dice) -> Cue? {
        let start = Int.random(in: 0...9_000_000, using: &dice)
        let settings = ["line:5%", "align:left", "bad", "size:40%"].shuffled(using: &dice).prefix(2)
        let raw = (0..<9).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
        return Cue(
            id: ["a", nil, "NOTE", "7", "x y"].randomElement(using: &dice) ?? nil, startMilliseconds: start,
            endMilliseconds: start + Int.random(in: -5...9_000, using: &dice),
            place: CuePlace(reading: settings.map { $0[...] }), raw: raw)
    }

    private static let pieces = [
        "<b>", "</b>", "<i.loud.x>", "</i>", "<v Ann & Bo>", "</v>", "<ruby>", "<rt>", "</rt>", "</ruby>",
        "<lang en-GB>", "</lang>", "<c", ">", "<", "&", "&amp;", "&lt;", "&#60;", "-->", "--", "\n", " ",
        "text", "<script>", "</script>", "<00:00:01.000>", "é", "\u{301}", "👩‍👩‍👧", "NOTE",
        "\u{200F}", "&nbsp;", "\t", "<u>",
    ]

    private static let sample = """
        WEBVTT - made by hand
        Kind: captions

        STYLE
        ::cue { background: url(https://example.com/seen) }

        REGION
        id:fred

        NOTE
        for nobody

        intro
        00:01.000 --> 00:02.000 line:0 region:fred
        <v Ada>Hello &amp; welcome</v>
        - to the show

        01:00:00.000 --> 01:00:02.500
        Twenty letters, or more

        NOTE in between

        100:00:00.001 --> 100:00:01.000
        <script>late</script>

        """

    private static let written = """
        WEBVTT

        intro
        00:00:01.000 --> 00:00:02.000 line:0
        <v Ada>Hello &amp; welcome</v>
        - to the show

        01:00:00.000 --> 01:00:02.500
        Twenty letters, or more

        100:00:00.001 --> 100:00:01.000
        &lt;script&gt;late&lt;/script&gt;

        """
}
