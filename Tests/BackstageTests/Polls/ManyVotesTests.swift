import Database
import Testing

@testable import Backstage

/// Many voters at once, and what closing makes of them.
@Suite("Many votes") struct ManyVotesTests {
    /// One vote as a browser sends it. Returns the status: 303 when it was taken.
    private static func vote(_ choice: Int, in post: PostID, cookie: String, _ rig: Rig) async throws -> Int {
        try await rig.visitor().send(
            "POST", "/post/\(post)/vote",
            headers: [
                ("Cookie", cookie), ("Origin", rig.url),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: Array("choice=\(choice)".utf8)
        ).status
    }

    /// Members with a session each.
    private static func voters(_ count: Int, _ rig: Rig) async throws -> [String] {
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<count {
                group.addTask {
                    _ = try await rig.makeChannel("voter\(number)")
                    return
                        "\(SessionKey.cookieName)=\(try await rig.app.createSession(for: "voter\(number)"))"
                }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
    }

    @Test(
        "counts are right under 200 voters at once, some of whom change their minds",
        arguments: TestEngine.available)
    func concurrent(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            let cookies = try await Self.voters(200, rig)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (number, cookie) in cookies.enumerated() {
                    // One vote, or three of the same voter at the same moment.
                    for turn in 0...(number % 4 == 0 ? 2 : 0) {
                        group.addTask {
                            try await Self.vote((number + turn) % 3, in: id, cookie: cookie, rig)
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.count == 300 && statuses.allSatisfy { $0 == 303 })
            let counts = try await rig.counts(of: id)
            #expect(counts.options.reduce(0, +) == 200 && counts.votes == 200)
            #expect(counts.rows == counts.options)
            try await rig.close()
            let report = try #require(try await rig.app.verifyPoll(id))
            #expect(report.isClean && report.votes == 200, "\(report.findings)")
        }
    }

    @Test("closing while votes come in freezes them", arguments: TestEngine.available)
    func closing(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            let cookies = try await Self.voters(40, rig)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (number, cookie) in cookies.enumerated() {
                    group.addTask {
                        var last = 0
                        for turn in 0..<5 {
                            // In the midst of the votes the poll's time comes.
                            if number == 20, turn == 2 { try await rig.close() }
                            last = try await Self.vote((number + turn) % 3, in: id, cookie: cookie, rig)
                        }
                        return last
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { [303, 422].contains($0) } && statuses.contains(422))
            try await rig.runJobs()
            let report = try #require(try await rig.app.verifyPoll(id))
            #expect(report.isClean, "\(report.findings)")
            let counts = try await rig.counts(of: id)
            #expect(counts.options == report.tally && counts.rows == report.tally)
            #expect(try await Self.vote(0, in: id, cookie: cookies[0], rig) == 422)
            #expect(try await rig.counts(of: id).options == counts.options)
        }
    }

    @Test("a vote that was in time but stood in line while the poll closed is refused")
    func late() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await rig.makePoll()
            try await rig.app.database.write { try $0.run("UPDATE polls SET is_closed = 1") }
            let refused = try await ben.post("/post/\(id)/vote", [("choice", "0")])
            #expect(refused.status == 422 && refused.contains("This poll has closed"))
            #expect(try await rig.counts(of: id).rows == [0, 0, 0])
        }
    }

    @Test("a close that was cut off is done again and comes to the same", arguments: TestEngine.available)
    func cutOff(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            try await rig.castVotes(1_200, in: id)
            rig.time.advance(minutes: 61)
            // As a process leaves it that was killed after it had frozen the poll.
            let now = rig.time.value
            let isFrozen = try await rig.app.database.write { try $0.freezePoll(id, now: now) }
            #expect(isFrozen)
            let open = try await rig.app.database.read { try $0.seal(of: id) }
            #expect(open?.root == nil && open?.isClosed == true)
            try await rig.runJobs()
            let first = try #require(try await rig.app.database.read { try $0.seal(of: id) })
            #expect(first.tally == [400, 400, 400] && first.root != nil)
            try await rig.app.closePoll(id)
            try await rig.runJobs()
            let second = try await rig.app.database.read { try $0.seal(of: id) }
            #expect(second?.root == first.root)
        }
    }

    @Test("a poll without a vote closes too")
    func nobody() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            try await rig.close()
            let page = try await ada.get("/post/\(id)/votes")
            #expect(page.contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
            let report = try await rig.app.verifyPoll(id)
            #expect(report?.isClean == true)
        }
    }

    @Test(
        "the voters of a large poll are told once each, also after a crash between two chunks",
        arguments: TestEngine.available)
    func told(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            let id = try await rig.makePoll()
            let count = Limits.toldAtOnce * 2 + 200
            try await rig.castVotes(count, in: id)
            // As a process leaves it that was killed after the first chunk.
            try await rig.app.database.write { tx in
                for voter in try tx.voters(in: id, after: ChannelID(0), limit: Limits.toldAtOnce) {
                    _ = try tx.note(voter, .pollClosed, by: ada, about: id, rig.app)
                }
            }
            try await rig.close()
            try await rig.app.tellOfClosedPoll(id)
            let (lines, people) = try await rig.app.database.read { tx -> (Int64?, Int64?) in
                let about: SQL =
                    "FROM notifications WHERE post = \(id) AND kind = \(NotificationKind.pollClosed)"
                return (
                    try tx.value("SELECT count(*) \(about)"),
                    try tx.value("SELECT count(DISTINCT recipient) \(about)")
                )
            }
            #expect(lines == Int64(count) + 1 && people == lines)
        }
    }
}
