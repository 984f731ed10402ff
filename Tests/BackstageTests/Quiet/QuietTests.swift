import Database
import Markup
import Testing

@testable import Backstage

@Suite("Muting and blocking") struct QuietTests {
    private func start(_ rig: Rig) async throws -> (ada: Browser, dan: Browser, post: PostID) {
        let (ada, dan) = (try await rig.signUp(.ada), try await rig.signUp(.dan))
        try await rig.app.saveTier(.generous)
        let post = try await rig.app.publish(Draft(text: "What now?"), as: try await rig.channel(.ada).id)
        return (ada, dan, post)
    }

    // MARK: Pages

    @Test("a channel is muted, blocked and heard again by forms", arguments: TestEngine.available)
    func forms(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, _, _) = try await start(rig)
            let page = try await ada.get("/quiet/@dan")
            #expect(page.contains("value=\"mute\"") && page.contains("value=\"block\""))
            #expect(try await ada.get("/@dan").contains("href=\"/quiet/@dan\""))
            let muted = try await ada.post("/quiet/@dan", [("do", "mute")])
            #expect(muted.contains("You muted Dan"))
            #expect(try await ada.get("/settings/quiet").contains("@dan</bdi> · muted"))
            #expect(try await ada.get("/@dan").contains("You muted Dan"))
            let blocked = try await ada.post("/quiet/@dan", [("do", "block")])
            #expect(blocked.contains("You blocked Dan"))
            #expect(try await ada.get("/settings/quiet").contains("@dan</bdi> · blocked"))
            let heard = try await ada.post("/quiet/@dan", [("do", "undo"), ("back", "/settings/quiet")])
            #expect(heard.contains("You have muted or blocked nobody"))
            #expect(try await rig.visitor().get("/quiet/@dan").contains("name=\"password\""))
            #expect(try await ada.get("/quiet/@nobody").status == 404)
            #expect(try await ada.get("/account").contains("href=\"/settings/quiet\""))
        }
    }

    @Test("words are muted and heard again by forms", arguments: TestEngine.available)
    func wordForms(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, dan, _) = try await start(rig)
            _ = try await dan.post("/@ada/subscribe", [])
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "It is rainíng today")])
            #expect(try await dan.get("/feed").contains("rainíng"))
            let muted = try await dan.post("/settings/quiet/words", [("word", " Raining  today ")])
            #expect(muted.status == 200 && muted.contains("Raining today"))
            #expect(!(try await dan.get("/feed")).contains("rainíng"))
            // One's own words stay.
            _ = try await ada.post("/settings/quiet/words", [("word", "raining")])
            #expect(try await ada.get("/feed").contains("rainíng"))
            _ = try await dan.post("/settings/quiet/words/remove", [("word", "Raining today")])
            #expect(try await dan.get("/feed").contains("rainíng"))
        }
    }

    // MARK: What a block stops

    @Test(
        "who is blocked neither comments, answers, subscribes nor is heard of",
        arguments: TestEngine.available)
    func block(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, dan, post) = try await start(rig)
            let eve = try await rig.signUp(.eve)
            let ids = (ada: try await rig.channel(.ada).id, dan: try await rig.channel(.dan).id)
            let others = try await rig.app.publish(Draft(text: "Eve's"), as: try await rig.channel(.eve).id)
            let mine = try await rig.app.comment(text: "Ada asks", photos: [], on: others, as: ids.ada)
            let deeper = try await rig.app.comment(
                text: "Eve answers", photos: [], on: mine, as: try await rig.channel(.eve).id)
            _ = try await dan.post("/@ada/subscribe", [])
            #expect(try await rig.channel(.ada).subscribers == 1)
            try await rig.runJobs()
            let told = try await rig.sqlLines(of: ids.ada)
            _ = try await ada.post("/quiet/@dan", [("do", "block")])
            #expect(try await rig.channel(.ada).subscribers == 0)
            let again = try await dan.post("/@ada/subscribe", [])
            #expect(again.status == 403 && again.contains("neither as a subscriber nor as a member"))
            for place in [post, mine] {
                let refused = try await dan.post("/post/\(place)/comments", [("text", "Let me in")])
                #expect(refused.status == 403, "\(refused.status)")
                #expect(refused.contains("You cannot answer here") && refused.contains("Let me in"))
            }
            // Under somebody else's post, to somebody else, outside Ada's thread, Dan speaks as before.
            #expect(try await dan.post("/post/\(others)/comments", [("text", "Hello @ada")]).status == 200)
            #expect(try await dan.post("/post/\(deeper)/comments", [("text", "Hi")]).status == 403)
            #expect(try await dan.post("/post/\(post)/like", []).status == 200)
            _ = try await dan.post("/studio", [("kind", "text"), ("text", "I name @ada")])
            try await rig.runJobs()
            #expect(try await rig.sqlLines(of: ids.ada) == told)
            // What everybody may read stays readable.
            #expect(try await dan.get("/post/\(post)").status == 200)
            _ = try await ada.post("/quiet/@dan", [("do", "undo")])
            #expect(try await dan.post("/post/\(post)/comments", [("text", "Thanks")]).status == 200)
            #expect(try await dan.post("/@ada/subscribe", []).status == 200)
            _ = eve
        }
    }

    @Test("a muted liker does not take the line of the others", arguments: TestEngine.available)
    func likes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, dan, post) = try await start(rig)
            let eve = try await rig.signUp(.eve)
            _ = try await ada.post("/quiet/@dan", [("do", "mute")])
            _ = try await eve.post("/post/\(post)/like", [])
            try await rig.runJobs()
            _ = try await dan.post("/post/\(post)/like", [])
            try await rig.runJobs()
            let inbox = try await ada.get("/notifications")
            #expect(inbox.contains("Eve") && !inbox.contains("Dan"))
        }
    }

    // MARK: Refusals

    @Test("one's own channel and one too many are refused", arguments: TestEngine.available)
    func channelRefusals(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, _, _) = try await start(rig)
            let own = try await ada.post("/quiet/@ada", [("do", "mute")])
            #expect(own.status == 422 && own.contains("cannot mute or block one’s own channel"))
            #expect(try await ada.post("/quiet/@dan", [("do", "shout")]).status == 400)
            let me = try await rig.channel(.ada).id
            let ids = (0..<Limits.quietChannels).map { _ in rig.app.ids.next(ChannelID.self) }
            try await rig.app.database.write { tx in
                for id in ids {
                    try tx.run(
                        """
                        INSERT INTO channels (id, handle, handle_folded, name, created)
                        VALUES (\(id), \("c\(id)"), \(Folding.handle("c\(id)")), 'Channel', 0)
                        """)
                    try tx.run(
                        "INSERT INTO quiets (channel, target, is_block, since) VALUES (\(me), \(id), 0, 0)")
                }
            }
            let full = try await ada.post("/quiet/@dan", [("do", "block")])
            #expect(full.status == 422 && full.contains("as many as there may be"))
            // The list goes on, page by page, to its end.
            var (seen, path): (Set<String>, String?) = ([], "/settings/quiet")
            while let address = path {
                let page = try await ada.get(address)
                seen.formUnion(page.all(#"<bdi>@(c\d+)</bdi>"#))
                path = page.all(#"rel="next" href="([^"]+)""#).first
            }
            #expect(seen.count == Limits.quietChannels)
        }
    }

    @Test("words that cannot be muted say why and stay typed", arguments: TestEngine.available)
    func wordRefusals(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, _, _) = try await start(rig)
            for word in ["", "  ", "…!"] {
                let none = try await ada.post("/settings/quiet/words", [("word", word)])
                #expect(none.status == 422 && none.contains("at least a letter or a digit"))
            }
            let long = String(repeating: "a", count: Limits.mutedWordCharacters + 2)
            let over = try await ada.post("/settings/quiet/words", [("word", long)])
            #expect(over.status == 422 && over.contains("2 characters more than the 60"))
            #expect(over.contains("value=\"\(long)\""))
            let me = try await rig.channel(.ada).id
            for number in 0..<Limits.mutedWords { try await rig.app.muteWord("word\(number)", as: me) }
            let many = try await ada.post("/settings/quiet/words", [("word", "one more")])
            #expect(many.status == 422 && many.contains("You have muted 100 words"))
            // One that is there already is no refusal.
            #expect(try await ada.post("/settings/quiet/words", [("word", "word7")]).status == 200)
        }
    }
}

extension Rig {
    /// How many lines this channel's inbox holds.
    fileprivate func sqlLines(of channel: ChannelID) async throws -> Int {
        try await app.database.read { tx in
            try tx.value("SELECT count(*) FROM notifications WHERE recipient = \(channel)") ?? 0
        }
    }
}
