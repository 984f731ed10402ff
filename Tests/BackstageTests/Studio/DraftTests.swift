import Foundation
import Testing

@testable import Backstage

@Suite("Drafts") struct DraftTests {
    private struct Answer: Decodable {
        var id: String?
        var revision: Int64?
        var problem: String?
        var compare: String?
    }

    /// Saves as the page's script does.
    private func autosave(
        _ browser: Browser, _ fields: [(String, String)]
    ) async throws -> (status: Int, answer: Answer) {
        let body = fields.map { "\($0)=\(Browser.encoded($1))" }.joined(separator: "&")
        let seen = try await browser.send(
            "POST", "/studio/draft",
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", browser.url)],
            body: Array(body.utf8))
        return (seen.status, try JSONDecoder().decode(Answer.self, from: Data(seen.bytes)))
    }

    private func count(_ rig: Rig, _ person: Person = .ada) async throws -> Int {
        let id = try await rig.channel(person).id
        return try await rig.app.database.read { try $0.draftCount(of: id) }
    }

    @Test(
        "saved by its button, gone on with on another device, gone when published",
        arguments: TestEngine.available)
    func saves(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let saved = try await ada.post(
                "/studio",
                [("kind", "quiz"), ("save", "1"), ("seat", "here")]
                    + ComposerTests.typed.filter { $0.0 != "when" })
            #expect(saved.status == 200 && saved.contains("Draft saved at"))
            let id = try #require(saved.field("saved"))
            #expect(saved.landed == "/studio?draft=\(id)")
            let phone = try await rig.signIn(.ada)
            let page = try await phone.get("/studio?draft=\(id)")
            #expect(page.field("kind") == "quiz" && page.field("readers") == "@ben, cleo")
            #expect(page.contains("It is the largest.") && page.contains("Which &lt;b&gt;harbour"))
            #expect(page.contains("name=\"answer\" value=\"2\" checked"))
            let again = try await phone.post(
                "/studio",
                [
                    ("kind", "text"), ("text", "At last"), ("saved", id),
                    ("revision", page.field("revision") ?? ""), ("seat", "phone"),
                ])
            #expect(again.status == 200 && again.postIDs.count == 1)
            #expect(try await count(rig) == 0)
            #expect(try await ada.get("/studio?draft=\(id)").status == 404)
        }
    }

    @Test("each saving as one types is based on the one before")
    func autosaves() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let empty = try await autosave(ada, [("kind", "text"), ("text", " "), ("seat", "a")])
            #expect(empty.status == 200 && empty.answer.id == nil)
            let first = try await autosave(ada, [("kind", "text"), ("text", "On"), ("seat", "a")])
            let id = try #require(first.answer.id)
            #expect(first.status == 200 && first.answer.revision == 1)
            // The answer to one got lost on the way: the same page is not in conflict with itself.
            for text in ["One", "Once"] {
                let next = try await autosave(
                    ada, [("kind", "text"), ("text", text), ("saved", id), ("revision", "1"), ("seat", "a")])
                #expect(next.status == 200 && next.answer.id == id)
            }
            #expect(try await ada.get("/studio?draft=\(id)").contains("Once"))
            #expect(try await count(rig) == 1)
            let visitor = try await autosave(rig.visitor(), [("text", "x")])
            #expect(visitor.status == 401 && visitor.answer.problem != nil)
        }
    }

    @Test(
        "two who save the same draft: the second sees both, and both are kept",
        arguments: TestEngine.available)
    func conflict(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let desk = try await rig.signUp(.ada)
            let phone = try await rig.signIn(.ada)
            let first = try await autosave(desk, [("kind", "text"), ("text", "Begun"), ("seat", "desk")])
            let id = try #require(first.answer.id)
            let based = [("kind", "text"), ("saved", id), ("revision", "1")]
            #expect(
                try await autosave(desk, based + [("text", "From the desk"), ("seat", "desk")]).status == 200)
            let second = try await autosave(
                phone, based + [("text", "From the phone"), ("seat", "phone")])
            #expect(second.status == 409 && second.answer.problem != nil)
            let kept = try #require(second.answer.id)
            #expect(kept != id)
            let both = try await phone.get(try #require(second.answer.compare))
            #expect(both.contains("From the desk") && both.contains("From the phone"))
            #expect(both.field("saved") == kept && both.field("rival") == id)
            // From here on the phone writes its own.
            let next = try await autosave(
                phone,
                [
                    ("kind", "text"), ("text", "Phone again"), ("saved", kept), ("revision", "1"),
                    ("seat", "phone"),
                ])
            #expect(next.status == 200 && next.answer.id == kept)
            let mine = try await phone.post(
                "/studio",
                [
                    ("kind", "text"), ("text", "Phone again"), ("saved", kept), ("revision", "2"),
                    ("rival", id), ("rival-revision", both.field("rival-revision") ?? ""),
                    ("seat", "phone"), ("keep-mine", "1"),
                ])
            #expect(mine.landed == "/studio?draft=\(id)" && mine.contains("Phone again"))
            #expect(try await count(rig) == 1)
        }
    }

    @Test("without scripts too, the second sees both; so does who publishes what another has changed")
    func conflictByButton() async throws {
        try await Rig.run(.sqlite) { rig in
            let desk = try await rig.signUp(.ada)
            let phone = try await rig.signIn(.ada)
            let first = try await autosave(desk, [("kind", "text"), ("text", "Begun"), ("seat", "desk")])
            let id = try #require(first.answer.id)
            let based = [("kind", "text"), ("saved", id), ("revision", "1")]
            _ = try await autosave(desk, based + [("text", "From the desk"), ("seat", "desk")])
            for button in [[("save", "1")], []] {
                let page = try await phone.post(
                    "/studio", based + [("text", "From the phone"), ("seat", "phone")] + button)
                #expect(page.status == 409)
                #expect(page.contains("From the desk") && page.contains("From the phone"))
                #expect(page.contains("Somebody else saved this draft too."))
            }
            #expect(try await rig.channel(.ada).posts == 0)
            #expect(try await count(rig) == 3)
        }
    }

    @Test(
        "of six who save the same draft at one moment one is first; each of the others sees both",
        arguments: TestEngine.available)
    func atOnce(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let first = try await autosave(ada, [("kind", "text"), ("text", "Begun"), ("seat", "first")])
            let id = try #require(first.answer.id)
            let saved = try await withThrowingTaskGroup(
                of: (editor: Int, status: Int, answer: Answer).self
            ) { group in
                for editor in 0..<6 {
                    group.addTask {
                        let fields = [
                            ("kind", "text"), ("text", "Words of \(editor)"), ("saved", id),
                            ("revision", "1"), ("seat", "seat\(editor)"),
                        ]
                        let (status, answer) = try await autosave(ada, fields)
                        return (editor: editor, status: status, answer: answer)
                    }
                }
                var all: [(editor: Int, status: Int, answer: Answer)] = []
                for try await one in group { all.append(one) }
                return all
            }
            let winners = saved.filter { $0.status == 200 }
            #expect(winners.count == 1 && winners.first?.answer.id == id)
            let winner = try #require(winners.first).editor
            for one in saved where one.editor != winner {
                #expect(one.status == 409)
                let both = try await ada.get(try #require(one.answer.compare))
                #expect(both.contains("Words of \(one.editor)") && both.contains("Words of \(winner)"))
            }
            #expect(try await count(rig) == 6)
        }
    }

    @Test("another channel's draft does not exist, and is not written to")
    func foreign() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let id = try #require(try await autosave(ada, [("text", "Hers"), ("seat", "a")]).answer.id)
            for name in [id, "1", "none", "-1"] {
                #expect(try await ben.get("/studio?draft=\(name)").status == 404)
            }
            let saved = try await autosave(
                ben, [("text", "His"), ("saved", id), ("revision", "1"), ("seat", "a")])
            #expect(saved.status == 200 && saved.answer.id != id)
            #expect(try await ada.get("/studio?draft=\(id)").contains("Hers"))
            let published = try await ben.post(
                "/studio", [("text", "Out"), ("saved", id), ("revision", "1")])
            #expect(published.status == 200)
            #expect(try await count(rig) == 1)
            #expect(try await count(rig, .ben) == 1)
            let channel = try await rig.channel(.ben).id
            let draft = try #require(DraftID(id))
            await #expect(throws: Missing.self) { try await rig.app.deleteDraft(draft, as: channel) }
        }
    }

    @Test("past two hundred, and past its size, a draft is refused with a sentence; the words stay")
    func limits() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let (account, channel) = try await rig.app.database.read { tx in
                let id: AccountID? = try tx.value("SELECT account FROM sessions")
                return (try #require(id), try #require(try tx.channel(handle: "ada")).id)
            }
            for number in 0..<Limits.draftsAChannel {
                let writing = DraftWriting(
                    kind: "text", text: "\(number)", fields: [], pictures: [], seat: "")
                _ = try await rig.app.saveDraft(writing, over: nil, revision: 0, as: channel, by: account)
            }
            let page = try await ada.post("/studio", [("text", "one more"), ("save", "1")])
            #expect(page.status == 422 && page.contains("one more"))
            #expect(page.contains("No room for another draft: 200 is the most."))
            let quiet = try await autosave(ada, [("text", "one more")])
            #expect(quiet.status == 422 && quiet.answer.problem?.hasPrefix("No room") == true)
            let large = String(repeating: "x", count: Limits.draftBytes)
            let big = DraftWriting(
                kind: "text", text: "", fields: [DraftField("text", large)], pictures: [], seat: "")
            await #expect(throws: Refused.self) {
                try await rig.app.saveDraft(big, over: nil, revision: 0, as: channel, by: account)
            }
        }
    }

    @Test(
        "the sweep spares a draft's photographs, and takes them when the draft is gone",
        arguments: TestEngine.available)
    func sweep(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let photo = try Photograph.withPlace().bytes
            let saved = try await ada.upload(
                "/studio", [("kind", "photos"), ("save", "1"), ("new-alt-1", "A boat")],
                files: [("photos", "a.jpg", photo)])
            let id = try #require(saved.field("saved").flatMap { DraftID($0) })
            rig.time.advance(hours: 24 * 7)
            try await SweepUploads().run(rig.app)
            let page = try await ada.get("/studio?draft=\(id)")
            #expect(page.field("photo") != nil && page.contains("A boat"))
            try await rig.app.deleteDraft(id, as: try await rig.channel(.ada).id)
            try await SweepUploads().run(rig.app)
            let left: Int? = try await rig.app.database.read {
                try $0.value("SELECT count(*) FROM attachments WHERE kind = 0")
            }
            #expect(left == 0)
        }
    }
}
