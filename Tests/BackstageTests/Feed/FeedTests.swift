import Database
import Testing

@testable import Backstage

@Suite("Feed") struct FeedTests {
    @Test(
        "newest first over all followed channels; paging neither skips nor repeats while posts arrive",
        arguments: TestEngine.available)
    func paging(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ben = try await rig.signUp(.ben)
            try await rig.app.saveTier(.generous)
            var channels: [ChannelID] = []
            for number in 0..<5 { channels.append(try await rig.makeChannel("channel\(number)")) }
            let me = try await rig.channel(.ben).id
            for channel in channels.dropLast() { try await rig.app.subscribe(me, to: channel, bell: .none) }
            var expected: [String] = []
            for number in 0..<70 {
                let author = channels[(number * number + number / 3) % 5]
                let id = try await rig.app.publish(Draft(text: "\(number)"), as: author)
                if author != channels[4] { expected.append(String(id)) }
            }
            expected.reverse()
            var seen: [String] = []
            var page = try await ben.get("/feed")
            while true {
                seen += page.postIDs
                guard let next = page.all(#"href="(/feed\?before=\d+)""#).last else { break }
                _ = try await rig.app.publish(Draft(text: "meanwhile"), as: channels[0])
                page = try await ben.get(next)
            }
            #expect(seen == expected)
            #expect(page.contains("You are all caught up"))
        }
    }

    @Test(
        "for random subscriptions and posts it is the sorted truth, page by page",
        arguments: TestEngine.available)
    func truth(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.app.saveTier(.generous)
            let me = try await rig.makeChannel("reader")
            var dice = SystemRandomNumberGenerator()
            var channels: [ChannelID] = []
            for number in 0..<12 { channels.append(try await rig.makeChannel("author\(number)")) }
            let followed = channels.filter { _ in Bool.random(using: &dice) }
            for channel in followed { try await rig.app.subscribe(me, to: channel, bell: .all) }
            var truth: [PostID] = []
            for _ in 0..<120 {
                guard let author = channels.randomElement(using: &dice) else { continue }
                var draft = Draft(text: "words")
                draft.audience = Audience.allCases.randomElement(using: &dice) ?? .everyone
                let isForMe = Bool.random(using: &dice)
                draft.readers = [isForMe ? "reader" : "author0"]
                let id = try await rig.app.publish(draft, as: author)
                let isOpen = [.everyone, .subscribers].contains(draft.audience)
                if followed.contains(author), isOpen || (draft.audience == .named && isForMe) {
                    truth.append(id)
                }
            }
            truth.reverse()
            for limit in [1, 7, 20] {
                var (found, before): ([PostID], Place) = ([], .newest)
                while true {
                    let from = before
                    let page = try await rig.app.database.read {
                        try $0.feedIDs(of: me, nil, before: from, limit: limit, forms: .both)
                    }
                    found += page.map(\.id)
                    guard let last = page.last else { break }
                    before = last.place
                }
                #expect(found == truth, "pages of \(limit)")
            }
        }
    }
}
