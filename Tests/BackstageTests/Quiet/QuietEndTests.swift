import Database
import Testing

@testable import Backstage

/// Where all of a page is quiet, what stands behind it can still be reached.
@Suite("Behind what is quiet") struct QuietEndTests {
    /// Ben, who has muted Noisy, and a post under which others speak.
    private struct World: Sendable {
        let ben: Browser
        let noisy: ChannelID
        let eve: ChannelID
        let root: PostID

        init(_ rig: Rig) async throws {
            ben = try await rig.signUp(.ben)
            try await rig.app.saveTier(.generous)
            noisy = try await rig.makeChannel("noisy")
            eve = try await rig.makeChannel("eve")
            root = try await rig.app.publish(Draft(text: "Under here"), as: eve)
            try await rig.app.setQuiet(.mute, toward: noisy, as: try await rig.channel(.ben).id)
        }
    }

    /// Where "all replies" lead.
    private static let allReplies = ##"comment__all" href="([^"#]+)"##

    private func say(
        _ rig: Rig, _ count: Int, on parent: PostID, as author: ChannelID
    ) async throws -> [PostID] {
        var said: [PostID] = []
        for number in 0..<count {
            let text = "Answer \(number) to \(parent)"
            said.append(try await rig.app.comment(text: text, photos: [], on: parent, as: author))
        }
        return said
    }

    @Test("replies behind quiet ones can be opened", arguments: TestEngine.available, [true, false])
    func replies(engine: TestEngine, isTopQuiet: Bool) async throws {
        try await Rig.run(engine) { rig in
            let world = try await World(rig)
            let by = isTopQuiet ? world.noisy : world.eve
            let top = try await say(rig, 1, on: world.root, as: by)[0]
            _ = try await say(rig, Limits.repliesShown, on: top, as: world.noisy)
            let heard = try await say(rig, 1, on: top, as: world.eve)[0]
            let page = try await world.ben.get("/post/\(world.root)")
            #expect(page.postIDs == ["\(world.root)", "\(top)"])
            #expect(!page.contains("noisy"))
            let path = try #require(page.all(Self.allReplies).first)
            let thread = try await world.ben.get(path)
            #expect(thread.postIDs == ["\(world.root)", "\(top)", "\(heard)"])
            #expect(!thread.contains("noisy"))
        }
    }

    @Test("a thread in which all is quiet leaves nothing", arguments: TestEngine.available)
    func quietThread(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await World(rig)
            let top = try await say(rig, 1, on: world.root, as: world.noisy)[0]
            _ = try await say(rig, Limits.repliesShown, on: top, as: world.noisy)
            let page = try await world.ben.get("/post/\(world.root)")
            #expect(page.postIDs == ["\(world.root)"])
            #expect(page.all(Self.allReplies).isEmpty)
        }
    }

    @Test("a thread goes on behind a page of quiet replies", arguments: TestEngine.available)
    func thread(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await World(rig)
            let top = try await say(rig, 1, on: world.root, as: world.eve)[0]
            let heard = try await say(rig, 3, on: top, as: world.eve)
            _ = try await say(rig, Limits.replyPage + 2, on: top, as: world.noisy)
            var (seen, pages): ([String], Int) = ([], 0)
            var path: String? = "/post/\(world.root)?thread=\(top)"
            while let address = path, pages < 5 {
                let page = try await world.ben.get(address)
                seen = page.postIDs.dropFirst(2) + seen
                pages += 1
                path = page.all(##"href="(/post/\d+\?[^"#]*before=[^"#]+)"##).first?
                    .replacing("&amp;", with: "&")
            }
            #expect(seen == heard.map { "\($0)" })
            #expect(pages == 2)
        }
    }

    @Test("a channel's tabs go on behind a page of quiet things", arguments: TestEngine.available)
    func tabs(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await World(rig)
            try await rig.app.muteWord("furtive", as: try await rig.channel(.ben).id)
            _ = try await rig.insertVideo("A plain film", world.eve)
            _ = try await rig.app.publish(Draft(text: "A plain word"), as: world.eve)
            for number in 0..<Limits.channelPage {
                _ = try await rig.insertVideo("Furtive film \(number)", world.eve)
                _ = try await rig.app.publish(Draft(text: "Furtive word \(number)"), as: world.eve)
            }
            for (tab, plain) in [("videos", "A plain film"), ("backstage", "A plain word")] {
                let first = try await world.ben.get("/@eve/\(tab)")
                #expect(!first.contains("Furtive") && !first.contains(plain), "\(tab)")
                #expect(!first.contains("class=\"card empty\""), "\(tab)")
                let path = try #require(first.all(#"rel="next" href="([^"]+)""#).first)
                let next = try await world.ben.get(path)
                #expect(next.contains(plain) && !next.contains("Furtive"), "\(tab)")
            }
        }
    }
}
