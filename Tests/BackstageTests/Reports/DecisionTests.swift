import Database
import Testing

@testable import Backstage

/// What the site's moderators do, what the person reads of it, and how it is taken back.
@Suite("Decisions of the site") struct DecisionTests {
    @Test(
        "a removed post is gone, its author reads why, and a reversal brings it back as it was",
        arguments: TestEngine.available)
    func removePost(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            let id = try await world.report("/report/post/\(world.post)", as: world.ben)
            #expect(try await world.decide("remove", on: id).contains("Decided, written down, and told."))
            for browser in [world.ada, world.ben, rig.visitor()] {
                #expect(try await browser.get("/post/\(world.post)").status == 404)
                #expect(!(try await browser.get("/@ada/backstage").contains("An unkind post")))
            }
            // Its author cannot take that back.
            #expect(try await world.ada.post("/post/\(world.post)/restore", []).status == 404)
            try await world.expectTrueCounts()
            #expect(try await world.ada.get("/notifications").contains("moderators decided something"))
            let mine = try await world.ada.get("/account/decisions")
            #expect(mine.contains("Something of yours was taken down") && mine.contains("Rule three"))
            #expect(mine.contains("An unkind post") && !mine.contains("Cleo"))
            #expect(!(try await world.ben.get("/account/decisions").contains("Rule three")))
            #expect(!(try await world.cleo.get("/admin/reports").contains("An unkind post")))
            #expect(try await world.cleo.get("/admin/reports?show=decided").contains("An unkind post"))
            let repeated = try await world.decide("remove", on: id)
            #expect(repeated.status == 422 && repeated.contains("there is nothing to remove"))
            try await world.reverse(as: world.ada)
            let back = try await rig.visitor().get("/post/\(world.post)")
            #expect(back.status == 200 && back.contains("An unkind comment"))
            #expect(try await rig.visitor().get("/@ada/backstage").contains("An unkind post"))
            try await world.expectTrueCounts()
            #expect(try await world.ada.get("/notifications").contains("answered your appeal"))
            let read = try await world.ada.get("/account/decisions")
            #expect(read.contains("So it was") && read.contains("everything is as it was before"))
        }
    }

    @Test("a removed comment leaves every count, and comes back into it", arguments: TestEngine.available)
    func removeComment(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            _ = try await rig.app.comment(
                text: "A reply", photos: [], on: world.comment, as: try await rig.channel(.ada).id)
            let id = try await world.report("/report/post/\(world.comment)", as: world.ada)
            try await world.decide("remove", on: id)
            #expect(!(try await rig.visitor().get("/post/\(world.post)").contains("An unkind comment")))
            let left = try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(world.post)")
            #expect(left == 1)
            try await world.expectTrueCounts()
            try await world.reverse(as: world.ben)
            #expect(try await rig.visitor().get("/post/\(world.post)").contains("An unkind comment"))
            let back = try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(world.post)")
            #expect(back == 2)
            try await world.expectTrueCounts()
        }
    }

    @Test(
        "who is limited reads and deletes, but says nothing until then", arguments: TestEngine.available)
    func limit(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            let id = try await world.report("/report/post/\(world.comment)", as: world.ada)
            try await world.decide("limit", on: id, why: "Too many insults", days: "3")
            #expect(try await world.ben.get("/post/\(world.post)").status == 200)
            #expect(try await world.ben.get("/account/decisions").contains("Your account was limited"))
            let verbs: [(String, [(String, String)])] = [
                ("/post/\(world.post)/comments", [("text", "More")]), ("/post/\(world.post)/like", []),
                ("/@ada/subscribe", []), ("/studio", [("kind", "text"), ("text", "More")]),
                ("/studio/channel", [("name", "Ben the great")]),
            ]
            for (path, fields) in verbs {
                let refused = try await world.ben.post(path, fields)
                #expect(refused.status == 403 && refused.contains("Too many insults"), "\(path)")
            }
            let upload = try await world.ben.send(
                "POST", "/uploads",
                headers: [("Tus-Resumable", "1.0.0"), ("Upload-Length", "5"), ("Origin", rig.url)],
                body: [])
            #expect(upload.status == 403)
            #expect(try await rig.sqlCount("SELECT count(*) FROM posts") == 2)
            #expect(try await world.ben.get("/post/\(world.comment)/delete").status == 200)
            rig.time.advance(hours: 73)
            let later = try await world.ben.post("/post/\(world.post)/comments", [("text", "Politely")])
            #expect(later.status == 200 && later.contains("Politely"))
        }
    }

    @Test("what a limited account scheduled waits for the end of the limit", arguments: TestEngine.available)
    func scheduled(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            var draft = Draft(text: "For later")
            draft.schedule = DraftSchedule(rig.time.value + 3_600_000, zone: "UTC")
            let later = try await rig.app.publish(draft, as: try await rig.channel(.ada).id)
            let id = try await world.report("/report/channel/ada", as: world.ben)
            try await world.decide("limit", on: id, days: "2")
            rig.time.advance(hours: 2)
            try await rig.runJobs()
            #expect(try await rig.visitor().get("/post/\(later)").status == 404)
            #expect(try await world.ada.get("/post/\(later)").contains("Scheduled"))
            rig.time.advance(hours: 47)
            try await rig.runJobs()
            #expect(try await rig.visitor().get("/post/\(later)").status == 200)
        }
    }

    @Test("a reversed limit ends at once; a warning changes nothing but what is read")
    func reversedLimit() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let id = try await world.report("/report/post/\(world.comment)", as: world.ada)
            try await world.decide("limit", on: id)
            #expect(try await world.ben.post("/post/\(world.post)/like", []).status == 403)
            try await world.reverse(as: world.ben)
            #expect(try await world.ben.post("/post/\(world.post)/like", []).status == 200)
            try await world.decide("warn", on: id, why: "Mind your words")
            #expect(try await world.ben.post("/post/\(world.post)/unlike", []).status == 200)
            let read = try await world.ben.get("/account/decisions")
            #expect(read.contains("A warning") && read.contains("Mind your words"))
        }
    }

    @Test("what is wrong with a decision stands beside its field, and nothing typed is lost")
    func refusals() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let id = try await world.report("/report/channel/ada", as: world.ben)
            let none = try await world.decide("", on: id, why: "kept words")
            #expect(none.status == 422 && none.contains("Choose what to do.") && none.contains("kept words"))
            let silent = try await world.decide("warn", on: id, why: "")
            #expect(silent.status == 422 && silent.contains("Say why"))
            let long = String(repeating: "a", count: Limits.decisionCharacters + 2)
            #expect(try await world.decide("warn", on: id, why: long).contains("2 characters more"))
            for days in ["0", "366", "x"] {
                let refused = try await world.decide("limit", on: id, days: days)
                #expect(refused.status == 422 && refused.contains("A limit lasts from 1 to 365 days."))
            }
            let channel = try await world.decide("remove", on: id)
            #expect(channel.status == 422 && channel.contains("there is nothing to remove"))
            #expect(try await rig.sqlCount("SELECT count(*) FROM site_decisions") == 0)
            #expect(try await world.cleo.get("/admin/reports").contains("Ada"))
        }
    }

    @Test("nobody decides about themself, and moderators not about those who look after the site")
    func staff() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let eve = try await rig.signUp(.eve)
            try await rig.setRole(.eve, .admin)
            let admin = try await world.report("/report/channel/eve", as: world.ben)
            let refused = try await world.decide("suspend", on: admin)
            #expect(refused.status == 403 && refused.contains("Only an administrator decides"))
            let own = try await world.decide("suspend", on: admin, as: eve)
            #expect(own.status == 403 && own.contains("Nobody decides about themself."))
            let moderator = try await world.report("/report/channel/cleo", as: world.ben)
            #expect(try await world.decide("warn", on: moderator).status == 403)
            #expect(try await world.decide("suspend", on: moderator, as: eve).status == 200)
            let cleo = try await rig.signIn(.cleo)
            #expect(try await cleo.get("/admin/reports").status == 403)
            #expect(try await world.decide("warn", on: admin, as: cleo).status == 403)
            #expect(try await rig.sqlCount("SELECT count(*) FROM site_decisions") == 1)
        }
    }

    @Test("of two moderators who read the same case, the second is told what the first decided")
    func atOnce() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let id = try await world.report("/report/post/\(world.post)", as: world.ben)
            let seen = try await world.cleo.get("/admin/reports/\(id)")
            let number = try #require(seen.all(#"name="seen" value="(\d+)""#).first)
            #expect(number == "0")
            try await world.decide("warn", on: id)
            let fields = [("action", "remove"), ("why", "kept words"), ("seen", number)]
            let late = try await world.cleo.post("/admin/reports/\(id)/decide", fields)
            #expect(late.status == 422 && late.contains("Somebody else decided this meanwhile."))
            #expect(late.contains("kept words"))
            #expect(try await rig.visitor().get("/post/\(world.post)").status == 200)
            let now = try #require(late.all(#"name="seen" value="(\d+)""#).first)
            let again = try await world.cleo.post(
                "/admin/reports/\(id)/decide", [("action", "remove"), ("why", "Still"), ("seen", now)])
            #expect(again.status == 200)
            #expect(try await rig.visitor().get("/post/\(world.post)").status == 404)
        }
    }

    @Test("one appeal a decision, in words that fit; one answer an appeal")
    func appeals() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let reported = try await world.report("/report/post/\(world.post)", as: world.ben)
            try await world.decide("remove", on: reported)
            let id = try await rig.newestDecision()
            let path = "/account/decisions/\(id)/appeal"
            #expect(try await world.ben.post(path, [("words-\(id)", "Not mine")]).status == 404)
            #expect(try await world.ada.post("/account/decisions/1/appeal", []).status == 404)
            let empty = try await world.ada.post(path, [("words-\(id)", " ")])
            #expect(empty.status == 422 && empty.contains("Write what you want to say to it."))
            let long = String(repeating: "a", count: Limits.appealCharacters + 2)
            let much = try await world.ada.post(path, [("words-\(id)", long)])
            #expect(much.status == 422 && much.contains("2 characters more") && much.contains(long))
            #expect(try await world.ada.post(path, [("words-\(id)", "Please")]).status == 200)
            let again = try await world.ada.post(path, [("words-\(id)", "Please!")])
            #expect(again.status == 422 && again.contains("You have appealed already"))
            let answer = "/admin/appeals/\(id)"
            let silent = try await world.cleo.post(answer, [("answer-\(id)", "")])
            #expect(silent.status == 422 && silent.contains("Choose: does the decision stand?"))
            #expect(silent.contains("Answer in words"))
            let fields = [("outcome-\(id)", "uphold"), ("answer-\(id)", "It stays down")]
            #expect(try await world.cleo.post(answer, fields).status == 200)
            let late = try await world.cleo.post(
                answer, [("outcome-\(id)", "reverse"), ("answer-\(id)", "Or not")])
            #expect(late.status == 422 && late.contains("Somebody else has answered it meanwhile."))
            #expect(try await rig.visitor().get("/post/\(world.post)").status == 404)
            let read = try await world.ada.get("/account/decisions")
            #expect(read.contains("the decision stands") && read.contains("It stays down"))
        }
    }
}
