import Database
import Testing

@testable import Backstage

/// What a channel's people decide about comments, and how it is taken back.
@Suite("Moderating comments") struct ModerationTests {
    /// Ada's post with a comment of Ben's.
    private func start(
        _ rig: Rig
    ) async throws -> (ada: Browser, ben: Browser, post: PostID, comment: PostID) {
        let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
        let post = try await rig.app.publish(Draft(text: "Well?"), as: try await rig.channel(.ada).id)
        let comment = try await rig.app.comment(
            text: "Well said", photos: [], on: post, as: try await rig.channel(.ben).id)
        try await rig.runJobs()
        return (ada, ben, post, comment)
    }

    private func state(_ rig: Rig, _ comment: PostID) async throws -> Int {
        try await rig.sqlCount("SELECT state FROM posts WHERE id = \(comment)")
    }

    /// Holds every number that is kept against the rows it counts.
    private func expectTrue(_ rig: Rig, _ post: PostID) async throws {
        let wrong = try await rig.sqlCount(
            """
            SELECT count(*)
            FROM posts AS p
            WHERE (p.id = \(post) OR p.root = \(post)) AND (
                p.replies <> (SELECT count(*) FROM posts AS q WHERE q.thread = p.id AND q.state = 1)
                OR p.comments <> (SELECT count(*) FROM posts AS q WHERE q.root = p.id AND q.state = 1))
            """)
        #expect(wrong == 0)
        let days = try await rig.sqlCount(
            "SELECT CAST(sum(comments) AS \(type: .int)) FROM post_days WHERE post = \(post)")
        #expect(days == (try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)")))
    }

