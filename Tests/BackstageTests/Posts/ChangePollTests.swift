import Testing

@testable import Backstage

@Suite("Changing a poll's options") struct ChangePollTests {
    private static func options(_ post: PostID, _ rig: Rig) async throws -> [String] {
        try await rig.app.database.read { try $0.optionTexts(of: post) }
    }

    /// Why it was refused, as who sees the form reads it.
    private static func refusal(
        _ options: [String], _ post: PostID, as person: Person, _ rig: Rig
    ) async throws -> String {
        do {
            try await rig.app.changePoll(options, of: post, as: try await rig.channel(person).id)
            return ""
        } catch let refused as Refused {
            return refused.problems.map { "\($0.field): \($0.said(in: .english))" }.joined(separator: "; ")
        }
    }

    @Test("before the first vote options are changed, added and left out", arguments: TestEngine.available)
    func changes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            #expect(try await Self.refusal(["Saturn", " ", "Gruel ", "Mars"], id, as: .ada, rig) == "")
            #expect(try await Self.options(id, rig) == ["Saturn", "Gruel", "Mars"])
            #expect(try await ada.get("/post/\(id)").contains("Gruel"))
            let counts = try await rig.counts(of: id)
            #expect(counts.options == [0, 0, 0])
        }
    }

    @Test("from the first vote on they stand", arguments: TestEngine.available)
    func frozen(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await rig.makePoll()
            _ = try await ben.post("/post/\(id)/vote", [("choice", "1")])
            let said = try await Self.refusal(["Yes", "No"], id, as: .ada, rig)
            #expect(said.contains("Somebody has voted"))
            #expect(try await Self.options(id, rig) == ["Saturn", "Orion", "Porridge"])
        }
    }

    @Test("who saw other options is asked to look again, and nothing is counted")
    func ballot() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await rig.makePoll()
            let mark = try await ben.get("/post/\(id)").ballot
            #expect(mark.count == 16)
            #expect(try await Self.refusal(["Orion", "Saturn"], id, as: .ada, rig) == "")
            let refused = try await ben.post("/post/\(id)/vote", [("choice", "0"), ("ballot", mark)])
            #expect(refused.status == 422 && refused.contains("The answers have been changed"))
            #expect(try await rig.counts(of: id).votes == 0)
            let fresh = try await ben.get("/post/\(id)").ballot
            _ = try await ben.post("/post/\(id)/vote", [("choice", "0"), ("ballot", fresh)])
            #expect(try await rig.counts(of: id).options == [1, 0])
        }
    }

    @Test("what cannot be a poll is refused, each fault beside its field")
    func refuses() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            let id = try await rig.makePoll()
            let long = String(repeating: "x", count: Limits.pollOptionCharacters + 1)
            let wrong: [([String], String)] = [
                (["Alone", ""], "option-1"), ([long, "b"], "option-1"), (["a", "b", "A"], "option-3"),
                (["1", "2", "3", "4", "5", "6", "7"], "option-"),
            ]
            for (options, field) in wrong {
                #expect(try await Self.refusal(options, id, as: .ada, rig).hasPrefix(field), "\(options)")
            }
            #expect(try await Self.refusal(["a", "b"], id, as: .ben, rig) != "")
            let ada = try await rig.channel(.ada).id
            await #expect(throws: Missing.self) {
                try await rig.app.changePoll(["a", "b"], of: PostID(1), as: ada)
            }
            try await rig.close()
            #expect(try await Self.refusal(["a", "b"], id, as: .ada, rig).contains("has closed"))
            #expect(try await Self.options(id, rig) == ["Saturn", "Orion", "Porridge"])
        }
    }

    @Test("a quiz keeps its right answer, wherever it moves")
    func quiz() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            try await rig.app.database.write { try $0.run("UPDATE polls SET answer = 1 WHERE post = \(id)") }
            let gone = try await Self.refusal(["Saturn", "", "Porridge"], id, as: .ada, rig)
            #expect(gone.hasPrefix("option-2: The right answer is gone"))
            #expect(try await Self.refusal(["", "Orion", "Porridge"], id, as: .ada, rig) == "")
            let answer = try await rig.app.database.read { try $0.quizAnswer(of: id) }
            #expect(answer == 0)
        }
    }

    @Test(
        "options changed while people vote: either the votes stand or the options, never both",
        arguments: TestEngine.available)
    func concurrent(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            var voters: [ChannelID] = []
            for number in 0..<8 { voters.append(try await rig.makeChannel("voter\(number)")) }
            for _ in 0..<6 {
                // A new day: a small channel has two polls in each.
                rig.time.advance(hours: 25)
                let id = try await rig.makePoll()
                let seen = Ballot.mark(of: try await Self.options(id, rig))
                let taken = await withTaskGroup(of: Bool.self) { group in
                    for voter in voters {
                        group.addTask {
                            do {
                                try await rig.app.vote(2, in: id, as: voter, ballot: seen)
                                return true
                            } catch { return false }
                        }
                    }
                    group.addTask {
                        try? await rig.app.changePoll(["a", "b", "c"], of: id, as: ada)
                        return false
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                let options = try await Self.options(id, rig)
                let counts = try await rig.counts(of: id)
                if options == ["a", "b", "c"] {
                    #expect(taken == 0 && counts.votes == 0)
                } else {
                    #expect(taken == 8 && counts.options == [0, 0, 8] && counts.rows == [0, 0, 8])
                }
            }
        }
    }
}

extension PageSeen {
    /// The mark of the answers on the page's first ballot.
    fileprivate var ballot: String { all(#"name="ballot" value="([0-9a-f]+)""#).first ?? "" }
}
