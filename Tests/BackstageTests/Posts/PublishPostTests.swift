import Foundation
import Testing

@testable import Backstage

@Suite("Publishing a post") struct PublishPostTests {
    @Test("a post stands first on its channel, and its subscriber finds it", arguments: TestEngine.available)
    func publishes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
            _ = try await ada.post(
                "/studio", [("kind", "text"), ("text", "The kettle is louder than the telescope.")])
            let sent = try await ada.post(
                "/studio", [("kind", "text"), ("text", "See https://example.org/a #sky @ben")])
            #expect(sent.status == 200)
            #expect(sent.landed?.hasPrefix("/@ada/backstage") == true)
            let channel = try await ben.get("/@ada/backstage")
            #expect(channel.postIDs.count == 2)
            #expect(channel.contains("href=\"https://example.org/a\""))
            #expect(channel.contains("href=\"/@ben\""))
            let feed = try await ben.get("/feed")
            #expect(feed.postIDs == channel.postIDs)
        }
    }

    /// Each form field that is wrong, with the sentence that must stand beside it.
    static let refused: [(fields: [(String, String)], words: String)] = [
        ([("kind", "text"), ("text", "")], "Write something, or add a photo."),
        ([("kind", "text"), ("text", "   \n\t ")], "Write something, or add a photo."),
        ([("kind", "text"), ("text", "\u{200B}\u{200D}\u{2060}")], "Write something, or add a photo."),
        ([("kind", "text"), ("text", "\u{202E}\u{202D}")], "Write something, or add a photo."),
        ([("kind", "text"), ("text", String(repeating: "é", count: 5_001))], "1 character too many."),
        (
            [("kind", "poll"), ("text", ""), ("option-1", "a"), ("option-2", "b"), ("closes", "60")],
            "A poll needs a question."
        ),
        (
            [("kind", "poll"), ("text", "?"), ("option-1", "a"), ("option-2", " "), ("closes", "60")],
            "at least two answers"
        ),
        (
            [("kind", "poll"), ("text", "?"), ("option-1", "Tea"), ("option-2", "tea "), ("closes", "60")],
            "Same as option 1."
        ),
        (
            [("kind", "poll"), ("text", "?"), ("option-1", "a"), ("option-2", "b"), ("closes", "-5")],
            "at least five minutes"
        ),
        (
            [("kind", "poll"), ("text", "?"), ("option-1", "a"), ("option-2", "b"), ("closes", "soon")],
            "at least five minutes"
        ),
        (
            [
                ("kind", "poll"), ("text", "?"), ("option-1", "a"), ("option-2", "b"),
                ("closes", "9999999999"),
            ], "within a year"
        ),
        (
            [
                ("kind", "poll"), ("text", "?"), ("option-1", String(repeating: "x", count: 81)),
                ("option-2", "b"), ("closes", "60"),
            ],
            "At most 80 characters fit."
        ),
        (
            [("kind", "poll"), ("text", "?"), ("closes", "60")]
                + (1...7).map { ("option-\($0)", "answer \($0)") },
            "At most 6 answers fit."
        ),
    ]

    @Test("what is wrong is said beside its field, and nothing typed is lost", arguments: refused.indices)
    func refuses(index: Int) async throws {
        let (fields, words) = Self.refused[index]
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.post("/studio", fields)
            #expect(page.status == 422)
            #expect(page.contains(words), "expected “\(words)”")
            for (name, value) in fields where name.hasPrefix("option") && !value.isEmpty && value != " " {
                #expect(page.contains("value=\"\(value)\""))
            }
            let text = fields.first { $0.0 == "text" }?.1 ?? ""
            if !text.isEmpty { #expect(page.contains(text)) }
            #expect(try await ada.get("/@ada/backstage").postIDs.isEmpty)
        }
    }

    @Test("exactly 5,000 characters fit")
    func fits() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let text = String(repeating: "👩‍🚀", count: 5_000)
            #expect(try await ada.post("/studio", [("kind", "text"), ("text", text)]).status == 200)
            #expect(try await ada.get("/@ada/backstage").postIDs.count == 1)
        }
    }

    @Test(
        "newest first also when two posts share a millisecond, and paging neither skips nor repeats",
        arguments: TestEngine.available)
    func order(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            try await rig.app.saveTier(.generous)
            var published: [String] = []
            for number in 0..<45 {
                published.append(String(try await rig.app.publish(Draft(text: "\(number)"), as: ada)))
            }
            var seen: [String] = []
            var page = try await rig.visitor().get("/@ada/backstage")
            while true {
                seen += page.postIDs
                guard let next = page.all(#"href="(/@ada/backstage\?before=\d+)""#).last else { break }
                page = try await rig.visitor().get(next)
            }
            #expect(seen == published.reversed())
        }
    }

    @Test("five posts a day, also when ten are sent at once", arguments: TestEngine.available)
    func limit(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            let kept = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<10 {
                    group.addTask { (try? await rig.app.publish(Draft(text: "\(number)"), as: ada)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(kept == 5)
            rig.time.advance(hours: 24)
            #expect((try? await rig.app.publish(Draft(text: "next day"), as: ada)) != nil)
        }
    }

    @Test("editing says so, deleting takes it from everywhere, and only its author may")
    func changes() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "first words")])
            let id = try #require(try await ada.get("/@ada/backstage").postIDs.first)
            #expect(try await ben.post("/post/\(id)/edit", [("text", "mine now")]).status == 403)
            #expect(try await ben.post("/post/\(id)/delete", []).status == 403)
            #expect(try await ada.post("/post/\(id)/edit", [("text", " ")]).status == 422)
            let edited = try await ada.post("/post/\(id)/edit", [("text", "second words")])
            #expect(edited.contains("second words") && edited.contains("edited"))
            _ = try await ada.post("/post/\(id)/delete", [])
            #expect(try await ben.get("/post/\(id)").status == 404)
            #expect(try await ben.post("/post/\(id)/like", []).status == 404)
            #expect(try await rig.channel(.ada).posts == 0)
        }
    }

    @Test(
        "strange addresses answer as they should",
        arguments: [
            ("GET", "/post/none", 404), ("GET", "/post/-1", 404), ("GET", "/post/99999999999999999999", 404),
            ("GET", "/post/1", 404), ("GET", "/nowhere", 404), ("GET", "/@nobody", 404),
            ("GET", "/media/aa/../x.webp", 404),
            ("PUT", "/studio", 405), ("DELETE", "/", 405), ("HEAD", "/", 200),
        ])
    func addresses(method: String, path: String, status: Int) async throws {
        try await Rig.run(.sqlite) { rig in
            let answer = try await rig.visitor().send(method, path)
            #expect(answer.status == status)
        }
    }
}

extension TierForm {
    /// Room for tests that publish a lot.
    static var generous: TierForm {
        var form = TierForm(Form())
        form.values = [
            "tier-name": "Generous", "tier-subscribers": "0", "tier-posts": "1000", "tier-polls": "1000",
            "tier-photos": "10", "tier-options": "6", "tier-characters": "5000", "tier-clip": "60",
        ]
        return form
    }
}
