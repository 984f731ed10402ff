import Testing

@testable import Backstage

@Suite("Every answer") struct AnswerTests {
    @Test(
        "protects its reader, whatever it is",
        arguments: [
            "/", "/nowhere", "/sign-in", "/healthz", "/@nobody", "/static/none.css", "/media/aa/bb/1.webp",
            "/studio",
        ])
    func headers(path: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let page = try await rig.visitor().send("GET", path)
            let policy = try #require(page.header("Content-Security-Policy"))
            #expect(policy.contains("default-src 'none'") && !policy.contains("script-src 'unsafe"))
            #expect(page.header("X-Content-Type-Options") == "nosniff")
            #expect(page.header("X-Request-ID")?.count == 16)
        }
    }

    @Test("assets keep for ever under their hash, and travel compressed")
    func assets() async throws {
        try await Rig.run(.sqlite) { rig in
            let visitor = rig.visitor()
            let addresses = try await visitor.get("/").all(#"(?:href|src)="(/static/[^"]+)""#)
            #expect(addresses.count >= 3)
            for address in addresses {
                let file = try await visitor.send("GET", address, headers: [("Accept-Encoding", "gzip")])
                #expect(file.status == 200)
                #expect(file.header("Cache-Control") == "public, max-age=31536000, immutable")
            }
        }
    }

    @Test(
        "the character zero is left out of forms, and no address holds one", arguments: TestEngine.available)
    func zeros(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            for path in ["/tag/%00", "/tag/a%00b", "/@ada%00", "/post/1%00"] {
                #expect(try await ada.get(path).status == 404, "\(path)")
            }
            let saved = try await ada.post(
                "/studio", [("kind", "text"), ("text", "a\u{0}b"), ("save", "1")])
            #expect(saved.status == 200 && saved.contains("ab</textarea>"))
            let named = try await ada.post(
                "/studio", [("text", "For whom"), ("audience", "named"), ("readers", "@b\u{0}en")])
            #expect(named.status == 422 && named.contains("For whom"))
            #expect(try await ada.get("/studio/posts?list=drafts&q=%00a").status == 200)
        }
    }

    @Test("too much is refused before it is read, and a wrong method says what is right")
    func refusals() async throws {
        try await Rig.run(.sqlite) { rig in
            let visitor = rig.visitor()
            let large = try await visitor.post(
                "/sign-in", [("email", String(repeating: "a", count: 1 << 20))])
            #expect(large.status == 413)
            let wrong = try await visitor.send("PUT", "/sign-in")
            #expect(wrong.status == 405 && wrong.header("Allow") == "GET, POST, HEAD")
            let metrics = try await visitor.send("GET", "/metrics")
            #expect(metrics.contains("backstage_requests_total{status=\"413\"} 1"))
            #expect(try await visitor.send("GET", "/healthz").text == "ok\n")
        }
    }
}
