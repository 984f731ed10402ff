import Database
import Testing

@testable import Backstage

@Suite("Quizzes, shares and pictures in options") struct QuizTests {
    private func quiz(_ answer: Int? = 1) -> Draft {
        var draft = Draft(text: "Which planet would float?")
        draft.poll = DraftPoll(
            options: ["Jupiter", "Saturn", "Neptune"], isQuiz: true, answer: answer,
            explanation: "It is lighter than water.")
        return draft
    }

    @Test("the right answer is in no page before the viewer has answered", arguments: TestEngine.available)
    func sealed(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let (ben, eve) = (try await rig.signUp(.ben), try await rig.signUp(.eve))
            for person in [ben, eve] { _ = try await person.post("/@ada/subscribe", [("bell", "all")]) }
            let post = try await rig.app.publish(quiz(), as: try await rig.channel(.ada).id)
            try await rig.runJobs()
            let pages = ["/", "/feed", "/@ada/backstage", "/@ada", "/post/\(post)", "/notifications"]
            for path in pages {
                for viewer in [ben, rig.visitor()] {
                    let page = try await viewer.get(path)
                    #expect(!page.contains("lighter than water"), "\(path)")
                    #expect(!page.contains("right answer") && !page.contains("data-state"), "\(path)")
                }
            }
            let answered = try await ben.post("/post/\(post)/vote", [("choice", "0")])
            #expect(answered.contains("lighter than water") && answered.contains("right answer"))
            #expect(answered.contains("your answer"))
            let again = try await ben.post("/post/\(post)/vote", [("choice", "1")])
            #expect(again.status == 422 && again.contains("already"))
            #expect(!(try await eve.get("/post/\(post)").contains("lighter than water")))
            let sealed = try await rig.app.database.read { try $0.post(post, for: nil)?.poll }
            #expect(sealed?.answer == nil && sealed?.explanation == "" && sealed?.isQuiz == true)
        }
    }

    @Test("a quiz has one right answer, among those with words", arguments: TestEngine.available)
    func refusals(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let channel = try await rig.makeChannel("asker")
            try await rig.app.saveTier(.generous)
            func fields(_ draft: Draft) async -> [String] {
                do { _ = try await rig.app.publish(draft, as: channel) } catch let error as Refused {
                    return error.problems.map(\.field)
                } catch {}
                return []
            }
            #expect(await fields(quiz(nil)) == ["answer"])
            #expect(await fields(quiz(7)) == ["answer"])
            #expect(await fields(quiz(-1)) == ["answer"])
            var blank = quiz(3)
            blank.poll?.options.append("  ")
            #expect(await fields(blank) == ["answer"])
            var long = quiz()
            long.poll?.explanation = String(repeating: "a", count: Limits.explanationCharacters + 1)
            #expect(await fields(long) == ["explanation"])
            // Empty options go; the right answer is counted among those left.
            var gaps = quiz(3)
            gaps.poll?.options = ["", "Jupiter", "", "Saturn"]
            let post = try await rig.app.publish(gaps, as: channel)
            let poll = try await rig.app.database.read { try $0.post(post, for: channel)?.poll }
            #expect(poll?.answer == 1 && poll?.options.map(\.text) == ["Jupiter", "Saturn"])
        }
    }

    @Test("a share shows the original, and says so when it is gone", arguments: TestEngine.available)
    func share(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let eve = try await rig.signUp(.eve)
            let (a, b) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            let original = try await rig.app.publish(Draft(text: "The first words"), as: a)
            var draft = Draft()
            draft.shared = original
            let share = try await rig.app.publish(draft, as: b)
            #expect(try await eve.get("/post/\(share)").contains("The first words"))
            // A share of a share shares the original.
            draft.shared = share
            draft.text = "Look"
            let second = try await rig.app.publish(draft, as: try await rig.channel(.eve).id)
            let found = try await rig.app.database.read { try $0.post(second, for: nil)?.shared }
            if case .post(let post)? = found {
                #expect(post.id == original)
            } else {
                Issue.record("no original")
            }
            let tab = try await ben.get("/@ben/backstage")
            #expect(tab.queries <= 8, "\(tab.queries) queries")
            _ = try await ada.post("/post/\(original)/delete", [])
            for id in [share, second] {
                let page = try await eve.get("/post/\(id)")
                #expect(!page.contains("The first words") && page.contains("no longer be seen"))
            }
            _ = try await ada.post("/post/\(original)/restore", [])
            #expect(try await eve.get("/post/\(share)").contains("The first words"))
        }
    }

    @Test("what not everybody may see is shared by nobody", arguments: TestEngine.available)
    func closedShare(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            let (a, b) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            try await rig.app.subscribe(b, to: a, bell: .all)
            for (audience, words) in [
                (Audience.subscribers, "Only what everyone"), (.members, "no longer there"),
                (.unlisted, "Only what everyone"),
            ] {
                var draft = Draft(text: "Closed")
                draft.audience = audience
                let closed = try await rig.app.publish(draft, as: a)
                var share = Draft()
                share.shared = closed
                do {
                    _ = try await rig.app.publish(share, as: b)
                    Issue.record("\(audience) was shared")
                } catch let error as Refused {
                    #expect(error.problems.first?.said(in: .english).contains(words) == true, "\(audience)")
                }
            }
            // Public once, and closed later: the share tells no more.
            let post = try await rig.app.publish(Draft(text: "Open for now"), as: a)
            var share = Draft(text: "See")
            share.shared = post
            let shared = try await rig.app.publish(share, as: b)
            try await rig.app.edit(post, PostChanges(audience: .members), as: a)
            #expect(!(try await rig.visitor().get("/post/\(shared)").contains("Open for now")))
        }
    }
}
