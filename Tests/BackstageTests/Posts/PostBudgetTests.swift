import Foundation
import Testing

@testable import Backstage

/// What a page may cost when every kind of post stands on it. The number stands in every answer's header.
@Suite("Query budgets of full pages") struct PostBudgetTests {
    @Test(
        "a post's page costs at most ten queries, whatever it is made of and whoever looks",
        arguments: TestEngine.available)
    func post(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await Self.readers(rig)
            for (kind, post) in try await rig.publishEveryKind(as: ada) {
                try await rig.discuss(post)
                _ = try await ben.post("/post/\(post)/vote", [("choice", "0")])
                for (who, browser) in [("ada", ada), ("ben", ben), ("a visitor", rig.visitor())] {
                    for query in ["", "?sort=new"] {
                        let cost = try await Self.cost(of: "/post/\(post)\(query)", for: browser)
                        #expect(cost > 0 && cost <= 10, "\(kind)\(query) for \(who): \(cost)")
                    }
                }
            }
        }
    }

    @Test(
        "a channel's Backstage tab and the studio's list cost at most eight, with every kind of post",
        arguments: TestEngine.available)
    func lists(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await Self.readers(rig)
            let me = try await rig.channel(.ada).id
            for number in 0..<12 { try await rig.app.publish(Draft(text: "Words \(number)"), as: me) }
            let posts = try await rig.publishEveryKind(as: ada)
            let pinned = try #require(posts.first { $0.kind == "photos" }).id
            _ = try await ada.post("/post/\(pinned)/pin", [])
            for (who, browser) in [("ada", ada), ("ben", ben), ("a visitor", rig.visitor())] {
                let cost = try await Self.cost(of: "/@ada/backstage", for: browser)
                #expect(cost > 0 && cost <= 8, "\(who): \(cost)")
            }
            let tab = try await ben.get("/@ada/backstage")
            for part in [
                "Pinned", "class=\"gallery", "poll--img", "data-mp4=", "class=\"linkcard\"", "Words of Ben",
            ] {
                #expect(tab.contains(part), "the tab is not full: no \(part)")
            }
            for list in StudioList.allCases {
                let cost = try await Self.cost(of: "/studio/posts?list=\(list.rawValue)", for: ada)
                #expect(cost > 0 && cost <= 8, "\(list): \(cost)")
            }
        }
    }

    /// Who writes, and a subscriber.
    private static func readers(_ rig: Rig) async throws -> (ada: Browser, ben: Browser) {
        let ada = try await rig.signUp(.ada)
        let ben = try await rig.signUp(.ben)
        try await rig.app.saveTier(.generous)
        _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
        return (ada, ben)
    }

    /// Of the second look: the first reads into memory whom the reader follows.
    private static func cost(of path: String, for browser: Browser) async throws -> Int {
        _ = try await browser.get(path)
        let page = try await browser.get(path)
        #expect(page.status == 200)
        return page.queries
    }
}

extension Rig {
    /// One post of each kind, all that can hang on it hanging there.
    fileprivate func publishEveryKind(as ada: Browser) async throws -> [(kind: String, id: PostID)] {
        let me = try await channel(.ada).id
        var posts: [(kind: String, id: PostID)] = []
        func publish(_ kind: String, _ text: String, _ change: (inout Draft) -> Void) async throws -> PostID {
            var draft = Draft(text: text)
            change(&draft)
            let id = try await app.publish(draft, as: me)
            posts.append((kind, id))
            return id
        }
        let photos = [try await takePhoto(owner: me), try await takePhoto(owner: me)]
        _ = try await publish("photos", "A photograph") { $0.photos = photos }
        let (now, options) = (time.value, try await pictureOptions(of: me))
        let poll = try await publish("poll", "Which?") {
            $0.poll = DraftPoll(options: options, closes: now + 61 * 60_000)
        }
        let others = try await pictureOptions(of: me)
        _ = try await publish("quiz", "Right?") {
            $0.poll = DraftPoll(options: others, isQuiz: true, answer: 0, explanation: "So it is.")
        }
        _ = try await publish("share of a poll", "Have you voted?") { $0.shared = poll }
        let theirs = try await publishAsBen()
        _ = try await publish("share of photographs", "Look") { $0.shared = theirs }
        pages.put("https://example.org/a", "<title>A page elsewhere</title>")
        let video = try await insertVideo("On the pier", me)
        _ = try await publish("a link, on a video", "See https://example.org/a @ben #pier") {
            $0.video = video
        }
        let path = "\(app.unfinishedFolder)/clip"
        try Data(try await Self.testPicture("mp4")).write(to: URL(fileURLWithPath: path))
        _ = try await publish("clip", "A glance") {
            $0.clip = DraftClip(file: SentFile(path: path, filename: "clip.mp4"), alt: "A test picture")
        }
        try await runJobs()
        return posts
    }

    private func publishAsBen() async throws -> PostID {
        let ben = try await channel(.ben).id
        var draft = Draft(text: "Words of Ben")
        draft.photos = [try await takePhoto(owner: ben)]
        return try await app.publish(draft, as: ben)
    }

    private func pictureOptions(of owner: ChannelID) async throws -> [DraftOption] {
        var options: [DraftOption] = []
        for text in ["Saturn", "Orion"] {
            let picture = try await takePhoto(owner: owner, kind: .option).attachment
            options.append(DraftOption(text, picture: picture))
        }
        return options
    }

    /// Comments with a photograph and a link, each answered.
    fileprivate func discuss(_ post: PostID) async throws {
        let (ada, ben) = (try await channel(.ada).id, try await channel(.ben).id)
        for number in 0..<3 {
            let photos = number == 0 ? [try await takePhoto(owner: ben)] : []
            let comment = try await app.comment(
                text: "Comment \(number) https://example.org/a", photos: photos, on: post, as: ben)
            try await app.comment(text: "Reply \(number)", photos: [], on: comment, as: ada)
        }
        try await runJobs()
    }
}
