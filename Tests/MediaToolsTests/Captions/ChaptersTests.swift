import MediaTools
import Testing

@Suite struct ChaptersTests {
    @Test func linesThatBeginWithATimeAreChapters() {
        let text = """
            How I built the boat. Thanks to everyone!

            0:00 Intro
            01:05 - The keel
            • [12:30] Planks: how many?
            (1:02:03) — Launching…

            Music by Ben, 2024
            """
        #expect(
            Chapters.find(in: text, durationMilliseconds: 4_000_000) == [
                Chapter(startMilliseconds: 0, title: "Intro"),
                Chapter(startMilliseconds: 65_000, title: "The keel"),
                Chapter(startMilliseconds: 750_000, title: "Planks: how many?"),
                Chapter(startMilliseconds: 3_723_000, title: "Launching…"),
            ])
    }

    @Test func linesThatEndInATimeAreChapters() {
        let found = Chapters.find(
            in: "Start: 0:00\r\nTeil 2 – 00:10\nفصل ٣ (0:20)\n", durationMilliseconds: 30_000)
        #expect(found.map(\.title) == ["Start", "Teil 2", "فصل ٣"])
        #expect(found.map(\.startMilliseconds) == [0, 10_000, 20_000])
    }

    @Test(arguments: [
        "", "no times", "0:00 a\n0:10 b", "0:01 a\n0:10 b\n0:20 c", "0:00 a\n0:20 b\n0:10 c",
        "0:00 a\n0:10 b\n0:10 c", "0:00 a\n0:10 b\n1:00 at the end", "0:00\n0:10\n0:20",
        "0:00 a\n0:10 b\n0:60 c", "0:00 a\n0:10 b\n0:2 c", "0:00 a\n0:10 b\n00:00:00:20 c",
        "0:00 a\n0:10 b\n-0:20", "0:00 a\n0:10 b\nat 0:20 we leave",
    ])
    func otherwiseThereAreNone(text: String) {
        #expect(Chapters.find(in: text, durationMilliseconds: 60_000).isEmpty)
    }

    /// What was found follows the rule, whatever the text.
    @Test func chaptersAscendWithinTheVideo() {
        var seconds: UInt64 = 1
        for round in 0..<200 {
            var lines = ["0:00 first"]
            for line in 0..<5 {
                seconds = (seconds &* 6_364_136_223_846_793_005 &+ 1) >> 1
                let time = Int(seconds >> 40) % 80
                lines.append("\(time / 60):\(time % 60 < 10 ? "0" : "")\(time % 60) part \(round) \(line)")
            }
            let starts = Chapters.find(in: lines.joined(separator: "\n"), durationMilliseconds: 70_000)
                .map(\.startMilliseconds)
            #expect(starts.isEmpty || starts.count == 6 && starts == Set(starts).sorted())
            #expect(starts.allSatisfy { $0 < 70_000 })
        }
    }
}
