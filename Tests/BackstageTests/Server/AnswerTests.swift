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
