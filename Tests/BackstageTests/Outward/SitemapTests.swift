import Foundation
import Testing

@testable import Backstage

@Suite("Site maps") struct SitemapTests {
    @Test("each day names what it published, each channel stands on one day", arguments: TestEngine.available)
    func days(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            let (ada, ben) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            #expect(try await rig.visitor().get("/sitemap.xml").all("<loc>([^<]+)</loc>").isEmpty)
            let first = try await rig.app.publish(Draft(text: "one"), as: ada)
            let second = try await rig.app.publish(Draft(text: "two"), as: ben)
            rig.time.advance(hours: 72)
            let third = try await rig.app.publish(Draft(text: "three"), as: ada)
            rig.time.advance(hours: 24)
            _ = try await rig.app.publish(Draft(text: "four", audience: .unlisted), as: ada)

            let robots = try await rig.visitor().get("/robots.txt")
            #expect(robots.contains("Sitemap: \(rig.publicURL)/sitemap.xml"))
            let index = try await rig.visitor().get("/sitemap.xml")
            #expect(index.queries == 1 && index.header("Content-Type")?.hasPrefix("application/xml") == true)
            let days = index.all("<loc>([^<]+)</loc>").map(rig.path)
            try #require(days.count == 2)
            let newer = try await rig.visitor().get(days[0])
            let older = try await rig.visitor().get(days[1])
            let site = rig.publicURL
            #expect(newer.queries == 1)
            #expect(newer.all("<loc>([^<]+)</loc>") == ["\(site)/post/\(third)", "\(site)/@ada"])
            #expect(
                older.all("<loc>([^<]+)</loc>")
                    == ["\(site)/post/\(second)", "\(site)/@ben", "\(site)/post/\(first)"])
            #expect(older.all("<lastmod>([^<]+)</lastmod>").allSatisfy { $0.hasSuffix("Z") })
            let tag = try #require(newer.header("ETag"))
            let again = try await rig.visitor().send("GET", days[0], headers: [("If-None-Match", tag)])
            #expect(again.status == 304)
        }
    }

    @Test(
        "days that are none, or have nothing, are not there",
        arguments: ["0.xml", "x.xml", "-1.xml", "630", "630.xml.xml", "25449.xml", "9223372036854775807.xml"])
    func strange(name: String) async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            #expect(try await rig.visitor().send("GET", "/sitemap/\(name)").status == 404)
        }
    }
}
