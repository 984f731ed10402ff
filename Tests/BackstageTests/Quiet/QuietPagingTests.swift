import Database
import Testing

@testable import Backstage

/// Pages from which something is left out may be shorter: none repeats, skips or ends early.
@Suite("Paging past what is quiet") struct QuietPagingTests {
    @Test(
        "feed, tag, inbox and comments show all that is heard, once",
        arguments: TestEngine.available, [true, false])
    func paging(engine: TestEngine, hasCaches: Bool) async throws {
        try await Rig.run(engine, hasCaches: hasCaches) { rig in
            let ben = try await rig.signUp(.ben)
            try await rig.app.saveTier(.generous)
            let me = try await rig.channel(.ben).id
            var dice = SystemRandomNumberGenerator()
            var authors: [ChannelID] = []
            for number in 0..<8 { authors.append(try await rig.makeChannel("author\(number)")) }
            for author in authors { try await rig.app.subscribe(me, to: author, bell: .all) }
            let quiet = Set(authors.shuffled(using: &dice).prefix(3))
            var (posts, comments): ([PostID], [PostID]) = ([], [])
            let root = try await rig.app.publish(Draft(text: "Under here"), as: me)
            for number in 0..<100 {
                let author = authors[number % authors.count]
                let isWord = Int.random(in: 0..<3, using: &dice) == 0
                let text = isWord ? "so fúrtive \(number) #sometag" : "so plain \(number) #sometag"
                let isHeard = !quiet.contains(author) && !isWord
                let post = try await rig.app.publish(Draft(text: text), as: author)
                let comment = try await rig.app.comment(text: text, photos: [], on: root, as: author)
                if isHeard { (posts, comments) = (posts + [post], comments + [comment]) }
            }
            for channel in quiet {
                let kind = Bool.random(using: &dice) ? QuietKind.mute : .block
                try await rig.app.setQuiet(kind, toward: channel, as: me)
            }
            try await rig.app.muteWord("furtive", as: me)
            let newest = posts.reversed().map { "\($0)" }
            #expect(try await walk("/feed", ben) == newest + ["\(root)"])
            #expect(try await walk("/tag/sometag", ben) == newest)
            let shown = comments.reversed().map { "\($0)" }
            #expect(try await walk("/post/\(root)?sort=new", ben).filter { $0 != "\(root)" } == shown)
            let inbox = try await walk(
                "/notifications?show=channels", ben, #"class="note[^"]*" href="/post/(\d+)"#)
            #expect(inbox == newest)
        }
    }

    /// What all pages from this one on show, in order.
    private func walk(
        _ start: String, _ browser: Browser,
        _ pattern: String = #"<article class="(?:post|comment)[^"]*" id="post-(\d+)""#
    ) async throws -> [String] {
        var (found, path): ([String], String?) = ([], start)
        while let address = path {
            let page = try await browser.get(address)
            #expect(page.status == 200)
            found += page.all(pattern)
            let next = page.all(##"(?:rel="next"|class="btn btn--block") href="([^"#]+)"##).first
            path = next?.replacing("&amp;", with: "&")
        }
        return found
    }
}
