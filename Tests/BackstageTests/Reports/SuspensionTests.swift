import Database
import Foundation
import Testing

@testable import Backstage

/// What becomes of an account that is shut out, and of all it said.
@Suite("Suspensions") struct SuspensionTests {
    @Test(
        "everything of a suspended account is gone for others, and back after a reversal",
        arguments: TestEngine.available)
    func suspend(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            let (ada, ben) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            let photo = try await world.ada.upload(
                "/studio", [("kind", "photos"), ("text", "Adas picture")],
                files: [("photos", "a.jpg", try Photograph.withPlace().bytes)])
            let file = try #require(photo.all(#"<a class="media" href="(/media/[^"]+)""#).first)
            let bens = try await rig.app.publish(Draft(text: "Bens own post"), as: ben)
            _ = try await rig.app.comment(text: "Adas comment", photos: [], on: bens, as: ada)
            _ = try await world.ben.post("/@ada/subscribe", [("bell", "all")])
            let hers = ["An unkind post", "Adas picture", "Adas comment"]
            let surfaces = [
                "/", "/?show=posts", "/feed", "/notifications", "/subscriptions", "/post/\(bens)",
            ]
            #expect(try await world.ben.get("/feed").contains("Adas picture"))
            let id = try await world.report("/report/channel/ada", as: world.ben)
            try await world.decide("suspend", on: id, why: "Again and again")
            try await rig.runJobs()
            for path in ["/@ada", "/@ada/backstage", "/@ada/about", "/@ada/feed.rss", "/post/\(world.post)"] {
                #expect(try await world.ben.get(path).status == 404, "\(path)")
            }
            for path in surfaces {
                let page = try await world.ben.get(path)
                #expect(page.status == 200, "\(path)")
                for words in hers { #expect(!page.contains(words), "\(words) on \(path)") }
            }
            for browser in [world.ben, rig.visitor(), world.ada] {
                #expect(try await browser.send("GET", file).status == 404)
            }
            #expect(try await world.ben.get("/complete/mentions?q=ad").contains("\"ada\"") == false)
            try await world.expectTrueCounts()
            try await expectShutOut(world, file, bens)

            let back = try await rig.signIn(.ada)
            try await world.reverse(as: back)
            try await world.expectTrueCounts()
            #expect(try await back.get("/studio").status == 200)
            #expect(try await world.ben.send("GET", file).status == 200)
            #expect(try await world.ben.get("/@ada/backstage").contains("An unkind post"))
            #expect(try await world.ben.get("/feed").contains("Adas picture"))
            #expect(try await world.ben.get("/post/\(bens)").contains("Adas comment"))
            #expect(try await rig.visitor().get("/post/\(world.post)").contains("An unkind comment"))
            #expect(try await rig.sqlCount("SELECT posts FROM channels WHERE id = \(ada)") == 2)
        }
    }

    /// The suspended person has no session any more; a new one reaches the decision and the way out alone.
    private func expectShutOut(_ world: ReportedWorld, _ file: String, _ post: PostID) async throws {
        #expect(try await world.ada.get("/account").landed?.hasPrefix("/sign-in") == true)
        let ada = world.rig.visitor()
        let person = Person.ada
        let entered = try await ada.post(
            "/sign-in", [("email", person.email), ("password", person.password)])
        #expect(entered.status == 403 && entered.contains("This account is suspended"))
        #expect(entered.contains("Again and again") && entered.contains("href=\"/account/decisions\""))
        for path in ["/", "/feed", "/account", "/studio", "/post/\(post)", "/admin/reports", "/live"] {
            #expect(try await ada.get(path).status == 403, "\(path)")
        }
        for path in ["/studio", "/post/\(post)/comments", "/post/\(post)/like", "/@ben/subscribe"] {
            #expect(try await ada.post(path, [("text", "Still here")]).status == 403, "\(path)")
        }
        #expect(try await ada.send("GET", file).status == 404)
        let decisions = try await ada.get("/account/decisions")
        #expect(decisions.status == 200 && decisions.contains("Your account was suspended"))
        #expect(decisions.contains("Again and again"))
        #expect(try await ada.post("/sign-out", []).status == 200)
    }

    @Test(
        "what was removed before stays removed after a suspension ends, and a reversal waits for it",
        arguments: TestEngine.available)
    func both(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            let ada = try await rig.channel(.ada).id
            let other = try await rig.app.publish(Draft(text: "A kind post"), as: ada)
            let reported = try await world.report("/report/post/\(world.post)", as: world.ben)
            try await world.decide("remove", on: reported)
            let removal = try await rig.newestDecision()
            try await world.decide("suspend", on: reported)
            let repeated = try await world.decide("suspend", on: reported)
            #expect(repeated.status == 422 && repeated.contains("suspended already"))
            try await rig.runJobs()
            #expect(try await rig.visitor().get("/post/\(other)").status == 404)
            let browser = try await rig.signIn(.ada)
            // The removal is taken back while the suspension holds: the post is not seen before that ends.
            _ = try await browser.post(
                "/account/decisions/\(removal)/appeal", [("words-\(removal)", "Please")])
            let answered = try await world.cleo.post(
                "/admin/appeals/\(removal)",
                [("outcome-\(removal)", "reverse"), ("answer-\(removal)", "Well")])
            #expect(answered.status == 200)
            #expect(try await rig.visitor().get("/post/\(world.post)").status == 404)
            try await world.reverse(as: browser)
            #expect(try await rig.visitor().get("/post/\(other)").status == 200)
            #expect(try await rig.visitor().get("/post/\(world.post)").status == 200)
            try await world.expectTrueCounts()
        }
    }

    @Test("what waits for its time does not appear, and does after a reversal")
    func scheduled() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            var draft = Draft(text: "For later")
            draft.schedule = DraftSchedule(rig.time.value + 3_600_000, zone: "UTC")
            let later = try await rig.app.publish(draft, as: try await rig.channel(.ada).id)
            let id = try await world.report("/report/channel/ada", as: world.ben)
            try await world.decide("suspend", on: id)
            try await rig.runJobs()
            rig.time.advance(hours: 2)
            try await rig.runJobs()
            #expect(try await rig.visitor().get("/post/\(later)").status == 404)
            try await world.reverse(as: try await rig.signIn(.ada))
            try await rig.runJobs()
            #expect(try await rig.visitor().get("/post/\(later)").status == 200)
            try await world.expectTrueCounts()
        }
    }

    @Test("more posts than one transaction takes are all taken, and all come back")
    func many() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let ada = try await rig.channel(.ada).id
            for number in 0..<(Limits.takenAtOnce + 20) {
                _ = try await rig.app.comment(text: "\(number)", photos: [], on: world.post, as: ada)
            }
            let id = try await world.report("/report/channel/ada", as: world.ben)
            try await world.decide("suspend", on: id)
            try await rig.runJobs()
            let standing = try await rig.sqlCount(
                "SELECT count(*) FROM posts WHERE author = \(ada) AND state = 1")
            #expect(standing == 0)
            try await world.expectTrueCounts()
            try await world.reverse(as: try await rig.signIn(.ada))
            let back = try await rig.sqlCount(
                "SELECT count(*) FROM posts WHERE author = \(ada) AND state = 1")
            #expect(back == Limits.takenAtOnce + 21)
            try await world.expectTrueCounts()
        }
    }
}
