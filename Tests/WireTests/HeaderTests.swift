import Testing
import Wire

@Suite struct HTTPDateTests {
    @Test(arguments: [
        (Int64(784_111_777_000), "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1_000, "Wed, 31 Dec 1969 23:59:59 GMT"),
        (4_107_542_400_000, "Mon, 01 Mar 2100 00:00:00 GMT"),
        (253_402_300_799_000, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ])
    func datesAreWrittenAndRead(milliseconds: Int64, text: String) {
        #expect(HTTPDate.text(milliseconds: milliseconds) == text)
        #expect(HTTPDate.milliseconds(text) == milliseconds)
    }

    @Test func anyMomentComesBackToItsSecond() {
        var chance = Chance(seed: 2)
        for _ in 0..<5_000 {
            let moment = Int64.random(in: -60_000_000_000_000...250_000_000_000_000, using: &chance)
            let read = HTTPDate.milliseconds(HTTPDate.text(milliseconds: moment))
            #expect(read.map { 0..<1_000 ~= moment - $0 } == true)
        }
        #expect(HTTPDate.text(milliseconds: .max) == "Fri, 31 Dec 9999 23:59:59 GMT")
        #expect(HTTPDate.text(milliseconds: .min) == "Sat, 01 Jan 0000 00:00:00 GMT")
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 30 Feb 1994 08:49:37 GMT", "Sun, 29 Feb 2100 00:00:00 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT",
    ])
    func otherTextsAreNoDates(text: String) { #expect(HTTPDate.milliseconds(text) == nil) }
}

@Suite struct AcceptTests {
    @Test(arguments: [
        ("fr", "fr"), ("fr-CA,fr;q=0.8,en;q=0.5", "fr"), ("en;q=0.5, FR;q=0.9", "fr"), ("de, en;q=0.1", "en"),
        ("de", nil),
        ("*", "en"), ("de, *;q=0.5", "en"), ("en;q=0, *", "fr"), ("en;q=0", nil), ("", nil),
        (",,;;,q=1", nil), ("fr;q=abc, en;q=0.1", "en"),
        ("fr;q=2, en", "en"), ("fr;q=1.000;x=y", "fr"), ("en-GB-oed, fr", "en"),
        ("fr ; q = 0.9, en;q=0.8", "fr"),
        (String(repeating: "de,", count: 1_000) + "fr", nil),
    ])
    func theBestLanguageIsChosen(header: String, language: String?) {
        #expect(Accept.language(header, among: ["en", "fr"]) == language)
    }

    @Test func regionsAreMatchedBothWays() {
        #expect(Accept.language("pt", among: ["en", "pt-BR"]) == "pt-BR")
        #expect(Accept.language("pt-br", among: ["pt", "pt-BR"]) == "pt-BR")
        #expect(Accept.language("pt-PT", among: []) == nil)
    }
}

@Suite struct StreamAndMetricTests {
    @Test func eventsKeepTheirLines() {
        #expect(
            ServerSentEvent(name: "news", id: "7", data: "a\nb\r\nc\rd").text
                == "event: news\nid: 7\ndata: a\ndata: b\ndata: c\ndata: d\n\n")
        #expect(ServerSentEvent(data: "").text == "data: \n\n")
        #expect(
            ServerSentEvent(name: "a\r\ndata: x", id: "1\0\n", data: "\n\nevent: y").text
                == "event: adata: x\nid: 1\ndata: \ndata: \ndata: event: y\n\n")
        #expect(ServerSentEvent(data: "a\u{2028}\u{85}b").text == "data: a\u{2028}\u{85}b\n\n")
        #expect(ServerSentEvent.ping == ": ping\n\n" && ServerSentEvent.comment("a\nb") == ": ab\n\n")
    }

    @Test func metricsAreWritten() {
        var text = PrometheusText()
        text.counter("requests_total", help: "All\nof \\them.")
        text.sample("requests_total", ["status": "200", "path": "a\"b\\c\nd"], 12)
        text.gauge("load", help: "Load.")
        text.sample("load", [:], 0.5)
        text.sample("load", ["kind": "odd"], -.infinity)
        text.histogram("seconds", help: "Time.", bounds: [0.1, 1], counts: [2, 3, 1], sum: 4.25)
        #expect(
            text.text == #"""
                # HELP requests_total All\nof \\them.
                # TYPE requests_total counter
                requests_total{path="a\"b\\c\nd",status="200"} 12
                # HELP load Load.
                # TYPE load gauge
                load 0.5
                load{kind="odd"} -Inf
                # HELP seconds Time.
                # TYPE seconds histogram
                seconds_bucket{le="0.1"} 2
                seconds_bucket{le="1"} 5
                seconds_bucket{le="+Inf"} 6
                seconds_sum 4.25
                seconds_count 6

                """#)
    }
}
