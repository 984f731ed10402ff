import Database
import Testing

@testable import Backstage

/// The lists of the queue, as those use them who look after a channel's comments.
@Suite("The queue of comments") struct CommentQueueTests {
    /// Ada's post; Ben and Cleo may comment.
    private func start(_ rig: Rig) async throws -> (ada: Browser, post: PostID) {
        let ada = try await rig.signUp(.ada)
        for person in [Person.ben, .cleo] { try await rig.signUp(person) }
        let post = try await rig.app.publish(Draft(text: "Well?"), as: try await rig.channel(.ada).id)
        return (ada, post)
    }

    @Test("each comment stands in one list, and only in its host's", arguments: TestEngine.available)
    func lists(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, post) = try await start(rig)
            let ben = try await rig.signIn(.ben)
            for tab in ["held", "published", "spam", "hidden"] {
                let page = try await ada.get("/studio/comments?tab=\(tab)")
                #expect(page.status == 200 && page.contains("class=\"card empty\""), "\(tab) is empty")
            }
            let out = try await rig.app.comment(
                text: "Out", photos: [], on: post, as: try await rig.channel(.ben).id)
            _ = try await rig.app.comment(
                text: "The host's own", photos: [], on: post, as: try await rig.channel(.ada).id)
            var expected: [(tab: String, comments: [PostID])] = [("published", [out])]
            for (kind, tab) in [(HoldKind.review, "held"), (.spam, "spam"), (.hidden, "hidden")] {
                let id = try await rig.hold("Held for \(tab)", on: post, by: .ben)
                try await rig.change(id, "held = \(kind)")
                expected.append((tab, [id]))
            }
            for (tab, comments) in expected {
                let (hers, his) = (try await ada.queued("tab=\(tab)"), try await ben.queued("tab=\(tab)"))
                #expect(hers == comments && his.isEmpty, "\(tab)")
            }
            let usual = try await ada.queued("tab=none-of-ours")
            #expect(usual == expected[1].comments)
            #expect(
                try await ada.get("/studio/posts?list=published").contains("<span class=\"chip\">1</span>"))
        }
    }

    @Test("a comment is found by words, person, content and reason", arguments: TestEngine.available)
    func filters(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, post) = try await start(rig)
            let percent = try await rig.hold("100% sure", on: post, by: .ben)
            let times = try await rig.hold("100 times", on: post, by: .ben)
            let link = try await rig.hold("See https://example.org/a", on: post, by: .cleo)
            let media = try await rig.hold("A photo", on: post, by: .cleo)
            let why = { (reasons: [HoldReason]) -> SQL in "held_why = \(HoldReason.lines(reasons))" }
            try await rig.change(link, why([.link, .manyLinks]))
            try await rig.change(times, why([.word("tim<es"), .newAccount]))
            try await rig.change(media, "has_media = 1")
            let all = [media, link, times, percent]
            let found: [(String, [PostID])] = [
                ("", all), ("q=0%25", [percent]), ("q=SURE", [percent]), ("q=nowhere", []),
                ("by=ben", [times, percent]), ("by=%40CLEO", [media, link]), ("by=nobody", []),
                ("has=media", [media]), ("has=link", [link]), ("has=neither", all),
                ("why=link", [link]), ("why=many-links", [link]), ("why=word", [times]),
                ("why=new-account", [times]), ("why=everything", [media, percent]), ("why=shouting", []),
                ("by=ben&q=100&why=everything", [percent]), ("q=%27%3B+DROP+TABLE+posts--", []),
            ]
            for (query, expected) in found {
                #expect(try await ada.queued(query) == expected, "\(query)")
            }
            let page = try await ada.get("/studio/comments?q=100&by=%40ben&why=word")
            #expect(page.contains("Blocked word: tim&lt;es") && page.contains("A new account"))
            #expect(page.contains("name=\"q\" value=\"100\"") && page.contains("name=\"by\" value=\"@ben\""))
            #expect(page.queries > 0 && page.queries <= 8, "\(page.queries)")
        }
    }

    @Test("pages pass over nothing and repeat nothing while comments arrive", arguments: TestEngine.available)
    func pages(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, post) = try await start(rig)
            var expected: [PostID] = []
            for number in 0..<(Limits.queuePage * 2 + 5) {
                expected.insert(try await rig.hold("Number \(number)", on: post, by: .ben), at: 0)
            }
            var seen: [PostID] = []
            var path = "/studio/comments"
            for _ in 0..<3 {
                let page = try await ada.get(path)
                #expect(page.status == 200)
                #expect(page.queries > 0 && page.queries <= 8, "\(page.queries)")
                seen += page.queued
                _ = try await rig.hold("Arrived meanwhile", on: post, by: .cleo)
                let next = page.all(#"rel="next" href="([^"]+)""#).first
                path = next?.replacing("&amp;", with: "&") ?? ""
            }
            #expect(path.isEmpty, "the third page is the last")
            #expect(seen == expected)
        }
    }

    @Test("those who may not moderate see no queue; a moderator does", arguments: TestEngine.available)
    func roles(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, post) = try await start(rig)
            let held = try await rig.hold("Waiting", on: post, by: .ben)
            #expect(try await rig.visitor().get("/studio/comments").landed?.hasPrefix("/sign-in") == true)
            let cleo = try await rig.signIn(.cleo)
            #expect(!(try await cleo.get("/studio/comments")).contains("Waiting"))
            try await rig.join(cleo, as: .moderator, by: ada)
            try await rig.act(cleo, as: .ada)
            #expect(try await cleo.queued("") == [held])
            for tab in ["held", "published", "spam", "hidden", "log"] {
                #expect(try await cleo.get("/studio/comments?tab=\(tab)").status == 200)
            }
        }
    }

    @Test("several are decided at once, and the log says who took it back", arguments: TestEngine.available)
    func bulk(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, post) = try await start(rig)
            var ids: [PostID] = []
            for number in 0..<3 { ids.append(try await rig.hold("Number \(number)", on: post, by: .ben)) }
            let ticked = ids.prefix(2).map { ("comment", "\($0)") }
            let done = try await ada.post(
                "/studio/comments/decide", ticked + [("do", "approve"), ("seen", "held")])
            #expect(done.contains("2 comments published."))
            #expect(try await ada.queued("") == [ids[2]])
            let log = try await ada.get("/studio/comments?tab=log")
            #expect(log.contains("2 comments"))
            #expect(log.queries > 0 && log.queries <= 8, "\(log.queries)")
            let action = try #require(log.all(#"name="action" value="(\d+)""#).first)
            let undone = try await ada.post("/studio/comments/undo", [("action", action)])
            #expect(undone.contains("Undone."))
            let after = try await ada.get("/studio/comments?tab=log")
            #expect(after.contains("Undone by <bdi>Ada</bdi>"))
            #expect(try await ada.queued("") == Array(ids.reversed()))
        }
    }

    @Test("a refused decision keeps the list, the ticks and the choices", arguments: TestEngine.available)
    func refused(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, post) = try await start(rig)
            let held = try await rig.hold("Number one", on: post, by: .ben)
            let other = try await rig.hold("Something else", on: post, by: .ben)
            // No button was pressed that says what is to be done.
            let page = try await ada.post(
                "/studio/comments/decide",
                [
                    ("seen", "held"), ("back", "/studio/comments?tab=held&q=number"), ("comment", "\(held)"),
                    ("reason", "topic"), ("replies", "1"),
                ])
            #expect(page.status == 422 && page.contains("Choose what is to be done."))
            #expect(page.queued == [held] && !page.contains("\(other)"))
            #expect(page.contains("name=\"q\" value=\"number\""))
            #expect(page.contains("name=\"comment\" value=\"\(held)\" checked"))
            #expect(page.contains("<option value=\"topic\" selected"))
            #expect(page.contains("name=\"replies\" value=\"1\" checked"))
            let elsewhere = try await ada.post(
                "/studio/comments/decide", [("seen", "spam"), ("back", "//example.org/?tab=held")])
            #expect(elsewhere.status == 422 && elsewhere.queued.isEmpty)
        }
    }
}

extension Rig {
    /// Changes a held comment's row behind everybody's back.
    fileprivate func change(_ comment: PostID, _ columns: SQL) async throws {
        try await app.database.write { try $0.run("UPDATE posts SET \(columns) WHERE id = \(comment)") }
    }
}

extension Browser {
    /// The comments of a page of the queue, as they stand there.
    fileprivate func queued(_ query: String) async throws -> [PostID] {
        let page = try await get("/studio/comments?\(query)")
        #expect(page.status == 200)
        return page.queued
    }
}

extension PageSeen {
    fileprivate var queued: [PostID] {
        all(#"type="checkbox" name="comment" value="(\d+)""#).compactMap { PostID($0) }
    }
}
