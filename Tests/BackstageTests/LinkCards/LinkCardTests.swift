import Testing

@testable import Backstage

@Suite("Link cards") struct LinkCardTests {
    private static let page = """
        <html><head><title>Plain &amp; simple</title>
        <meta property="og:title" content="Reading a forecast &#8211; without fooling yourself">
        <META NAME='description' CONTENT='Why the 0 °C line matters.'></head><body></body></html>
        """

    @Test("a linked page's own title stands under the post, fetched once", arguments: TestEngine.available)
    func card(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            rig.pages.put("https://example.org/snow", Self.page)
            for words in ["first https://example.org/snow", "again https://example.org/snow"] {
                _ = try await ada.post("/studio", [("kind", "text"), ("text", words)])
            }
            try await rig.runJobs()
            let page = try await rig.visitor().get("/@ada/backstage")
            #expect(page.all(#"(class="linkcard")"#).count == 2)
            #expect(page.contains("Reading a forecast – without fooling yourself"))
            #expect(page.contains("Why the 0 °C line matters."))
            #expect(rig.pages.asked == ["https://example.org/snow"])
        }
    }

    @Test("a page that cannot be had leaves the post as it is")
    func noCard() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "gone https://example.org/gone")])
            try await rig.runJobs()
            let page = try await ada.get("/@ada/backstage")
            #expect(page.contains("example.org/gone") && !page.contains("class=\"linkcard\""))
        }
    }

    @Test(
        "the server fetches nothing from inside its own walls",
        arguments: [
            "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/",
            "http://169.254.169.254/",
            "http://0.0.0.0/", "http://[::ffff:10.0.0.1]/", "http://[fc00::1]/", "http://[64:ff9b::7f00:1]/",
        ])
    func walls(url: String) async throws {
        await #expect(throws: FetchFault.privateAddress) {
            try await Fetch.system.get(url, types: ["text/html"])
        }
    }

    @Test(
        "and goes to no other doors",
        arguments: [
            "ftp://example.org/", "http://example.org:22/", "file:///etc/passwd", "http://u@example.org/",
            "no address",
        ])
    func doors(url: String) async throws {
        await #expect(throws: FetchFault.notFetchable) {
            try await Fetch.system.get(url, types: ["text/html"])
        }
    }
}
