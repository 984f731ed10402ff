import Database
import Testing

@testable import Backstage

/// Telling the site that something is wrong.
@Suite("Reports") struct ReportTests {
    @Test(
        "posts, comments and channels are reported with a reason, and gathered by what they are about",
        arguments: TestEngine.available)
    func report(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await ReportedWorld(rig)
            let dan = try await rig.signUp(.dan)
            #expect(try await dan.get("/post/\(world.post)").contains("/report/post/\(world.post)"))
            #expect(try await dan.get("/post/\(world.post)").contains("/report/post/\(world.comment)"))
            #expect(try await dan.get("/@ada/about").contains("/report/channel/ada"))
            let form = try await dan.get("/report/post/\(world.post)")
            #expect(form.status == 200 && form.contains("An unkind post"))
            for reason in ReportReason.allCases { #expect(form.contains("value=\"\(reason.name)\"")) }
            _ = try await world.report("/report/post/\(world.post)", as: dan)
            _ = try await world.report("/report/post/\(world.comment)", as: dan)
            _ = try await world.report("/report/channel/ada", as: dan)
            let again = try await world.ben.post(
                "/report/post/\(world.post)", [("reason", "spam"), ("words", "The newest words")])
            #expect(again.contains("Thank you"))
            let queue = try await world.cleo.get("/admin/reports")
            #expect(queue.status == 200 && queue.contains("2 reports") && queue.contains("The newest words"))
            #expect(queue.contains("Harassment or bullying") && queue.contains("Spam or deceit"))
            #expect(queue.all(#"href="/admin/reports/(\d+)""#).count == 3)
            let page = try await world.cleo.get("/admin/reports/\(try await rig.newestCase())")
            #expect(page.contains("An unkind post") && page.contains("Look at this"))
            #expect(page.contains("The newest words") && page.contains("2 reports"))
            // Who reported is told to nobody but moderators.
            #expect(try await world.ada.get("/account/decisions").contains("Nothing has been decided"))
        }
    }

    @Test("what is wrong with a report stands beside its field, and nothing typed is lost")
    func refusals() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let path = "/report/post/\(world.post)"
            let none = try await world.ben.post(path, [("words", "kept words")])
            #expect(none.status == 422 && none.contains("Choose what is wrong with it."))
            #expect(none.contains("kept words"))
            let other = try await world.ben.post(path, [("reason", "other"), ("words", " ")])
            #expect(other.status == 422 && other.contains("Say in a few words what is wrong."))
            let long = String(repeating: "a", count: Limits.reportCharacters + 2)
            let much = try await world.ben.post(path, [("reason", "hate"), ("words", long)])
            #expect(much.status == 422 && much.contains("2 characters more than the 1000 that fit."))
            #expect(much.contains("value=\"hate\" checked"))
            let own = try await world.ada.post(path, [("reason", "spam")])
            #expect(own.status == 422 && own.contains("you can delete it yourself"))
            _ = try await world.report(path, as: world.ben)
            let again = try await world.ben.post(path, [("reason", "spam")])
            #expect(again.status == 422 && again.contains("You have reported this already."))
            #expect(try await rig.sqlCount("SELECT count(*) FROM reports") == 1)
            // Decided, it is another case.
            try await world.decide("dismiss", on: try await rig.newestCase())
            _ = try await world.report(path, as: world.ben)
            #expect(try await rig.sqlCount("SELECT count(*) FROM report_cases") == 2)
        }
    }

    @Test("what one may not see is not there to be reported; who is signed out signs in first")
    func hidden() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let secret = try await rig.app.publish(
                Draft(text: "Members alone", audience: .members), as: try await rig.channel(.ada).id)
            for path in ["/report/post/\(secret)", "/report/post/1", "/report/post/x", "/report/channel/no"] {
                #expect(try await world.ben.get(path).status == 404, "\(path)")
                #expect(try await world.ben.post(path, [("reason", "spam")]).status == 404, "\(path)")
            }
            let stranger = rig.visitor()
            let led = try await stranger.get("/report/post/\(world.post)")
            #expect(led.landed?.hasPrefix("/sign-in?then=") == true)
            let sent = try await stranger.post("/report/post/\(world.post)", [("reason", "spam")])
            #expect(sent.status == 401)
            #expect(try await rig.sqlCount("SELECT count(*) FROM reports") == 0)
        }
    }

    @Test("an account reports so many things a day, and is told when to go on")
    func limit() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let ada = try await rig.channel(.ada).id
            var posts: [PostID] = []
            for number in 0...Limits.reportsADay {
                posts.append(try await rig.app.publish(Draft(text: "\(number)"), as: ada))
            }
            for post in posts.dropLast() { _ = try await world.report("/report/post/\(post)", as: world.ben) }
            let last = "/report/post/\(try #require(posts.last))"
            let refused = try await world.ben.post(last, [("reason", "spam")])
            #expect(refused.status == 429 && refused.contains("You have sent 20 reports today"))
            rig.time.advance(hours: 25)
            _ = try await world.report(last, as: world.ben)
            // The queue is paged by key: each case once.
            var (seen, path): ([String], String?) = ([], "/admin/reports")
            while let next = path {
                let page = try await world.cleo.get(next)
                seen += page.all(#"href="/admin/reports/(\d+)""#)
                path = page.all(#"rel="next" href="([^"]+)""#).first
            }
            #expect(seen.count == Limits.reportsADay + 1 && Set(seen).count == seen.count)
        }
    }

    @Test("the moderators' pages do not exist for anybody else")
    func closed() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await ReportedWorld(rig)
            let id = try await world.report("/report/post/\(world.post)", as: world.ben)
            let pages = [
                "/admin/reports", "/admin/reports?show=decided", "/admin/reports/\(id)", "/admin/appeals",
                "/admin/blocklist", "/admin/blocklist/1",
            ]
            for page in pages {
                #expect(try await world.ada.get(page).status == 404, "\(page)")
                #expect(try await rig.visitor().get(page).landed?.hasPrefix("/sign-in") == true, "\(page)")
            }
            for verb in [
                "/admin/reports/\(id)/decide", "/admin/reports/\(id)/block", "/admin/appeals/\(id)",
                "/admin/blocklist/1/remove",
            ] {
                #expect(try await world.ada.post(verb, [("action", "dismiss")]).status == 404, "\(verb)")
            }
            #expect(try await world.cleo.get("/admin/rollout").status == 404)
            #expect(try await world.cleo.get("/admin/reports/1").status == 404)
            #expect(try await world.cleo.get("/").contains("/admin/reports"))
            #expect(!(try await world.ada.get("/").contains("/admin/reports")))
            let queue = try await world.cleo.get("/admin/reports")
            #expect(queue.queries > 0 && queue.queries <= 8, "\(queue.queries)")
            let page = try await world.cleo.get("/admin/reports/\(id)")
            #expect(page.queries > 0 && page.queries <= 10, "\(page.queries)")
        }
    }
}
