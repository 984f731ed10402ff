import Testing

@testable import Backstage

@Suite("Polls") struct VotePollTests {
    private func poll(_ rig: Rig, closesInMinutes: Int64 = 60, atClose: Bool = false) async throws -> PostID {
        let ada = try await rig.channel(.ada).id
        var draft = Draft(text: "Which?")
        draft.poll = DraftPoll(
            options: ["Saturn", "Orion", "Porridge"],
            closes: rig.time.value + closesInMinutes * 60_000 + 1_000,
            showsAtClose: atClose)
        return try await rig.app.publish(draft, as: ada)
    }

    @Test("a vote shows the results, can be changed, and is one vote", arguments: TestEngine.available)
    func votes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await poll(rig)
            let before = try await ben.get("/post/\(id)")
            #expect(before.contains("type=\"radio\"") && !before.contains("poll__pct"))
            let voted = try await ben.post("/post/\(id)/vote", [("choice", "1"), ("back", "/post/\(id)")])
            #expect(voted.contains("1 vote<") && voted.contains("your vote"))
            let changed = try await ben.post("/post/\(id)/vote", [("choice", "0"), ("back", "/post/\(id)")])
            #expect(changed.contains("1 vote<"))
            let truth = try #require(try await rig.app.database.read { try $0.post(id, for: nil) }?.poll)
            #expect(truth.votes == 1 && truth.options.map(\.votes) == [1, 0, 0])
        }
    }

    @Test("what is no vote is refused", arguments: ["7", "-1", "", "x"])
    func refusesChoice(choice: String) async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await poll(rig)
            #expect(try await ben.post("/post/\(id)/vote", [("choice", choice)]).status == 422)
        }
    }

    @Test("closing freezes the counts and tells the voters", arguments: TestEngine.available)
    func closes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await poll(rig, closesInMinutes: 10, atClose: true)
            let voted = try await ben.post("/post/\(id)/vote", [("choice", "2"), ("back", "/post/\(id)")])
            #expect(!voted.contains("poll__pct"))
            rig.time.advance(minutes: 11)
            try await rig.runJobs()
            let late = try await ben.post("/post/\(id)/vote", [("choice", "0")])
            #expect(late.status == 422 && late.contains("This poll has closed"))
            #expect(try await ben.get("/post/\(id)").contains("100%"))
            #expect(try await ben.get("/notifications").contains("poll"))
        }
    }

    @Test("counts are exact under fifty voters who change their minds", arguments: TestEngine.available)
    func concurrent(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let id = try await poll(rig)
            var voters: [ChannelID] = []
            for number in 0..<50 { voters.append(try await rig.makeChannel("voter\(number)")) }
            await withTaskGroup(of: Void.self) { group in
                for voter in voters {
                    group.addTask {
                        for choice in [0, 1, 2, Int(voter.raw >> 12) % 3] {
                            try? await rig.app.vote(choice, in: id, as: voter)
                        }
                    }
                }
            }
            let poll = try #require(try await rig.app.database.read { try $0.post(id, for: nil) }?.poll)
            #expect(poll.votes == 50)
            #expect(poll.options.map(\.votes).reduce(0, +) == 50)
        }
    }

    @Test("shares are whole and add up to 100")
    func shares() {
        for votes in [[1, 1, 1], [7, 0, 3], [333, 333, 334], [1, 0, 0], [2, 2, 2, 2, 2, 2]] as [[Int64]] {
            let options = votes.enumerated().map { Poll.Option(position: $0, text: "", votes: $1) }
            let poll = Poll(
                post: PostID(1), closes: 0, showsAtClose: false, votes: votes.reduce(0, +), mine: nil,
                options: options)
            #expect(poll.shares.reduce(0, +) == 100)
        }
    }
}
