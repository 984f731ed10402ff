import Database
import Testing

@testable import Backstage

/// Each page states how many queries it may cost. The number stands in every answer's header here.
@Suite("Query budgets") struct BudgetTests {
    @Test(
        "home costs at most twelve queries with 3 and with 300 subscriptions", arguments: TestEngine.available
    )
    func home(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ben = try await rig.signUp(.ben)
            try await rig.app.saveTier(.generous)
            var costs: [Int] = []
            for count in [3, 300] {
                try await rig.follow(count, as: .ben)
                for path in ["/?show=mix", "/?show=posts", "/?show=videos"] {
                    let page = try await ben.get(path)
                    // The second look has nothing to remember any more.
                    let again = try await ben.get(path)
                    #expect(page.status == 200 && again.queries > 0)
                    #expect(again.queries <= 12, "\(path) with \(count): \(again.queries)")
                    costs.append(again.queries)
                }
            }
            #expect(Array(costs.prefix(3)) == Array(costs.suffix(3)))
        }
    }

    @Test("feed, inbox, channel, post and watch page keep to theirs", arguments: TestEngine.available)
    func others(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            try await rig.app.saveTier(.generous)
            try await rig.follow(40, as: .ben)
            _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
            for number in 0..<25 {
                _ = try await ada.post(
                    "/studio", [("kind", "text"), ("text", "\(number) @ben https://example.org")])
            }
            try await rig.runJobs()
            let post = try #require(try await ben.get("/@ada/backstage").postIDs.first)
            let budgets = [
                ("/feed", 10), ("/notifications", 10), ("/@ada/backstage", 8), ("/post/\(post)", 10),
                ("/@ada", 10),
            ]
            for (path, budget) in budgets {
                // The first look reads into memory whom Ben follows: three queries that the second spares.
                let first = try await ben.get(path)
                #expect(first.queries <= budget + 3, "\(path) at first: \(first.queries)")
                let page = try await ben.get(path)
                #expect(page.status == 200)
                #expect(page.queries > 0 && page.queries <= budget, "\(path): \(page.queries)")
            }
        }
    }
}

extension Rig {
    /// Channels that only have to be followed, each with a post.
    func follow(_ count: Int, as person: Person) async throws {
        let me = try await channel(person).id
        let now = time.value
        let ids = (0..<count).map { _ in app.ids.next(ChannelID.self) }
        try await app.database.write { tx in
            for id in ids {
                try tx.run(
                    """
                    INSERT INTO channels (id, handle, handle_folded, name, created)
                    VALUES (\(id), \("c\(id)"), \("c\(id)"), 'Channel', \(now))
                    """)
                try tx.run(
                    "INSERT INTO subscriptions (channel, target, bell, since) VALUES (\(me), \(id), 2, 0)")
            }
        }
        for id in ids.suffix(30) { try await app.publish(Draft(text: "from \(id)"), as: id) }
    }
}
