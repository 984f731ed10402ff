import Database
import Foundation
import Testing

@testable import Backstage

@Suite("Timing") struct TimingTests {
    private func later(_ rig: Rig, minutes: Int64, zone: String = "Europe/Paris") -> DraftSchedule {
        DraftSchedule(rig.time.value + minutes * 60_000, zone: zone)
    }

    @Test(
        "a scheduled post appears at its time, once, with what was counted from it",
        arguments: TestEngine.available)
    func schedule(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let channel = try await rig.channel(.ada)
            _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
            var draft = Draft(text: "For later")
            draft.schedule = later(rig, minutes: 120)
            draft.expiresAfterHours = 1
            draft.poll = DraftPoll(options: ["One", "Two"], closes: rig.time.value + 10 * 60_000)
            try await rig.app.saveTier(.generous)
            let post = try await rig.app.publish(draft, as: channel.id)
            try await rig.runJobs()
            for path in ["/", "/feed", "/@ada/backstage", "/notifications", "/post/\(post)"] {
                #expect(!(try await ben.get(path).contains("For later")), "\(path) shows it early")
            }
            #expect(try await ben.get("/post/\(post)").status == 404)
            let own = try await ada.get("/post/\(post)")
            #expect(own.contains("For later") && own.contains("Scheduled"))
            rig.time.advance(minutes: 119)
            try await rig.runJobs()
            #expect(!(try await ben.get("/feed").contains("For later")))
            rig.time.advance(minutes: 4)
            try await rig.runJobs()
            try await rig.app.database.write { try $0.queue(PublishScheduled(post: post), rig.app) }
            try await rig.runJobs()
            let feed = try await ben.get("/feed")
            #expect(feed.postIDs.filter { $0 == "\(post)" }.count == 1)
            #expect(try await ben.get("/notifications").contains("For later"))
            let (posts, closes) = try await rig.app.database.read { tx in
                (try tx.channel(channel.id)?.posts, try tx.closing(of: post))
            }
            #expect(posts == 1)
            // Ten minutes after it appeared, however late that was.
            let late = try #require(closes) - rig.time.value - 10 * 60_000
            #expect((-1_000...0).contains(late), "\(late) ms off")
            rig.time.advance(minutes: 61)
            try await rig.runJobs()
            #expect(try await ben.get("/post/\(post)").status == 410)
        }
    }

    @Test(
        "a post whose time is over is gone from every page, and kept for its author",
        arguments: TestEngine.available)
    func expiry(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let eve = try await rig.signUp(.eve)
            let channel = try await rig.channel(.ada)
            _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
            var draft = Draft(text: "Only today #today @ben")
            draft.expiresAfterHours = 24
            draft.audience = .subscribers
            let post = try await rig.app.publish(draft, as: channel.id)
            try await rig.runJobs()
            #expect(try await ben.get("/feed").contains("Only today"))
            rig.time.advance(hours: 24)
            try await rig.runJobs()
            for path in ["/", "/feed", "/@ada/backstage", "/notifications", "/tag/today"] {
                #expect(!(try await ben.get(path).contains("Only today")), "\(path) still shows it")
            }
            #expect(try await ben.get("/post/\(post)").status == 410)
            #expect(try await eve.get("/post/\(post)").status == 404, "that it was there is not told")
            #expect(try await rig.visitor().get("/post/\(post)").status == 404)
            #expect(try await ada.get("/post/\(post)").contains("Archived"))
            #expect(try await rig.app.database.read { try $0.channel(channel.id)?.posts } == 0)
        }
    }

    @Test("times that cannot be are refused beside the date", arguments: TestEngine.available)
    func refusals(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let channel = try await rig.channel(.ada).id
            func refused(_ change: (inout Draft) -> Void) async -> [PublishRefusal.Words] {
                var draft = Draft(text: "When")
                change(&draft)
                do { _ = try await rig.app.publish(draft, as: channel) } catch let error as Refused {
                    return error.problems.map { PublishRefusal.Words($0.field, $0.said(in: .english)) }
                } catch {}
                return []
            }
            let past = await refused { $0.schedule = later(rig, minutes: -1) }
            #expect(past.map(\.field) == ["date"])
            let far = await refused { $0.schedule = later(rig, minutes: 60 * 24 * 731) }
            #expect(far.map(\.field) == ["date"])
            for broken in [
                DraftSchedule(date: "2026-02-30", time: "10:00", zone: "UTC"),
                DraftSchedule(date: "tomorrow", time: "10:00", zone: "UTC"),
                DraftSchedule(date: "2027-02-20", time: "25:00", zone: "UTC"),
                DraftSchedule(date: "2027-02-20", time: "10:00:60", zone: "UTC"),
                DraftSchedule(date: "2027-02-20", time: "10:00:5", zone: "UTC"),
                DraftSchedule(date: "2027-02-20", time: "10:00:00:00", zone: "UTC"),
                DraftSchedule(date: "2027-02-20", time: "10:00", zone: "Mars/Olympus"),
            ] {
                let said = await refused { $0.schedule = broken }
                #expect(said.map(\.field) == ["date"], "\(broken)")
            }
            for hours in [0, -1, 30 * 24 + 1] as [Int64] {
                let said = await refused { $0.expiresAfterHours = hours }
                #expect(said.map(\.field) == ["expires"], "\(hours)")
            }
        }
    }

    @Test("a time goes to another, or to now; the first is forgotten", arguments: TestEngine.available)
    func reschedule(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            let channel = try await rig.channel(.ada).id
            var draft = Draft(text: "Moved about")
            draft.schedule = later(rig, minutes: 60)
            let post = try await rig.app.publish(draft, as: channel)
            let moved = later(rig, minutes: 180)
            let answer = try await ada.post(
                "/post/\(post)/edit",
                [("text", "Moved about"), ("date", moved.date), ("time", moved.time), ("zone", moved.zone)])
            #expect(answer.status == 200)
            rig.time.advance(minutes: 61)
            try await rig.runJobs()
            #expect(try await rig.visitor().get("/post/\(post)").status == 404)
            let past = later(rig, minutes: -5)
            let refused = try await ada.post(
                "/post/\(post)/edit",
                [("text", "Kept words"), ("date", past.date), ("time", past.time), ("zone", past.zone)])
            #expect(refused.status == 422 && refused.contains("Kept words"))
            let ben = try await rig.signIn(.ben)
            #expect(try await ben.post("/post/\(post)/publish", []).status == 404)
            _ = try await ada.post("/post/\(post)/publish", [])
            #expect(try await rig.visitor().get("/post/\(post)").status == 200)
        }
    }

    @Test("every zone and every moment goes there and back; clocks that jump are met as calendars meet them")
    func zones() throws {
        var chance = SystemRandomNumberGenerator()
        let zones = DraftSchedule.zones.sorted()
        for _ in 0..<4_000 {
            let zone = try #require(zones.randomElement(using: &chance))
            let second = Int64.random(in: 1_700_000_000...1_900_000_000, using: &chance)
            let moment = (Bool.random(using: &chance) ? second / 60 * 60 : second) * 1_000
            let found = try #require(DraftSchedule(moment, zone: zone).moment, "\(zone)")
            // An hour that comes twice is meant the first time.
            let isTwice =
                found < moment && DraftSchedule(found, zone: zone) == DraftSchedule(moment, zone: zone)
            #expect(found == moment || isTwice, "\(zone) \(moment)")
        }
        let spring = DraftSchedule(date: "2027-03-28", time: "02:30", zone: "Europe/Paris")
        #expect(spring.moment == CivilTime.milliseconds(date: "2027-03-28", time: "01:30"))
        let autumn = DraftSchedule(date: "2026-10-25", time: "02:30", zone: "Europe/Paris")
        #expect(autumn.moment == CivilTime.milliseconds(date: "2026-10-25", time: "00:30"))
        let before = DraftSchedule(date: "2026-10-25", time: "01:59", zone: "Europe/Paris")
        let after = DraftSchedule(date: "2026-10-25", time: "03:00", zone: "Europe/Paris")
        #expect((after.moment ?? 0) - (before.moment ?? 0) == 121 * 60_000)
    }

    @Test("seconds are taken, and written only where there are any")
    func seconds() throws {
        let exact = DraftSchedule(date: "2026-11-29", time: "18:30:15", zone: "Europe/Paris")
        let whole = DraftSchedule(date: "2026-11-29", time: "18:30:00", zone: "Europe/Paris")
        let (late, early) = (try #require(exact.moment), try #require(whole.moment))
        #expect(late - early == 15_000)
        #expect(DraftSchedule(late, zone: "Europe/Paris") == exact)
        #expect(DraftSchedule(early, zone: "Europe/Paris").time == "18:30")
    }
}

extension PublishRefusal {
    fileprivate struct Words {
        let field: String
        let said: String
        init(_ field: String, _ said: String) { (self.field, self.said) = (field, said) }
    }
}