    @Test("held, it stands in the queue; published again, under its post", arguments: TestEngine.available)
    func holdAndApprove(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post, comment) = try await start(rig)
            let held = try await ada.post("/studio/comments/decide", [("hold", "\(comment)")])
            #expect(held.status == 200 && held.contains("1 comment held."))
            #expect(!(try await rig.visitor().get("/post/\(post)")).contains("Well said"))
            let queue = try await ada.get("/studio/comments")
            #expect(queue.contains("Well said") && queue.contains("Held by hand"))
            #expect(queue.contains("/report/post/\(comment)"))
            #expect(queue.queries > 0 && queue.queries <= 8, "\(queue.queries)")
            try await expectTrue(rig, post)
            let done = try await ada.post("/studio/comments/decide", [("approve", "\(comment)")])
            #expect(done.contains("1 comment published."))
            #expect(try await rig.visitor().get("/post/\(post)").contains("Well said"))
            try await rig.runJobs()
            try await expectTrue(rig, post)
            // It had been published before: there is nothing to tell.
            #expect(!(try await ben.get("/notifications")).contains("published your comment"))
        }
    }

    @Test("who wrote what was held at once is told that it is published", arguments: TestEngine.available)
    func tellsApproval(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post, _) = try await start(rig)
            let comment = try await rig.hold("Never seen before", on: post, by: .ben)
            _ = try await ada.post("/studio/comments/decide", [("approve", "\(comment)")])
            try await rig.runJobs()
            #expect(try await ben.get("/notifications").contains("published your comment"))
            #expect(try await ada.get("/notifications").contains("Never seen before"))
            let log = try await ada.get("/studio/comments?tab=log")
            let action = try #require(log.all(#"name="action" value="(\d+)""#).first)
            let undone = try await ada.post("/studio/comments/undo", [("action", action)])
            #expect(undone.contains("Undone."))
            try await rig.runJobs()
            #expect(!(try await ben.get("/notifications")).contains("published your comment"))
            #expect(!(try await ada.get("/notifications")).contains("Never seen before"))
            #expect(try await state(rig, comment) == 3)
            try await expectTrue(rig, post)
        }
    }

    @Test("removed, its author reads why, and nobody else", arguments: TestEngine.available)
    func remove(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post, comment) = try await start(rig)
            let noReason = try await ada.post("/post/\(comment)/moderate", [("do", "remove")])
            #expect(noReason.status == 422 && noReason.contains("Choose a reason: the author is told it."))
            let long = try await ada.post(
                "/post/\(comment)/moderate",
                [("do", "remove"), ("reason", "topic"), ("words", String(repeating: "e", count: 501))])
            #expect(long.status == 422 && long.contains("eeee"))
            let removed = try await ada.post(
                "/post/\(comment)/moderate",
                [("do", "remove"), ("reason", "topic"), ("words", "Read the <rules>")])
            #expect(removed.status == 200 && removed.contains("1 comment removed."))
            try await rig.runJobs()
            let told = try await ben.get("/notifications")
            #expect(told.contains("removed your comment") && told.contains("nothing to do with the post"))
            let page = try await ben.get("/post/\(comment)")
            #expect(page.status == 200 && page.contains("Read the &lt;rules"))
            #expect(try await rig.visitor().get("/post/\(comment)").status == 404)
            #expect(try await ben.post("/post/\(comment)/restore", []).status == 410)
            try await expectTrue(rig, post)
            let log = try await ada.get("/studio/comments?tab=log")
            let action = try #require(log.all(#"name="action" value="(\d+)""#).first)
            _ = try await ada.post("/studio/comments/undo", [("action", action)])
            try await rig.runJobs()
            #expect(!(try await ben.get("/notifications")).contains("removed your comment"))
            #expect(try await state(rig, comment) == 1)
            try await expectTrue(rig, post)
        }
    }

    @Test("a thread a thousand replies deep goes at once, and comes back", arguments: TestEngine.available)
    func deepThread(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, _, post, comment) = try await start(rig)
            let eve = try await rig.makeChannel("eve")
            var last = comment
            for number in 0..<1_005 {
                last = try await rig.app.comment(text: "\(number)", photos: [], on: last, as: eve)
            }
            let removed = try await ada.post(
                "/post/\(comment)/moderate", [("do", "remove"), ("reason", "rules"), ("replies", "1")])
            #expect(removed.status == 200)
            try await rig.runJobs()
            #expect(try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)") == 0)
            try await expectTrue(rig, post)
            let log = try await ada.get("/studio/comments?tab=log")
            let action = try #require(log.all(#"name="action" value="(\d+)""#).first)
            _ = try await ada.post("/studio/comments/undo", [("action", action)])
            try await rig.runJobs()
            #expect(try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)") == 1_006)
            try await expectTrue(rig, post)
        }
    }

    @Test("a hidden person's words are theirs alone, until undone", arguments: TestEngine.available)
    func hide(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post, comment) = try await start(rig)
            let second = try await rig.app.comment(
                text: "And more", photos: [], on: post, as: try await rig.channel(.ben).id)
            _ = try await ada.post("/studio/comments/decide", [("hide", "\(comment)")])
            for id in [comment, second] { #expect(try await state(rig, id) == 3) }
            #expect(try await rig.sqlCount("SELECT count(*) FROM comment_people WHERE standing = 2") == 1)
            #expect(try await ada.get("/studio/comments?tab=hidden").contains("And more"))
            try await rig.runJobs()
            #expect(!(try await ben.get("/notifications")).contains("your comment"))
            try await expectTrue(rig, post)
            let log = try await ada.get("/studio/comments?tab=log")
            let action = try #require(log.all(#"name="action" value="(\d+)""#).first)
            _ = try await ada.post("/studio/comments/undo", [("action", action)])
            for id in [comment, second] { #expect(try await state(rig, id) == 1) }
            #expect(try await rig.sqlCount("SELECT count(*) FROM comment_people") == 0)
            try await expectTrue(rig, post)
        }
    }

    @Test("what its author deleted stays deleted, whoever decides", arguments: TestEngine.available)
    func deleted(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post, comment) = try await start(rig)
            _ = try await ben.post("/post/\(comment)/delete", [])
            let refused = try await ada.post(
                "/studio/comments/decide", [("approve", "\(comment)"), ("seen", "held")])
            #expect(refused.status == 410)
            #expect(refused.contains("Its author deleted this comment meanwhile."))
            #expect(try await state(rig, comment) == 4)
            try await expectTrue(rig, post)
        }
    }

    @Test("two decide at once: the second sees what the first did", arguments: TestEngine.available)
    func twoAtOnce(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, _, post, _) = try await start(rig)
            let comment = try await rig.hold("Waiting", on: post, by: .ben)
            let fields = [("seen", "held"), ("comment", "\(comment)")]
            _ = try await ada.post("/studio/comments/decide", fields + [("do", "approve")])
            let second = try await ada.post("/studio/comments/decide", fields + [("do", "spam")])
            #expect(second.contains("had been decided about meanwhile"))
            #expect(second.contains("It is published."))
            #expect(try await state(rig, comment) == 1)
            #expect(try await rig.sqlCount("SELECT count(*) FROM moderation_actions") == 1)
        }
    }

    @Test("an undo that would undo what came later is refused", arguments: TestEngine.available)
    func changedMeanwhile(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, _, _, comment) = try await start(rig)
            _ = try await ada.post("/studio/comments/decide", [("hold", "\(comment)")])
            _ = try await ada.post("/studio/comments/decide", [("spam", "\(comment)")])
            let log = try await ada.get("/studio/comments?tab=log")
            let actions = log.all(#"name="action" value="(\d+)""#)
            let first = try #require(actions.last)
            let refused = try await ada.post("/studio/comments/undo", [("action", first)])
            #expect(refused.status == 409)
            #expect(refused.contains("This was decided about again since then"))
            for action in actions {
                #expect(try await ada.post("/studio/comments/undo", [("action", action)]).status == 200)
            }
            #expect(try await state(rig, comment) == 1)
        }
    }

    @Test("nobody but the channel's people decides, a moderator among them", arguments: TestEngine.available)
    func roles(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post, comment) = try await start(rig)
            let cleo = try await rig.signUp(.cleo)
            for stranger in [ben, cleo] {
                let tried = try await stranger.post("/studio/comments/decide", [("spam", "\(comment)")])
                #expect(tried.status == 404)
                #expect(try await stranger.get("/post/\(comment)/moderate").status == 404)
            }
            #expect(try await rig.visitor().post("/studio/comments/decide", []).status == 401)
            try await rig.join(cleo, as: .moderator, by: ada)
            try await rig.act(cleo, as: .ada)
            #expect(try await cleo.get("/post/\(comment)/moderate").status == 200)
            let done = try await cleo.post("/studio/comments/decide", [("spam", "\(comment)")])
            #expect(done.status == 200)
            #expect(try await cleo.get("/studio/comments?tab=log").contains("Cleo"))
            let own = try await rig.app.comment(
                text: "Mine", photos: [], on: post, as: try await rig.channel(.ada).id)
            #expect(try await cleo.post("/studio/comments/decide", [("spam", "\(own)")]).status == 422)
            let nothing = try await cleo.post("/studio/comments/decide", [("do", "spam")])
            #expect(nothing.status == 422 && nothing.contains("Select at least one comment."))
            let noDeed = try await cleo.post("/studio/comments/decide", [("comment", "\(comment)")])
            #expect(noDeed.status == 422 && noDeed.contains("Choose what is to be done."))
        }
    }

    @Test("decisions and undos in any order leave every count true", arguments: TestEngine.available)
    func anyOrder(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, _, post, first) = try await start(rig)
            _ = try await rig.signUp(.cleo)
            let (host, eve) = (try await rig.channel(.ada).id, try await rig.makeChannel("eve"))
            let people = [try await rig.account(.ada), try await rig.account(.cleo)]
            var all = [first]
            for number in 0..<12 {
                let parent = number % 3 == 0 ? post : all[number / 2]
                all.append(try await rig.app.comment(text: "\(number)", photos: [], on: parent, as: eve))
            }
            var actions: [ModerationActionID] = []
            var seed: UInt64 = 7
            let next = { () -> Int in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(seed >> 33)
            }
            for step in 0..<200 {
                let account = people[step % 2]
                if step % 3 == 2, !actions.isEmpty {
                    let action = actions[next() % actions.count]
                    do { try await rig.app.undoModeration(action, as: host, by: account) } catch is Refused {}
                    continue
                }
                let deed = ModerationDeed.allCases[next() % ModerationDeed.allCases.count]
                let done = try await rig.app.moderate(
                    deed, [all[next() % all.count]], reason: RemovalReason(kind: .rules), as: host,
                    by: account)
                if let action = done.action { actions.append(action) }
            }
            try await expectTrue(rig, post)
            // All of it taken back, the last first: everything is as it was.
            for action in actions.reversed() {
                try await rig.app.undoModeration(action, as: host, by: people[0])
            }
            try await rig.runJobs()
            try await expectTrue(rig, post)
            #expect(
                try await rig.sqlCount("SELECT count(*) FROM posts WHERE root = \(post) AND state = 1")
                    == all.count)
            #expect(try await rig.sqlCount("SELECT count(*) FROM comment_people") == 0)
            #expect(try await rig.sqlCount("SELECT count(*) FROM notifications WHERE kind IN (11, 12)") == 0)
        }
    }
}

extension Rig {
    /// A comment that was held before anybody saw it.
    func hold(_ text: String, on post: PostID, by person: Person) async throws -> PostID {
        let id = try await app.comment(text: text, photos: [], on: post, as: try await channel(person).id)
        try await app.database.write { [self] tx in
            try tx.run("DELETE FROM jobs WHERE kind = \(CommentPublished.kind)")
            try tx.run(
                """
                UPDATE posts
                SET state = 3, held = 0, held_why = \(HoldReason.everything.line)
                WHERE id = \(id)
                """)
            try tx.run("UPDATE posts SET comments = comments - 1 WHERE id = \(post)")
            try tx.count(.comments, -1, of: post, at: app.clock.now())
        }
        return id
    }
}
