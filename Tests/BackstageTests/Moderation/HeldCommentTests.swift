import Database
import Foundation
import Testing

@testable import Backstage

/// What happens to a comment that its host's rule holds.
@Suite("Held comments") struct HeldCommentTests {
    /// Ada's post; Ben, who comments; Eve, who only reads.
    private func start(
        _ rig: Rig, _ settings: CommentSettings
    ) async throws -> (ada: Browser, ben: Browser, eve: Browser, post: PostID) {
        let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
        let eve = try await rig.signUp(.eve)
        try await rig.setRule(settings, of: .ada)
        let post = try await rig.app.publish(Draft(text: "Well?"), as: try await rig.channel(.ada).id)
        return (ada, ben, eve, post)
    }

    private func send(_ browser: Browser, _ parent: PostID, _ text: String) async throws -> PageSeen {
        try await browser.post("/post/\(parent)/comments", [("text", text)])
    }

    static let waits = "Only you see this comment until the channel has looked at it."

    @Test("a held comment is seen by its author alone, and nobody is told", arguments: TestEngine.available)
    func held(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, eve, post) = try await start(rig, CommentSettings(words: "casino"))
            let open = try #require(try await send(ben, post, "Well said").sentComment)
            for parent in [post, open] {
                let sent = try await send(ben, parent, "Come to my C.A.S.I.N.O, @eve")
                #expect(sent.status == 200 && sent.contains(Self.waits))
                let comment = try #require(sent.sentComment)
                #expect(try await rig.hold(of: comment) == Hold(kind: .review, reasons: [.word("casino")]))
                #expect(sent.postIDs.contains(String(comment)))
                let own = try await ben.get("/post/\(comment)")
                #expect(own.status == 200 && own.postIDs.contains(String(comment)))
                try await rig.runJobs()
                for browser in [ada, eve, rig.visitor()] {
                    for page in ["/post/\(post)", "/post/\(post)?sort=new", "/post/\(post)?thread=\(open)"] {
                        #expect(!(try await browser.get(page)).contains("C.A.S.I.N.O"), "\(page)")
                    }
                    #expect(try await browser.get("/post/\(comment)").status == 404)
                }
                for verb in ["like", "dislike", "heart", "pin-comment", "delete", "edit"] {
                    #expect(
                        try await eve.post("/post/\(comment)/\(verb)", [("text", "x")]).status == 404,
                        "\(verb)")
                }
            }
            try await rig.expectTrueCounts(under: post, comments: 1)
            #expect(!(try await eve.get("/notifications")).contains("C.A.S.I.N.O"))
            let told = try await rig.sqlCount(
                """
                SELECT count(*)
                FROM notifications AS n
                JOIN posts AS p ON p.id = n.post
                WHERE p.state = 3
                """)
            #expect(told == 0)
        }
    }

    @Test("words that a rule does not hold are published as before", arguments: TestEngine.available)
    func published(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let strict = CommentSettings(
                holding: .moreBad, holdsLinks: true, holdsFirstMedia: true, words: "ass\ncasino")
            let (_, ben, eve, post) = try await start(rig, strict)
            let sent = try await send(ben, post, "A class of its own")
            #expect(sent.contains("Your comment is published."))
            #expect(try await eve.get("/post/\(post)").contains("A class of its own"))
            try await rig.expectTrueCounts(under: post, comments: 1)
        }
    }

    @Test("each reason holds, live", arguments: TestEngine.available)
    func reasons(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, ben, _, post) = try await start(rig, CommentSettings())
            let other = try await rig.app.publish(Draft(text: "And?"), as: try await rig.channel(.ada).id)
            let cases: [(CommentSettings, String, Hold)] = [
                (
                    CommentSettings(holding: .everything), "Hi",
                    Hold(kind: .review, reasons: [.everything, .newAccount])
                ),
                (
                    CommentSettings(holdsLinks: true), "See https://a.example",
                    Hold(kind: .review, reasons: [.link])
                ),
                (
                    CommentSettings(holding: .someBad), "THIS IS THE BEST SHOP",
                    Hold(kind: .review, reasons: [.shouting, .newAccount])
                ),
                (
                    CommentSettings(holding: .moreBad), "See https://a.example",
                    Hold(kind: .review, reasons: [.manyLinks, .newAccount])
                ),
                (
                    CommentSettings(holding: .someBad),
                    "https://a.example https://b.example https://c.example https://d.example",
                    Hold(kind: .spam, reasons: [.manyLinks, .newAccount])
                ),
            ]
            for (settings, text, hold) in cases {
                try await rig.setRule(settings, of: .ada)
                let comment = try #require(try await send(ben, post, text).sentComment)
                #expect(try await rig.hold(of: comment) == hold, "\(text)")
            }
            try await rig.setRule(CommentSettings(), of: .ada)
            _ = try await send(ben, post, "Come and see my shop at the old harbour")
            try await rig.setRule(CommentSettings(holding: .someBad), of: .ada)
            let same = try #require(
                try await send(ben, other, "come and see my SHOP at the old harbour!").sentComment)
            #expect(try await rig.hold(of: same)?.reasons == [.newAccount, .sameText])
            // A day later the same words are no longer fresh.
            rig.time.advance(hours: 25)
            let late = try #require(
                try await send(ben, post, "Come and see my shop at the old harbour").sentComment)
            #expect(try await rig.state(of: late) == .published)
        }
    }

    @Test("the host, its people and whom it approved are never held", arguments: TestEngine.available)
    func neverHeld(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, eve, post) = try await start(rig, CommentSettings(holding: .everything))
            #expect(try await send(ada, post, "By the host").contains("Your comment is published."))
            try await rig.join(eve, as: .moderator, by: ada)
            #expect(try await send(eve, post, "By one of its people").contains("Your comment is published."))
            #expect(try await send(ben, post, "By anybody").contains(Self.waits))
            let approved = try await ada.post(
                "/studio/comments/people", [("handle", "@ben"), ("standing", "approved")])
            #expect(approved.status == 200 && approved.contains("@ben"))
            #expect(try await send(ben, post, "By Ben").contains("Your comment is published."))
            try await rig.expectTrueCounts(under: post, comments: 3)
        }
    }

    @Test(
        "hidden people see their own words as if published; nobody else does", arguments: TestEngine.available
    )
    func hidden(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, eve, post) = try await start(rig, CommentSettings())
            _ = try await ada.post("/studio/comments/people", [("handle", "ben"), ("standing", "hidden")])
            let sent = try await send(ben, post, "Can anybody hear me?")
            #expect(sent.contains("Your comment is published.") && !sent.contains(Self.waits))
            let comment = try #require(sent.sentComment)
            #expect(try await rig.hold(of: comment) == Hold(kind: .hidden, reasons: [.hiddenPerson]))
            let later = try await ben.get("/post/\(post)")
            #expect(later.contains("Can anybody hear me?") && !later.contains(Self.waits))
            for browser in [ada, eve, rig.visitor()] {
                #expect(!(try await browser.get("/post/\(post)")).contains("Can anybody hear me?"))
            }
            try await rig.expectTrueCounts(under: post, comments: 0)
        }
    }

    @Test("bytes of a held photo are its author's and the host's", arguments: TestEngine.available)
    func media(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, eve, post) = try await start(rig, CommentSettings(holdsFirstMedia: true))
            let photo = try Photograph.withPlace().bytes
            let sent = try await ben.upload(
                "/post/\(post)/comments", [("text", "Look")], files: [("photos", "a.jpg", photo)])
            let comment = try #require(sent.sentComment)
            #expect(try await rig.hold(of: comment)?.reasons == [.firstMedia])
            let address = try #require(sent.all(#"<a class="media" href="(/media/[^"]+)""#).first)
            for browser in [ben, ada] { #expect(try await browser.send("GET", address).status == 200) }
            for browser in [eve, rig.visitor()] {
                #expect(try await browser.send("GET", address).status == 404)
            }
            // Words alone pass; and a second photo waits as long as none was published.
            #expect(try await send(ben, post, "Only words").contains("Your comment is published."))
            let again = try await ben.upload(
                "/post/\(post)/comments", [("text", "Look again")], files: [("photos", "a.jpg", photo)])
            #expect(again.contains(Self.waits))
        }
    }

    @Test("a changed comment is judged again, and counts follow", arguments: TestEngine.available)
    func edited(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, ben, eve, post) = try await start(rig, CommentSettings(words: "casino\nviagra"))
            let top = try #require(try await send(ben, post, "Well said").sentComment)
            let reply = try #require(try await send(ben, top, "And again").sentComment)
            try await rig.expectTrueCounts(under: post, comments: 2)
            let page = try await ben.post("/post/\(reply)/edit", [("text", "To the c4sino")])
            #expect(page.status == 200 && page.contains(Self.waits))
            #expect(try await rig.hold(of: reply)?.reasons == [.word("casino")])
            #expect(!(try await eve.get("/post/\(post)")).contains("c4sino"))
            try await rig.expectTrueCounts(under: post, comments: 1)
            // What is held stays held, however harmless it becomes, and takes on more reasons.
            _ = try await ben.post("/post/\(reply)/edit", [("text", "To the garden")])
            #expect(try await rig.hold(of: reply)?.reasons == [.word("casino")])
            _ = try await ben.post("/post/\(reply)/edit", [("text", "To the v1agra")])
            #expect(try await rig.hold(of: reply)?.reasons == [.word("casino"), .word("viagra")])
            // A harmless change changes nothing.
            _ = try await ben.post("/post/\(top)/edit", [("text", "Well put")])
            #expect(try await rig.state(of: top) == .published)
            try await rig.expectTrueCounts(under: post, comments: 1)
        }
    }

    @Test(
        "its author takes a held comment back, and returns it, and no count moves",
        arguments: TestEngine.available)
    func takenBack(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, ben, _, post) = try await start(rig, CommentSettings(holding: .everything))
            let comment = try #require(try await send(ben, post, "Well said").sentComment)
            #expect(try await ben.get("/post/\(comment)/edit").status == 200)
            #expect(try await ben.post("/post/\(comment)/delete", []).status == 200)
            #expect(!(try await ben.get("/post/\(post)")).contains("Well said"))
            try await rig.expectTrueCounts(under: post, comments: 0)
            #expect(try await ben.post("/post/\(comment)/restore", []).status == 200)
            #expect(try await rig.state(of: comment) == .held)
            try await rig.expectTrueCounts(under: post, comments: 0)
        }
    }

    @Test("what others answered to a held comment stays where it stood", arguments: TestEngine.available)
    func repliesStay(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, ben, eve, post) = try await start(rig, CommentSettings(words: "casino"))
            let top = try #require(try await send(ben, post, "Well said").sentComment)
            let reply = try #require(try await send(eve, top, "Is it?").sentComment)
            _ = try await ben.post("/post/\(top)/edit", [("text", "To the casino")])
            try await rig.expectTrueCounts(under: post, comments: 1)
            for query in ["", "?sort=new", "?sort=old", "?thread=\(top)"] {
                let seen = try await rig.visitor().get("/post/\(post)\(query)")
                #expect(seen.postIDs.contains(String(reply)), "\(query)")
                #expect(!seen.contains("To the casino"), "\(query)")
                let own = try await ben.get("/post/\(post)\(query)")
                #expect(own.contains("To the casino") && own.contains(Self.waits), "\(query)")
                #expect(own.postIDs.filter { $0 == String(top) }.count == 1, "\(query)")
            }
            let again = try await send(eve, reply, "Hm")
            #expect(again.contains("Your comment is published."))
            try await rig.expectTrueCounts(under: post, comments: 2)
        }
    }

    @Test("a clip is judged when it can be played, and stays held", arguments: TestEngine.available)
    func clip(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, ben, _, post) = try await start(rig, CommentSettings(words: "casino"))
            let author = try await rig.channel(.ben).id
            for (text, state) in [("To the c4sino", PostState.held), ("To the garden", .published)] {
                let comment = try await rig.app.comment(text: text, photos: [], on: post, as: author)
                try await rig.app.database.write { tx in
                    try tx.run(
                        "UPDATE posts SET state = 5, held = NULL, held_why = NULL WHERE id = \(comment)")
                    try tx.run(
                        """
                        UPDATE posts
                        SET comments = (
                            SELECT count(*) FROM posts AS c WHERE c.root = \(post) AND c.state = 1)
                        WHERE id = \(post)
                        """)
                }
                for _ in 1...2 { try await rig.app.publishPreparedComment(comment) }
                #expect(try await rig.state(of: comment) == state)
            }
            try await rig.expectTrueCounts(under: post, comments: 1)
            #expect(try await ben.get("/post/\(post)").contains(Self.waits))
        }
    }

    @Test(
        "a clip that is ready when its author may comment no more waits for the host",
        arguments: TestEngine.available, ["off", "blocked", "subscribers"])
    func shut(engine: TestEngine, how: String) async throws {
        try await Rig.run(engine) { rig in
            let (_, ben, _, post) = try await start(rig, CommentSettings())
            let (host, author) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            let comment = try await rig.app.comment(text: "Look at this", photos: [], on: post, as: author)
            try await rig.app.database.write { tx in
                try tx.run("UPDATE posts SET state = 5 WHERE id = \(comment)")
                try tx.run("UPDATE posts SET comments = 0 WHERE id = \(post)")
            }
            switch how {
            case "off": _ = try await rig.app.setCommentsOff(true, on: post, as: host)
            case "blocked": try await rig.app.setQuiet(.block, toward: author, as: host)
            default: try await rig.app.setCommentSettings(CommentSettings(door: .subscribers), of: host)
            }
            for _ in 1...2 { try await rig.app.publishPreparedComment(comment) }
            #expect(try await rig.hold(of: comment) == Hold(kind: .review, reasons: [.shut]))
            try await rig.expectTrueCounts(under: post, comments: 0)
            #expect(!(try await rig.visitor().get("/post/\(post)")).contains("Look at this"))
            #expect(try await ben.get("/post/\(post)").contains("Look at this"))
        }
    }

    @Test("an answer to a comment that was held meanwhile stands where that stood")
    func parentHeld() async throws {
        try await Rig.run(.sqlite) { rig in
            let (_, ben, eve, post) = try await start(rig, CommentSettings(words: "casino"))
            let top = try #require(try await send(ben, post, "Well said").sentComment)
            _ = try await ben.post("/post/\(top)/edit", [("text", "casino")])
            let sent = try await send(eve, top, "I was typing this")
            #expect(sent.status == 200 && sent.contains("I was typing this"))
            #expect(!sent.contains("casino"))
            try await rig.expectTrueCounts(under: post, comments: 1)
        }
    }

    @Test("a poll in a held comment is kept with it", arguments: TestEngine.available)
    func poll(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, ben, eve, post) = try await start(rig, CommentSettings(words: "casino"))
            let sent = try await ben.post(
                "/post/\(post)/comments",
                [("text", "Where to?"), ("option-1", "The garden"), ("option-2", "The c4s1no")])
            let comment = try #require(sent.sentComment)
            #expect(try await rig.hold(of: comment)?.reasons == [.word("casino")])
            #expect(sent.contains("The garden"))
            #expect(try await eve.post("/post/\(comment)/vote", [("choice", "0")]).status == 404)
            #expect(try await rig.sqlCount("SELECT count(*) FROM poll_options WHERE post = \(comment)") == 2)
        }
    }
}
