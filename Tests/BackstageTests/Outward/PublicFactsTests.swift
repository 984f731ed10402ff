import Foundation
import Testing

@testable import Backstage

@Suite("What pages say to the world") struct PublicFactsTests {
    static let nasty = "Kettle & <b>telescope</b> \"loud\" </script><!-- <script>alert(1)</script>"

    @Test("a public post names itself in its head, whatever it says")
    func post() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            let id = try await rig.app.publish(Draft(text: Self.nasty), as: ada)
            let page = try await rig.visitor().get("/post/\(id)")
            let address = "\(rig.publicURL)/post/\(id)"
            #expect(page.meta("og:url") == address && page.meta("og:type") == "article")
            #expect(page.meta("og:title")?.hasPrefix("Kettle &amp; &lt;b&gt;") == true)
            #expect(page.meta("twitter:card") == "summary")
            #expect(page.meta("article:published_time")?.hasSuffix("Z") == true)
            let oembed = try #require(page.all(#"type="application/json\+oembed"[^>]*href="([^"]+)""#).first)
            #expect(try await rig.visitor().get(rig.path(of: oembed)).json()["type"] as? String == "rich")
            let facts = try page.json()
            #expect(facts["@type"] as? String == "SocialMediaPosting")
            #expect(facts["articleBody"] as? String == Self.nasty)
            #expect(facts["url"] as? String == address)
            #expect((facts["author"] as? [String: Any])?["name"] as? String == "Ada")
            #expect(page.contains("&lt;iframe src=&quot;\(rig.publicURL)/embed/\(id)&quot;"))
        }
    }

    @Test("a page that is not for everybody says nothing, not even to who may see it")
    func closed() async throws {
        try await Rig.run(.sqlite) { rig in
            let browser = try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            for audience in Audience.allCases where audience != .everyone {
                let draft = Draft(text: "for \(audience.name)", audience: audience)
                guard let id = try? await rig.app.publish(draft, as: ada) else { continue }
                let page = try await browser.get("/post/\(id)")
                #expect(page.status == 200 && page.contains("content=\"noindex\""))
                for mark in ["\"og:", "twitter:", "ld+json", "json+oembed", "rel=\"canonical\"", "/embed/"] {
                    #expect(!page.contains(mark), "\(audience) says \(mark)")
                }
            }
        }
    }

    @Test("a channel's pages name its feeds")
    func channel() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            for path in ["/@ada", "/@ada/backstage", "/@ada/videos", "/@ada/about"] {
                let page = try await rig.visitor().get(path)
                #expect(page.meta("og:type") == "profile" && page.meta("og:title") == "Ada")
                for (type, link) in [("rss", "/@ada/feed.rss"), ("atom", "/@ada/feed.atom")] {
                    let found = page.all(#"type="application/\#(type)\+xml"[^>]*href="([^"]+)""#)
                    #expect(found == [rig.publicURL + link])
                }
            }
        }
    }

    @Test("a watch page describes its video for search engines and players")
    func video() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let path = try await rig.publishVideo(as: ada, title: "Two <seconds>")
            let page = try await rig.visitor().get(path)
            #expect(page.meta("og:type") == "video.other" && page.meta("twitter:card") == "player")
            let file = try #require(page.meta("og:video"))
            #expect(try await rig.visitor().send("GET", rig.path(of: file)).status == 200)
            let picture = try #require(page.meta("og:image"))
            #expect(try await rig.visitor().send("GET", rig.path(of: picture)).status == 200)
            let facts = try page.json()
            #expect(facts["@type"] as? String == "VideoObject")
            #expect(facts["name"] as? String == "Two <seconds>")
            #expect(facts["duration"] as? String == "PT2S")
            #expect(facts["contentUrl"] as? String == file)
            let embed = try #require(facts["embedUrl"] as? String)
            #expect(embed == page.meta("twitter:player"))
            let framed = try await rig.visitor().get(rig.path(of: embed))
            #expect(framed.status == 200 && framed.contains("<video-player"))
            try await oembed(path, rig)
            try await feeds(file, rig)
        }
    }

    private func oembed(_ path: String, _ rig: Rig) async throws {
        let asked = rig.oembedPath(of: path, "&maxwidth=400&maxheight=90")
        let answer = try await rig.visitor().get(asked).json()
        #expect(answer["type"] as? String == "video")
        #expect(answer["width"] as? Int == 160 && answer["height"] as? Int == 90)
        #expect(answer["thumbnail_url"] != nil && answer["thumbnail_width"] != nil)
    }

    private func feeds(_ file: String, _ rig: Rig) async throws {
        let rss = try await rig.visitor().get("/@ada/feed.rss")
        let enclosure = try #require(rss.all(#"(<enclosure [^>]+>)"#).first)
        #expect(enclosure.contains("url=\"\(file)\"") && enclosure.contains("type=\"video/mp4\""))
        let bytes = try await rig.visitor().send("GET", rig.path(of: file)).bytes.count
        #expect(enclosure.contains("length=\"\(bytes)\""))
        #expect(rss.contains("<media:thumbnail ") && rss.contains("<category>sea</category>"))
        let atom = try await rig.visitor().get("/@ada/feed.atom")
        #expect(atom.contains("rel=\"enclosure\" type=\"video/mp4\" length=\"\(bytes)\""))
    }
}
