import Foundation
import Testing

@testable import Backstage

@Suite("oEmbed") struct OEmbedTests {
    @Test("what is asked wrongly, or is nobody's business, is refused with its status")
    func refuses() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let channel = try await rig.channel(.ada).id
            let id = try await rig.app.publish(Draft(text: "hello"), as: channel)
            let hidden = try await rig.app.publish(Draft(text: "quiet", audience: .unlisted), as: channel)
            let ours = rig.oembedPath(of: "/post/\(id)")
            let asked: [(String, Int)] = [
                ("/oembed", 400), ("/oembed?url=", 400), (ours, 200), (ours + "&format=json", 200),
                (ours + "&format=xml", 501), (ours + "&format=", 501),
                (ours + "&maxwidth=-1&maxheight=lots", 200),
                (ours + "&maxwidth=9223372036854775807&maxheight=9223372036854775807", 200),
                (Link.oembed(of: "https://example.org/post/\(id)").path, 404),
                (Link.oembed(of: rig.publicURL + ".example.org/post/\(id)").path, 404),
                (rig.oembedPath(of: "/post/\(id)?thread=1#comments"), 200),
                (rig.oembedPath(of: "/post/1"), 404), (rig.oembedPath(of: "/post/x"), 404),
                (rig.oembedPath(of: "/@ada"), 404), (rig.oembedPath(of: "/"), 404),
                (rig.oembedPath(of: "/post/\(hidden)"), 404),
            ]
            for (path, status) in asked {
                // Signed in or not is all the same.
                for browser in [ada, rig.visitor()] {
                    let answer = try await browser.send("GET", path)
                    #expect(answer.status == status, "\(path)")
                    #expect(answer.header("Access-Control-Allow-Origin") == "*")
                    #expect(answer.header("Set-Cookie") == nil)
                }
            }
        }
    }

    @Test("a post is a frame of its card, no larger than asked for")
    func rich() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let channel = try await rig.channel(.ada).id
            let id = try await rig.app.publish(Draft(text: "say \"hi\" & <wave>"), as: channel)
            let path = rig.oembedPath(of: "/post/\(id)", "&maxwidth=300&maxheight=150")
            let answer = try await rig.visitor().get(path)
            #expect(answer.header("Content-Type")?.hasPrefix("application/json") == true)
            #expect(answer.queries <= 6)
            let json = try answer.json()
            #expect(json["version"] as? String == "1.0" && json["type"] as? String == "rich")
            #expect(json["title"] as? String == "say \"hi\" & <wave>")
            #expect(json["author_name"] as? String == "Ada")
            #expect(json["author_url"] as? String == "\(rig.publicURL)/@ada")
            #expect(json["width"] as? Int == 300 && json["height"] as? Int == 150)
            let html = try #require(json["html"] as? String)
            let frame = "<iframe src=\"\(rig.publicURL)/embed/\(id)\" width=\"300\" height=\"150\""
            #expect(html.hasPrefix(frame))
            #expect(!html.contains("<wave>") && MarkupJudge.faults(in: "<h1>x</h1>" + html).isEmpty)
        }
    }

    @Test("a photograph without words is a photograph; with words it is a card")
    func photo() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let alone = try await rig.publishPhoto(as: ada, text: "")
            let path = rig.oembedPath(of: "/post/\(alone)", "&maxwidth=160")
            let json = try await rig.visitor().get(path).json()
            #expect(json["type"] as? String == "photo")
            #expect(json["title"] as? String == "A picture to test with")
            #expect(json["width"] as? Int == 160 && json["height"] as? Int == 90)
            let address = try #require(json["url"] as? String)
            let file = try await rig.visitor().send("GET", rig.path(of: address))
            #expect(file.status == 200 && file.header("Content-Type") == "image/webp")
            let worded = try await rig.publishPhoto(as: ada, text: "look")
            let card = try await rig.visitor().get(rig.oembedPath(of: "/post/\(worded)")).json()
            #expect(card["type"] as? String == "rich" && card["thumbnail_url"] != nil)
        }
    }
}
