import Database
import Testing

@testable import Backstage

@Suite("Who did what") struct ActionTests {
    @Test("every action names who did it, and the post it was about", arguments: TestEngine.available)
    func attributes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .editor)
            try await rig.signUp(.eve)
            let (channel, account) = (try await rig.channel(.ada).id, try await rig.account(.ben))
            let post = try await rig.app.publish(
                Draft(text: "From the <desk>", writer: account), as: channel)
            _ = try await ben.post("/post/\(post)/edit", [("text", "From the <desk> again")])
            _ = try await ben.post("/post/\(post)/pin", [])
            _ = try await ben.post("/post/\(post)/unpin", [])
            _ = try await ada.post("/studio/channel", [("name", "Ada"), ("bio", "New words")])
            _ = try await ada.post("/studio/members/add", [("handle", "eve")])
            _ = try await ada.post("/studio/people/\(account)/role", [("role", "owner")])
            let words = "“<bdi>From the &lt;desk&gt; again</bdi>”"
            let thing = "<a href=\"/post/\(post)\">\(words)</a>"
            let first = "<a href=\"/@ada\"><bdi>Ada</bdi></a>"
            let second = "<a href=\"/@ben\"><bdi>Ben</bdi></a>"
            var expected = [
                "\(first) changed the role of <bdi>Ben</bdi>: Owner", "\(first) made <bdi>Eve</bdi> a member",
                "\(first) changed the channel’s settings", "\(second) unpinned the post above the list",
                "\(second) pinned \(thing)", "\(second) changed \(thing)", "\(second) published \(thing)",
                "\(second) joined. Role: Editor", "\(first) made an invitation. Role: Editor",
            ]
            #expect(try await Self.lines(ada) == expected)
            // A deleted post keeps its words here, and leads nowhere.
            _ = try await ben.post("/post/\(post)/delete", [])
            expected = expected.map { $0.replacing(thing, with: words) }
            expected.insert("\(second) deleted \(words)", at: 0)
            #expect(try await Self.lines(ben) == expected)
        }
    }

    @Test("older ones are pages away, none skipped and none twice", arguments: TestEngine.available)
    func pages(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let (channel, account) = (try await rig.channel(.ada).id, try await rig.account(.ada))
            let app = rig.app
            try await app.database.write { tx in
                for number in 0..<70 {
                    try tx.note(.addedMember, by: account, of: channel, who: "fan\(number)x", app)
                }
            }
            var seen: [String] = []
            var path = "/studio/people"
            // The first look reads into memory whom the channel follows.
            _ = try await ada.get(path)
            for _ in 0..<5 {
                let page = try await ada.get(path)
                #expect(page.queries > 0 && page.queries <= 8, "\(page.queries) queries")
                seen += page.all(#"made <bdi>(fan\d+x)</bdi> a member"#)
                guard let next = page.all(#"href="(/studio/people\?before=\d+)"#).first else { break }
                path = next
            }
            #expect(seen == (0..<70).reversed().map { "fan\($0)x" })
        }
    }

    @Test("every action has its words in both languages")
    func words() {
        for action in ChannelAction.allCases {
            for language in Language.allCases {
                #expect(language.say(action.word) != action.word.key)
            }
        }
    }

    /// The sentences of the page's list.
    private static func lines(_ browser: Browser) async throws -> [String] {
        let page = try await browser.get("/studio/people")
        return page.all(#"<p class="grow">(.*?)<br><small class="muted"><time"#)
    }
}
