import Foundation
import Testing

@testable import Backstage

@Suite("Embedding") struct EmbedTests {
    @Test("an embedded post may stand in any frame, knows nobody and sends nothing; no other page may")
    func policy() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let channel = try await rig.channel(.ada).id
            let id = try await rig.app.publish(Draft(text: "hello https://example.org"), as: channel)
            let page = try await rig.visitor().get("/embed/\(id)")
            #expect(page.status == 200 && page.contains("hello") && page.queries <= 6)
            let policy = try #require(page.header("Content-Security-Policy"))
            #expect(policy.hasSuffix("frame-ancestors *") && policy.contains("form-action 'none'"))
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            #expect(page.header("X-Frame-Options") == nil && page.header("Set-Cookie") == nil)
            #expect(page.contains("<base target=\"_blank\">") && page.contains("content=\"noindex\""))
            #expect(!page.contains("<form") && !page.contains("<button"))
            #expect(try await ada.get("/embed/\(id)").text == page.text)
            let others = [
                "/", "/post/\(id)", "/@ada", "/sign-in", "/studio", "/account", "/post/1", "/oembed",
            ]
            for path in others {
                let other = try await ada.send("GET", path)
                let policy = other.header("Content-Security-Policy") ?? ""
                #expect(policy.hasSuffix("frame-ancestors 'none'"), "\(path): \(policy)")
            }
        }
    }

    @Test("a poll shows its answers, and nobody's votes before it closes")
    func poll() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            _ = try await ada.post(
                "/studio",
                [
                    ("kind", "poll"), ("text", "which <one>?"), ("option-1", "tea"), ("option-2", "coffee"),
                    ("closes", "60"),
                ])
            let id = try #require(try await ada.get("/@ada/backstage").postIDs.first)
            _ = try await ben.post("/post/\(id)/vote", [("choice", "1")])
            let open = try await rig.visitor().get("/embed/\(id)")
            #expect(open.contains("which &lt;one&gt;?") && open.contains("coffee") && !open.contains("100%"))
            rig.time.advance(hours: 3)
            #expect(try await rig.visitor().get("/embed/\(id)").contains("100%"))
        }
    }

    /// Every surface for the world, for a post that is none of its business.
    @Test("what is not for everybody is on none of these surfaces", arguments: TestEngine.available)
    func hidden(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let browser = try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            try await rig.app.saveTier(.generous)
            _ = try await rig.app.publish(Draft(text: "seen by all"), as: ada)
            var hidden: [PostID] = []
            for audience in [Audience.unlisted, .subscribers] {
                hidden.append(try await rig.app.publish(Draft(text: "hush", audience: audience), as: ada))
            }
            for state in [PostState.draft, .scheduled, .held, .removed, .processing] {
                let id = try await rig.app.publish(Draft(text: "hush"), as: ada)
                try await rig.app.database.write { tx in
                    try tx.run("UPDATE posts SET state = \(state) WHERE id = \(id)")
                }
                hidden.append(id)
            }
            let comment = try await rig.app.comment(text: "hush", photos: [], on: hidden[0], as: ada)
            for id in hidden + [comment] {
                for visitor in [browser, rig.visitor()] {
                    let framed = try await visitor.get("/embed/\(id)")
                    #expect(framed.status == 404 && !framed.contains("hush") && !framed.contains("Ada"))
                    #expect(framed.header("Content-Security-Policy")?.hasSuffix("frame-ancestors *") == true)
                    let answer = try await visitor.send("GET", rig.oembedPath(of: "/post/\(id)"))
                    #expect(answer.status == 404 && !answer.contains("hush"))
                }
            }
            let day = hidden[0].raw / IdMaker.aDay
            for path in ["/@ada/feed.rss", "/@ada/feed.atom", "/sitemap/\(day).xml"] {
                let list = try await browser.get(path)
                #expect(list.status == 200 && !list.contains("hush"))
                for id in hidden { #expect(!list.contains("/\(id)"), "\(path) names \(id)") }
            }
        }
    }
}
