import Foundation
import Testing

@testable import Backstage

@Suite("A channel's feeds") struct SyndicationTests {
    private static let paths = ["/@ada/feed.rss", "/@ada/feed.atom"]

    @Test("both hold the newest public posts, strictly newest first", arguments: TestEngine.available)
    func order(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let browser = try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            try await rig.app.saveTier(.generous)
            var ids: [String] = []
            for number in 0..<(Limits.syndicatedPosts + 5) {
                ids.append(String(try await rig.app.publish(Draft(text: "number \(number)"), as: ada)))
                for audience in [Audience.subscribers, .unlisted] {
                    let draft = Draft(text: "secret \(number)", audience: audience)
                    _ = try await rig.app.publish(draft, as: ada)
                }
            }
            for path in Self.paths {
                for visitor in [browser, rig.visitor()] {
                    let feed = try await visitor.get(path)
                    #expect(feed.status == 200)
                    let found = feed.all(#"<(?:guid|id)[^>]*>tag:[^<]*:post/(\d+)<"#)
                    #expect(found == ids.suffix(Limits.syndicatedPosts).reversed())
                    #expect(!feed.contains("secret"))
                }
            }
        }
    }

    @Test("a feed of every kind of post costs at most six queries", arguments: TestEngine.available)
    func budget(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.app.saveTier(.generous)
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "plain #words")])
            _ = try await ada.post(
                "/studio",
                [
                    ("kind", "poll"), ("text", "which?"), ("option-1", "tea <&>"), ("option-2", "coffee"),
                    ("closes", "60"),
                ])
            _ = try await rig.publishPhoto(as: ada, text: "look")
            _ = try await rig.publishVideo(as: ada, title: "Two seconds")
            for path in Self.paths {
                let feed = try await rig.visitor().get(path)
                #expect(feed.queries > 0 && feed.queries <= 6, "\(path): \(feed.queries)")
                #expect(feed.contains("tea &amp;lt;&amp;amp;&amp;gt;"))
                #expect(feed.contains("type=\"image/webp\"") && feed.contains("type=\"video/mp4\""))
            }
        }
    }

    @Test("names and words that look like markup stay words")
    func nasty() async throws {
        try await Rig.run(.sqlite) { rig in
            let browser = try await rig.signUp(.ada)
            _ = try await browser.post(
                "/studio/channel", [("name", "A & <b> \"]]>"), ("bio", "<!-- & ]]>"), ("links", "")])
            let ada = try await rig.channel(.ada).id
            _ = try await rig.app.publish(Draft(text: "one <b>\ntwo ]]> & @ada"), as: ada)
            for path in Self.paths {
                let feed = try await rig.visitor().get(path)
                #expect(feed.contains("<title>A &amp; &lt;b&gt; \"]]&gt;</title>"))
                #expect(feed.contains("one &amp;lt;b&amp;gt;&lt;br&gt;\ntwo ]]&amp;gt; &amp;amp; "))
                #expect(feed.contains("&lt;a href=\"\(rig.publicURL)/@ada\"&gt;@ada&lt;/a&gt;"))
                #expect(!feed.contains("<b>") && !feed.contains("]]>") && !feed.contains("<!--"))
            }
        }
    }

    @Test("who has it already is not sent it again, until something changes")
    func conditional() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            let id = try await rig.app.publish(Draft(text: "first"), as: ada)
            for path in Self.paths {
                let visitor = rig.visitor()
                let feed = try await visitor.send("GET", path)
                let tag = try #require(feed.header("ETag"))
                let date = try #require(feed.header("Last-Modified"))
                #expect(feed.header("Cache-Control") == "public, no-cache")
                #expect(feed.header("Set-Cookie") == nil && feed.header("Vary") == "Accept-Encoding")
                let head = try await visitor.send("HEAD", path)
                #expect(head.status == 200 && head.bytes.isEmpty && head.header("ETag") == tag)
                for (name, value, status) in [
                    ("If-None-Match", tag, 304), ("If-None-Match", "\"x\", \(tag)", 304),
                    ("If-None-Match", "*", 304), ("If-None-Match", "\"x\"", 200),
                    ("If-Modified-Since", date, 304),
                    ("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT", 200),
                    ("If-Modified-Since", "yesterday", 200),
                ] {
                    let again = try await visitor.send("GET", path, headers: [(name, value)])
                    #expect(again.status == status, "\(name) \(value)")
                    #expect(again.bytes.isEmpty == (status == 304))
                    #expect(again.header("ETag") == tag)
                }
                rig.time.advance(minutes: 1)
                _ = try await rig.app.edit(id, PostChanges(text: "now at \(path)"), as: ada)
                let headers = [("If-None-Match", tag), ("If-Modified-Since", date)]
                #expect(try await visitor.send("GET", path, headers: headers).status == 200)
            }
        }
    }

    @Test("another spelling leads to the channel's own; nobody's feed is not there")
    func addresses() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let other = try await rig.visitor().send("GET", "/@Ada/feed.rss")
            #expect(other.status == 303 && other.header("Location") == "/@ada/feed.rss")
            for path in ["/@nobody/feed.rss", "/@nobody/feed.atom", "/@ada/feed.json"] {
                #expect(try await rig.visitor().send("GET", path).status == 404)
            }
            let empty = try await rig.visitor().get("/@ada/feed.atom")
            #expect(empty.status == 200 && empty.contains("<updated>") && !empty.contains("<entry>"))
        }
    }
}
