import Database
import Testing

@testable import Backstage

/// A decision taken back leaves no trace but its line in the log.
@Suite("Decisions taken back") struct ModerationUndoTests {
    /// Every row that a decision may move, a line each.
    private func standing(_ rig: Rig) async throws -> [String] {
        try await rig.app.database.read { tx in
            let posts = try tx.rows(
                """
                SELECT id, state, coalesce(held, -1), coalesce(held_why, ''), coalesce(removed_why, ''),
                    score, place, published, comments, replies
                FROM posts
                ORDER BY id
                LIMIT 1000
                """
            ) { row in
                let numbers: [Int64] = [row[0], row[1], row[2], row[5], row[6], row[7], row[8], row[9]]
                return "\(numbers) \(row[3] as String) \(row[4] as String)"
            }
            let days = try tx.rows("SELECT post, day, comments FROM post_days ORDER BY post, day LIMIT 1000")
            {
                let numbers: [Int64] = [$0[0], $0[1], $0[2]]
                return "day \(numbers)"
            }
            let people = try tx.rows("SELECT host, person, standing FROM comment_people ORDER BY person") {
                let numbers: [Int64] = [$0[0], $0[1], $0[2]]
                return "person \(numbers)"
            }
            return posts + days + people
        }
    }

    /// The lines of everybody's inbox, and whether each is new.
    private func told(_ people: [Browser]) async throws -> [[String]] {
        var inboxes: [[String]] = []
        for person in people {
            inboxes.append(try await person.get("/notifications").all(#"(<a class="note[ "][^>]*>)"#))
        }
        return inboxes
    }

    @Test(
        "each decision and its undo leave counts, order, reasons and inboxes as they were",
        arguments: TestEngine.available)
    func everyDeed(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let people = [
                try await rig.signUp(.ada), try await rig.signUp(.ben), try await rig.signUp(.cleo),
            ]
            let (host, account) = (try await rig.channel(.ada).id, try await rig.account(.ada))
            let (ben, cleo) = (try await rig.channel(.ben).id, try await rig.channel(.cleo).id)
            let post = try await rig.app.publish(Draft(text: "Well?"), as: host)
            let shown = try await rig.app.comment(text: "Hello @cleo", photos: [], on: post, as: ben)
            let reply = try await rig.app.comment(text: "Hello", photos: [], on: shown, as: cleo)
            _ = try await rig.app.comment(text: "And you?", photos: [], on: reply, as: ben)
            try await rig.app.setLike(true, on: shown, as: cleo)
            try await rig.runJobs()
            let held = try await rig.hold("Never seen", on: post, by: .ben)
            let (before, inboxes) = (try await standing(rig), try await told(people))
            for deed in ModerationDeed.allCases where deed != .usual {
                let target = [ModerationDeed.approve, .trust].contains(deed) ? held : shown
                let done = try await rig.app.moderate(
                    deed, [target], reason: RemovalReason(kind: .rules), as: host, by: account)
                let action = try #require(done.action, "\(deed)")
                try await rig.runJobs()
                #expect(try await standing(rig) != before, "\(deed)")
                try await rig.expectTrueModeration(under: post)
                try await rig.app.undoModeration(action, as: host, by: account)
                try await rig.runJobs()
                #expect(try await standing(rig) == before, "\(deed)")
                #expect(try await told(people) == inboxes, "\(deed)")
                // What was put off is done by now, too, and changes nothing.
                rig.time.advance(minutes: 1)
                try await rig.runJobs()
                #expect(try await standing(rig) == before, "\(deed), a minute later")
            }
        }
    }

    @Test("the rules for a person come back as they were", arguments: TestEngine.available)
    func usual(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            for person in [Person.ada, .ben] { try await rig.signUp(person) }
            let (host, account) = (try await rig.channel(.ada).id, try await rig.account(.ada))
            let post = try await rig.app.publish(Draft(text: "Well?"), as: host)
            let comment = try await rig.app.comment(
                text: "Hello", photos: [], on: post, as: try await rig.channel(.ben).id)
            for deed in [ModerationDeed.trust, .hide] {
                try await rig.app.moderate(deed, [comment], as: host, by: account)
                let before = try await standing(rig)
                let done = try await rig.app.moderate(.usual, [comment], as: host, by: account)
                #expect(try await standing(rig) != before, "\(deed)")
                try await rig.app.undoModeration(try #require(done.action), as: host, by: account)
                #expect(try await standing(rig) == before, "\(deed)")
            }
        }
    }

    @Test(
        "a removed photo is the host's alone, and everybody's once that is undone",
        arguments: TestEngine.available)
    func media(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
            let (eve, visitor) = (try await rig.signUp(.eve), rig.visitor())
            let (host, account) = (try await rig.channel(.ada).id, try await rig.account(.ada))
            let post = try await rig.app.publish(Draft(text: "Well?"), as: host)
            let sent = try await ben.upload(
                "/post/\(post)/comments", [("text", "Look")],
                files: [("photos", "a.jpg", try Photograph.withPlace().bytes)])
            let comment = try #require(sent.sentComment)
            let address = try #require(sent.all(#"<a class="media" href="(/media/[^"]+)""#).first)
            for browser in [ada, ben, eve, visitor] {
                #expect(try await browser.send("GET", address).status == 200)
            }
            // Its author's own deletion was taken back: what was to be forgotten a day later is kept.
            #expect(try await ben.post("/post/\(comment)/delete", []).status == 200)
            #expect(try await ben.post("/post/\(comment)/restore", []).status == 200)
            let done = try await rig.app.moderate(
                .remove, [comment], reason: RemovalReason(kind: .rules), as: host, by: account)
            for hours in [0, 25] as [Int64] {
                rig.time.advance(hours: hours)
                try await rig.runJobs()
                #expect(try await ada.send("GET", address).status == 200)
                for browser in [ben, eve, visitor] {
                    #expect(try await browser.send("GET", address).status == 404)
                }
            }
            try await rig.app.undoModeration(try #require(done.action), as: host, by: account)
            for browser in [ada, ben, eve, visitor] {
                #expect(try await browser.send("GET", address).status == 200)
            }
        }
    }

    // MARK: The site's decisions

    @Test("what the site removed is neither said to be the host's doing nor shown to the host")
    func removedBySite() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let id = try await world.report("/report/post/\(world.comment)", as: world.ada)
            try await world.decide("remove", on: id)
            for browser in [world.ada, world.ben, rig.visitor()] {
                #expect(try await browser.get("/post/\(world.comment)").status == 404)
            }
            let moderated = try await world.ada.get("/post/\(world.comment)/moderate")
            #expect(moderated.status == 404 && !moderated.contains("An unkind comment"))
        }
    }

    @Test("an undo brings nothing back of whom the site has suspended", arguments: TestEngine.available)
    func suspended(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            let (host, account) = (try await rig.channel(.ada).id, try await rig.account(.ada))
            let done = try await rig.app.moderate(
                .remove, [world.comment], reason: RemovalReason(kind: .insult), as: host, by: account)
            let id = try await world.report("/report/channel/ben", as: world.ada)
            try await world.decide("suspend", on: id)
            try await rig.runJobs()
            try await rig.app.undoModeration(try #require(done.action), as: host, by: account)
            #expect(!(try await rig.visitor().get("/post/\(world.post)")).contains("An unkind comment"))
            try await world.expectTrueCounts()
            try await world.reverse(as: try await rig.signIn(.ben))
            #expect(try await rig.visitor().get("/post/\(world.post)").contains("An unkind comment"))
            try await world.expectTrueCounts()
        }
    }
}
