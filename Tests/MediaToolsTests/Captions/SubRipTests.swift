import MediaTools
import Testing

@Suite struct SubRipTests {
    @Test func aFileBecomesWebVTT() throws {
        let captions = try WebVTT(reading: Array(Self.sample.utf8))
        #expect(
            captions.text == """
                WEBVTT

                00:00:01.600 --> 00:00:04.200
                <i>Hello</i> there &amp; all
                second line

                00:00:05.000 --> 00:00:06.500
                Above, in yellow {really}

                01:02:03.040 --> 01:02:04.000
                Last &lt;one&gt;

                """)
    }

    @Test(
        arguments: [
            ("1\n00:00:01,000 --> 00:00:02\nx", .badTimes(line: 2)),
            ("1\n00:01,000 --> 00:02,000\nx", .badTimes(line: 2)),
            ("1\n00:00:03,000 --> 00:00:02,000\nx", .backwards(line: 2)),
            (
                "1\n00:00:01,000 --> 00:00:02,000\nx\n2\n00:00:03,000 --> 00:00:04,000\ny",
                .noEmptyLine(line: 5)
            ),
            ("1\n00:00:01,000 --> 00:00:02,000\nx\n\nmore", .withoutTimes(line: 5)),
            ("one\n00:00:01,000 --> 00:00:02,000\nx", .withoutTimes(line: 1)),
            ("1\n00:00:01,000 --> 00:00:02,000\n\n", .empty),
            ("1\n\n00:00:01,000 --> 00:00:02,000\nx", .notCaptions(line: 1)),
        ] as [(String, CaptionRefusal)])
    func whatIsWrongIsToldWithItsLine(text: String, refusal: CaptionRefusal) {
        #expect(throws: refusal) { try WebVTT(reading: Array(text.utf8)) }
    }

    private static let sample = """
        \u{FEFF}1
        00:00:01,600 --> 00:00:04,200
        <i>Hello</i> there & all
        second line
         \t
        2
        00:00:05.000 --> 0:00:06,5  X1:40 X2:600 Y1:20 Y2:50
        {\\an8}Above, in <font color="#ffff00">yellow</font> {really}


        01:02:03,040 --> 01:02:04,000
        Last <one>

        9999

        """
}
