import Database
import Foundation
import Testing

@testable import Backstage

/// Who may comment, how fast, and where that is set.
@Suite("Who may comment") struct CommentDoorTests {
    private func send(_ browser: Browser, _ parent: PostID, _ text: String) async throws -> PageSeen {
        try await browser.post("/post/\(parent)/comments", [("text", text)])
    }

    private func publish(_ rig: Rig) async throws -> PostID {
        try await rig.app.publish(Draft(text: "Well?"), as: try await rig.channel(.ada).id)
    }

    static let subscribersOnly = "Only subscribers may comment here."

    @Test("subscribers only: others are told how, and nothing typed is lost", arguments: TestEngine.available)
    func subscribers(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
            let post = try await publish(rig)
            let saved = try await ada.post("/studio/comments/rules", [("who", "1"), ("do", "save")])
            #expect(saved.status == 200 && saved.contains("Saved."))
            for browser in [ben, rig.visitor()] {
                let page = try await browser.get("/post/\(post)")
                #expect(page.contains(Self.subscribersOnly))
                #expect(!page.contains("name=\"text\""))
            }
            let refused = try await send(ben, post, "My <own> words")
            #expect(refused.status == 422 && refused.contains(Self.subscribersOnly))
            #expect(refused.contains("My &lt;own&gt; words</textarea>"))
            #expect(try await send(ada, post, "By the host").status == 200)
            _ = try await ben.post("/@ada/subscribe", [("bell", "none")])
            #expect(try await send(ben, post, "Now then").contains("Your comment is published."))
            try await rig.expectTrueCounts(under: post, comments: 2)
        }
    }

    @Test("nobody: as with comments turned off", arguments: TestEngine.available)
    func nobody(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
            let post = try await publish(rig)
            _ = try await ada.post("/studio/comments/rules", [("who", "2"), ("do", "save")])
            let page = try await ben.get("/post/\(post)")
            #expect(page.status == 200 && !page.contains("name=\"text\""))
            let refused = try await send(ben, post, "Kept words")
            #expect(refused.status == 422 && refused.contains("Kept words</textarea>"))
            // The post's own edit form does not take the channel's rule for its own.
            _ = try await ada.post("/post/\(post)/edit", [("text", "Well, then?"), ("whole", "1")])
            _ = try await ada.post("/studio/comments/rules", [("who", "0"), ("do", "save")])
            #expect(try await send(ben, post, "Again").status == 200)
        }
    }

    @Test("a post says for itself who and what, or leaves it to its channel", arguments: TestEngine.available)
    func ofPost(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
            let post = try await publish(rig)
            let path = "/post/\(post)/comment-rule"
            #expect(try await ada.get("/post/\(post)/edit").contains(path))
            #expect(try await ada.get(path).contains("<option value=\"\">As the channel"))
            _ = try await ada.post(path, [("who", "2"), ("hold", "")])
            #expect(try await send(ben, post, "Hello?").status == 422)
            #expect(try await ada.get(path).contains("<option value=\"2\" selected>Nobody"))
            _ = try await ada.post(path, [("who", "0"), ("hold", "3")])
            _ = try await ada.post("/studio/comments/rules", [("who", "2"), ("do", "save")])
            let sent = try await send(ben, post, "Hello?")
            #expect(sent.contains(HeldCommentTests.waits))
            _ = try await ada.post(path, [("who", ""), ("hold", "")])
            #expect(try await send(ben, post, "Hello?").status == 422)
            for (browser, status) in [(ben, 403), (try await rig.signUp(.eve), 403)] {
                #expect(try await browser.get(path).status == status)
                #expect(try await browser.post(path, [("who", "0")]).status == status)
            }
            #expect(try await ada.get("/post/77/comment-rule").status == 404)
            // A comment has no rule of its own.
            let comment = try #require(sent.sentComment)
            #expect(try await ben.post("/post/\(comment)/comment-rule", [("who", "0")]).status == 404)
        }
    }

    @Test("who writes too fast is told until when, and keeps what was typed", arguments: TestEngine.available)
    func pace(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let (ben, eve) = (try await rig.signUp(.ben), try await rig.signUp(.eve))
            let post = try await publish(rig)
            for number in 1...Limits.commentsAMinute {
                #expect(try await send(ben, post, "Number \(number)").status == 200)
            }
            let refused = try await send(ben, post, "One <more>")
            #expect(refused.status == 429)
            #expect(refused.contains("You have sent many comments in a short time."))
            #expect(refused.contains("One &lt;more&gt;</textarea>"))
            #expect(refused.all(#"send them after ([^.]*UTC)"#).count == 1)
            #expect(try await send(eve, post, "Me too").status == 200)
            rig.time.advance(minutes: 1)
            #expect(try await send(ben, post, "One more").status == 200)
            try await rig.expectTrueCounts(under: post, comments: Limits.commentsAMinute + 2)
        }
    }

    @Test("an hour has its limit, too, and many at once are counted", arguments: TestEngine.available)
    func hour(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            let (ben, account) = (try await rig.channel(.ben).id, try await rig.account(.ben))
            let post = try await publish(rig)
            let app = rig.app
            let passed = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let sent = try? await app.comment(
                            text: "At once \(number)", photos: [], on: post, as: ben, by: account)
                        return sent != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(passed == Limits.commentsAMinute)
            for _ in 1..<(Limits.commentsAnHour / Limits.commentsAMinute) {
                rig.time.advance(minutes: 2)
                for _ in 1...Limits.commentsAMinute {
                    try await app.comment(text: "Words", photos: [], on: post, as: ben, by: account)
                }
            }
            rig.time.advance(minutes: 2)
            await #expect(throws: CommentPace.TooFast.self) {
                try await app.comment(text: "Words", photos: [], on: post, as: ben, by: account)
            }
            rig.time.advance(minutes: 40)
            try await app.comment(text: "Words", photos: [], on: post, as: ben, by: account)
        }
    }

    // MARK: The page

    @Test("rules that cannot be are refused with all that was typed", arguments: TestEngine.available)
    func refusals(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let bad: [(words: String, sentence: String)] = [
                ("ok\n...", "“...” has no letter, digit or emoji to look for."),
                (String(repeating: "x", count: 101), "is too long: at most 100 characters fit."),
                ((1...501).map { "w\($0)" }.joined(separator: "\n"), "At most 500 words and phrases fit."),
            ]
            for (words, sentence) in bad {
                for verb in ["save", "try"] {
                    let page = try await ada.post(
                        "/studio/comments/rules",
                        [("who", "1"), ("hold", "2"), ("media", "1"), ("words", words), ("do", verb)])
                    #expect(page.status == 422 && page.contains(sentence), "\(sentence)")
                    #expect(page.contains(words + "</textarea>"))
                    #expect(page.contains("name=\"hold\" value=\"2\" checked"))
                }
            }
            let host = try await rig.channel(.ada).id
            let kept = try await rig.app.database.read { try $0.settings(ofCommentsUnder: host) }
            #expect(kept == CommentSettings())
            let saved = try await ada.post(
                "/studio/comments/rules",
                [("who", "1"), ("hold", "2"), ("links", "1"), ("words", "casino\r\nbuy now"), ("do", "save")])
            #expect(saved.contains("casino\nbuy now</textarea>"))
            #expect(saved.contains("name=\"links\" value=\"1\" checked"))
            _ = try await ada.get("/studio/comments/rules")
            let page = try await ada.get("/studio/comments/rules")
            #expect(page.queries > 0 && page.queries <= 8, "\(page.queries) queries")
        }
    }

    @Test("people are approved, hidden and taken off the list", arguments: TestEngine.available)
    func people(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, cleo) = try await rig.team(.cleo, .moderator)
            try await rig.signUp(.ben)
            let bad: [(handle: String, sentence: String)] = [
                ("", "Type a handle."), ("@", "Type a handle."), ("@nobody", "There is no channel @nobody."),
                ("ada", "Ada is one of the channel"), ("cleo", "Cleo is one of the channel"),
            ]
            for (handle, sentence) in bad {
                let page = try await ada.post(
                    "/studio/comments/people", [("handle", handle), ("standing", "hidden")])
                #expect(page.status == 422 && page.contains(sentence), "\(sentence)")
                #expect(page.contains("value=\"\(handle)\""))
            }
            let ben = try await rig.channel(.ben).id
            for standing in ["approved", "hidden"] {
                let page = try await cleo.post(
                    "/studio/comments/people", [("handle", "@Ben"), ("standing", standing)])
                #expect(page.status == 200 && page.contains("@ben"))
            }
            #expect(try await rig.sqlCount("SELECT standing FROM comment_people WHERE person = \(ben)") == 2)
            for _ in 1...2 {
                #expect(try await cleo.post("/studio/comments/people/\(ben)/remove", []).status == 200)
            }
            #expect(try await rig.sqlCount("SELECT count(*) FROM comment_people") == 0)
            // The rules themselves are for those who speak.
            #expect(
                try await cleo.get("/studio/comments/rules").contains("Owners and editors change the rules."))
            for verb in ["save", "try"] {
                #expect(
                    try await cleo.post("/studio/comments/rules", [("who", "2"), ("do", verb)]).status == 403)
            }
        }
    }
}
