import Testing

@testable import Backstage

@Suite("Receipts of votes") struct ReceiptTests {
    @Test("a voter finds their receipt, and a changed vote has a new one", arguments: TestEngine.available)
    func given(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await rig.makePoll()
            #expect(try await !ben.get("/post/\(id)").contains("/post/\(id)/votes"))
            let voted = try await ben.post("/post/\(id)/vote", [("choice", "1"), ("back", "/post/\(id)")])
            #expect(voted.contains("href=\"/post/\(id)/votes\">Your receipt<"))
            let first = try await ben.get("/post/\(id)/votes")
            #expect(first.status == 200 && first.contains("1 vote so far") && first.hashes.count == 1)
            #expect(first.queries <= 12, "\(first.queries)")
            // The same choice once more is no change.
            _ = try await ben.post("/post/\(id)/vote", [("choice", "1")])
            #expect(try await ben.get("/post/\(id)/votes").hashes == first.hashes)
            _ = try await ben.post("/post/\(id)/vote", [("choice", "2")])
            let second = try await ben.get("/post/\(id)/votes")
            #expect(second.hashes.count == 1 && second.hashes != first.hashes)
            for other in [ada, rig.visitor()] {
                let page = try await other.get("/post/\(id)/votes")
                #expect(page.contains("1 vote so far") && page.hashes.isEmpty)
                #expect(!page.contains("receipt-mine") && !page.contains("name=\"receipt\""))
            }
            #expect(try await ben.get("/post/\(id)/votes.txt").status == 404)
        }
    }

    @Test("after the close everybody sees count, root and receipts", arguments: TestEngine.available)
    func published(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let (ben, eve) = (try await rig.signUp(.ben), try await rig.signUp(.eve))
            let id = try await rig.makePoll()
            _ = try await ben.post("/post/\(id)/vote", [("choice", "1")])
            let former = try await ben.get("/post/\(id)/votes").hashes
            _ = try await ben.post("/post/\(id)/vote", [("choice", "2")])
            _ = try await eve.post("/post/\(id)/vote", [("choice", "2")])
            let mine = try #require(try await ben.get("/post/\(id)/votes").hashes.first)
            try await rig.close()

            let visitor = rig.visitor()
            #expect(try await visitor.get("/post/\(id)").contains("How the votes were counted"))
            let page = try await visitor.get("/post/\(id)/votes")
            let seal = try #require(try await rig.app.database.read { try $0.seal(of: id) })
            #expect(seal.tally == [0, 0, 2] && page.hashes == [seal.root])

            let list = try await visitor.get("/post/\(id)/votes.txt")
            #expect(list.header("Content-Type") == "text/plain; charset=utf-8")
            let lines = list.text.split(separator: "\n").map(String.init)
            #expect(lines.contains("tally 0 0 2") && lines.contains("root \(seal.root ?? "")"))
            let receipts = lines.compactMap { VoteReceipt(typed: $0) }
            #expect(receipts.count == 2 && receipts.map(\.hex) == receipts.map(\.hex).sorted())
            #expect(hexadecimal(VoteTree(receipts.map(\.bytes)).root) == seal.root)
            for person in [Person.ben, .eve] {
                #expect(try await !list.contains("\(rig.channel(person).id)"))
            }

            let counted = try await visitor.get("/post/\(id)/votes?receipt=\(mine.uppercased())")
            #expect(counted.status == 200 && counted.contains("This receipt was counted"))
            // The root, and the one neighbour on the way to it.
            let neighbour = receipts.map(\.hex).first { $0 != mine }
            #expect(counted.hashes == [seal.root, neighbour])
            #expect(counted.queries <= 12, "\(counted.queries)")
            let gone = try await visitor.get("/post/\(id)/votes?receipt=\(try #require(former.first))")
            #expect(gone.status == 200 && gone.contains("not among those that were counted"))
            #expect(try await ben.get("/post/\(id)/votes").contains("/votes?receipt=\(mine)#ask"))
        }
    }

    @Test(
        "what is no receipt gets a sentence beside the field, and stays typed", arguments: ["xyz", "12", "é"])
    func malformed(typed: String) async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            try await rig.close()
            let page = try await rig.visitor().get(
                "/post/\(id)/votes?receipt=\(Browser.encoded(typed))")
            #expect(page.status == 422 && page.contains("id=\"receipt-error\""))
            #expect(page.contains("This is no receipt") && page.contains("value=\"\(typed)\""))
        }
    }

    @Test("votes changed after the close no longer prove anything")
    func astray() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await rig.makePoll()
            _ = try await ben.post("/post/\(id)/vote", [("choice", "1")])
            try await rig.castVotes(3, in: id)
            try await rig.app.database.write {
                try $0.run("UPDATE polls SET votes = 4 WHERE post = \(id)")
                try $0.run("UPDATE poll_options SET votes = 2 WHERE post = \(id) AND position = 1")
            }
            try await rig.close()
            let voter = try await rig.channel(.ben).id
            let found = try await rig.app.database.read { try $0.receipt(of: voter, in: id) }
            let receipt = try #require(found)
            let counted = try await ben.get("/post/\(id)/votes?receipt=\(receipt.hex)+")
            #expect(counted.contains("This receipt was counted"))
            try await rig.app.database.write {
                try $0.run("DELETE FROM poll_votes WHERE post = \(id) AND channel = 1")
            }
            let page = try await ben.get("/post/\(id)/votes?receipt=\(receipt.hex)")
            #expect(page.contains("no longer give the published root"))
        }
    }

    @Test("what one may not see has no page of votes; neither has a quiz, nor what is no poll")
    func hidden() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let eve = try await rig.signUp(.eve)
            let secret = try await rig.makePoll(audience: .subscribers)
            let quiz = try await rig.makePoll()
            let note = try await rig.app.publish(Draft(text: "Hello"), as: try await rig.channel(.ada).id)
            try await rig.close()
            try await rig.app.database.write {
                try $0.run("UPDATE polls SET answer = 1 WHERE post = \(quiz)")
            }
            #expect(try await ada.get("/post/\(secret)/votes").status == 200)
            for path in ["votes", "votes.txt"] {
                for visitor in [eve, rig.visitor()] {
                    #expect(try await visitor.get("/post/\(secret)/\(path)").status == 404)
                }
                for post in [quiz, note, PostID(1)] {
                    #expect(try await ada.get("/post/\(post)/\(path)").status == 404)
                }
            }
        }
    }

    @Test("a vote from before there were receipts says so, and gets one at the close")
    func before() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try await rig.makePoll()
            _ = try await ben.post("/post/\(id)/vote", [("choice", "1")])
            try await rig.app.database.write { try $0.run("UPDATE poll_votes SET salt = NULL, leaf = NULL") }
            let open = try await ben.get("/post/\(id)/votes")
            #expect(open.contains("before there were receipts") && open.hashes.isEmpty)
            try await rig.close()
            #expect(try await ben.get("/post/\(id)/votes").hashes.count == 2)
        }
    }
}
