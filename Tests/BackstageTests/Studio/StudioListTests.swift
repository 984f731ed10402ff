import Database
import Foundation
import Testing

@testable import Backstage

/// The lists of a channel's own posts, as its editor uses them.
@Suite("Studio lists") struct StudioListTests {
    private func draft(_ text: String, _ change: (inout Draft) -> Void = { _ in }) -> Draft {
        var draft = Draft(text: text)
        change(&draft)
        return draft
    }

    @Test(
        "each post stands in the list of what it waits for, and in no other", arguments: TestEngine.available)
    func lists(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            try await rig.app.saveTier(.generous)
            let (me, other) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            for list in StudioList.allCases {
                let page = try await ada.get("/studio/posts?list=\(list.rawValue)")
                #expect(page.status == 200 && page.contains("class=\"card empty\""), "\(list) is empty")
            }
            let out = try await rig.app.publish(draft("Out already"), as: me)
            _ = try await rig.app.publish(draft("Of somebody else"), as: other)
            for (text, minutes) in [("In two hours", 120), ("In one hour", 60)] {
                let time = DraftSchedule(rig.time.value + Int64(minutes) * 60_000, zone: "Europe/Paris")
                _ = try await rig.app.publish(draft(text) { $0.schedule = time }, as: me)
            }
            let over = try await rig.app.publish(draft("Over soon") { $0.expiresAfterHours = 1 }, as: me)
            let gone = try await rig.app.publish(draft("Gone at once"), as: me)
            _ = try await rig.app.delete(gone, as: me)
            #expect(try await ada.ticked("published") == ["\(over)", "\(out)"])
            rig.time.advance(minutes: 61)
            let moved = try await ada.get("/studio/posts?list=scheduled")
            #expect(moved.contains("(Europe/Paris)") && moved.contains("data-local"))
            let soonest = try #require(moved.text.firstRange(of: "In one hour"))
            let later = try #require(moved.text.firstRange(of: "In two hours"))
            #expect(soonest.lowerBound < later.lowerBound)
            #expect(moved.contains(">2</span>"), "the tab says how many")
            try await rig.runJobs()
            #expect(try await ada.ticked("archived") == ["\(over)"])
            #expect(try await ada.ticked("published").count == 2)
            #expect(try await ada.ticked("scheduled").count == 1)
            #expect(try await ben.ticked("published").count == 1)
            #expect(try await rig.visitor().get("/studio/posts").landed?.hasPrefix("/sign-in") == true)
        }
    }

    @Test(
        "a post is found by words, kind and audience; signs of LIKE stand for themselves",
        arguments: TestEngine.available)
    func filters(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.app.saveTier(.generous)
            let me = try await rig.channel(.ada).id
            let texts = [
                "100% sure", "100 times sure", "snake_case", "snakeXcase", "It's Ada's", "bang! bang",
                "Harbour",
            ]
            var ids: [String: PostID] = [:]
            for text in texts { ids[text] = try await rig.app.publish(draft(text), as: me) }
            let poll = try await rig.app.publish(
                draft("Which harbour?") {
                    $0.poll = DraftPoll(options: ["One", "Two"], closes: rig.time.value + 3_600_000)
                    $0.audience = .unlisted
                }, as: me)
            let quiz = try await rig.app.publish(
                draft("Which sea?") {
                    var poll = DraftPoll(options: ["One", "Two"], closes: nil)
                    (poll.isQuiz, poll.answer) = (true, 1)
                    $0.poll = poll
                }, as: me)
            let share = try await rig.app.publish(draft("Look") { $0.shared = ids["Harbour"] }, as: me)
            let found: [(String, [PostID?])] = [
                ("q=0%25", [ids["100% sure"]]), ("q=E_C", [ids["snake_case"]]),
                ("q=it%27s+ada", [ids["It's Ada's"]]), ("q=%21", [ids["bang! bang"]]),
                ("q=harBOUR", [poll, ids["Harbour"]]), ("q=nowhere", []), ("kind=poll", [poll]),
                ("kind=quiz", [quiz]), ("kind=share", [share]), ("kind=video", []), ("kind=clip", []),
                ("kind=photos", []), ("kind=link", []), ("audience=unlisted", [poll]),
                ("audience=members", []), ("q=harbour&kind=text", [ids["Harbour"]]),
                ("q=%27%3B+DROP+TABLE+posts--", []),
            ]
            for (query, expected) in found {
                let page = try await ada.get("/studio/posts?list=published&\(query)")
                #expect(page.status == 200)
                #expect(page.ticks == expected.compactMap { $0.map(String.init) }, "\(query)")
            }
            #expect(try await ada.get("/studio/posts?list=published&kind=text").ticks.count == texts.count)
            let kept = try await ada.get("/studio/posts?list=published&q=%3Cb%3E%22&kind=quiz")
            #expect(kept.contains("value=\"&lt;b&gt;&quot;\"") && kept.contains("value=\"quiz\" selected"))
            #expect(try await ada.get("/studio/posts?list=nothing&kind=x&audience=y&from=z").status == 200)
            let long = String(repeating: "long", count: 500)
            #expect(try await ada.get("/studio/posts?q=\(long)").status == 200)
        }
    }

    @Test(
        "paging passes over nothing and repeats nothing while posts arrive", arguments: TestEngine.available)
    func paging(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.app.saveTier(.generous)
            let me = try await rig.channel(.ada).id
            var before: [String] = []
            for number in 0..<75 {
                before.append("\(try await rig.app.publish(draft("Before \(number) #walk"), as: me))")
            }
            for query in ["", "&q=walk"] {
                var (seen, next): ([String], String?) = ([], "/studio/posts?list=published\(query)")
                while let path = next {
                    let page = try await ada.get(path)
                    #expect(page.ticks.count <= Limits.studioPage)
                    seen += page.ticks
                    next = page.all(#"rel="next" href="([^"]+)""#).first?.replacing("&amp;", with: "&")
                    for _ in 0..<Int.random(in: 0...7) {
                        _ = try await rig.app.publish(draft("Meanwhile #walk"), as: me)
                    }
                }
                #expect(Set(seen).count == seen.count, "nothing twice")
                #expect(seen.filter(before.contains) == before.reversed(), "nothing passed over")
            }
        }
    }

    @Test(
        "scheduled posts are paged by their time, also those of the same minute",
        arguments: TestEngine.available)
    func scheduledPaging(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.app.saveTier(.generous)
            let me = try await rig.channel(.ada).id
            let start = rig.time.value + 3_600_000
            for number in 0..<40 {
                let time = DraftSchedule(start + Int64(number % 3) * 60_000, zone: "UTC")
                _ = try await rig.app.publish(draft("Later \(number)") { $0.schedule = time }, as: me)
            }
            let first = try await ada.get("/studio/posts?list=scheduled")
            let next = try #require(first.all(#"rel="next" href="([^"]+)""#).first)
            let second = try await ada.get(next.replacing("&amp;", with: "&"))
            #expect(first.ticks.count == 30 && second.ticks.count == 10)
            #expect(Set(first.ticks + second.ticks).count == 40)
            #expect(!second.contains("rel=\"next\""))
        }
    }

    @Test(
        "a list costs at most eight queries, as many for one post as for thirty",
        arguments: TestEngine.available)
    func budget(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.app.saveTier(.generous)
            let me = try await rig.channel(.ada).id
            var costs: [Int] = []
            for count in [1, 34] {
                for number in 0..<count { _ = try await rig.app.publish(draft("Post \(number)"), as: me) }
                for list in StudioList.allCases {
                    // The first look has memory to fill.
                    _ = try await ada.get("/studio/posts?list=\(list.rawValue)")
                    let page = try await ada.get("/studio/posts?list=\(list.rawValue)")
                    #expect(page.queries > 0 && page.queries <= 8, "\(list): \(page.queries)")
                    costs.append(page.queries)
                }
                let search = try await ada.get("/studio/posts?list=published&q=post&kind=text")
                #expect(search.queries <= 8 && !search.ticks.isEmpty)
            }
            #expect(costs.prefix(4) == costs.suffix(4))
            let post = try #require(try await ada.ticked("published").first)
            #expect(try await ada.get("/studio/post/\(post)").queries <= 8)
        }
    }
}

extension PageSeen {
    /// The posts of a list, in order: what its rows can tick.
    var ticks: [String] { all(#"type="checkbox" name="post" value="(\d+)""#) }
}

extension Browser {
    func ticked(_ list: String) async throws -> [String] { try await get("/studio/posts?list=\(list)").ticks }
}
