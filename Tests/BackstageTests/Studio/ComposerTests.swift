import Foundation
import Markup
import Testing

@testable import Backstage

/// The composer through its form, without scripts.
@Suite("The composer") struct ComposerTests {
    @Test(
        "each kind has its form", arguments: ["text", "photos", "clip", "link", "poll", "quiz", "nonsense"])
    func opens(kind: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.get("/studio?kind=\(kind)")
            #expect(page.status == 200 && page.field("kind") == (kind == "nonsense" ? "text" : kind))
            for name in ["audience", "readers", "when", "date", "time", "zone", "expires", "comments-off"] {
                #expect(page.contains("name=\"\(name)\""), "\(name) is missing")
            }
            #expect(page.contains("name=\"answer\"") == (kind == "quiz"))
            #expect(page.contains("name=\"closes\"") == (kind == "poll"))
            #expect(page.contains("name=\"option-photo-1\"") == ["poll", "quiz"].contains(kind))
            #expect(page.contains("name=\"link\"") == (kind == "link"))
        }
    }

    /// Everything a form can hold, as one types it.
    static let typed: [(String, String)] = [
        ("text", "Which <b>harbour</b>?"), ("link", "https://example.org/harbour"),
        ("option-1", "Port & Navalo"),
        ("option-2", "Le \"Guilvinec\""), ("option-3", ""), ("option-4", "Étel"), ("answer", "2"),
        ("explanation", "It is the largest."), ("closes", "60"), ("results", "close"), ("audience", "named"),
        ("readers", "@ben, cleo"), ("when", "later"), ("date", "2027-03-28"), ("time", "02:30"),
        ("zone", "Europe/Paris"), ("expires", "72"), ("comments-off", "1"),
    ]

    /// What of `typed` does not stand on a page.
    private func missing(_ fields: [(String, String)], on page: PageSeen) -> [String] {
        fields.filter { name, value in
            let escaped = HTML("\(value)").text
            switch name {
            case "text", "explanation": return !page.contains(escaped)
            case "audience", "when", "comments-off":
                return page.all("name=\"\(name)\" value=\"(\(value))\" checked").isEmpty
            case "answer":
                let isMarked = !page.all("name=\"answer\" value=\"(\(value))\" checked").isEmpty
                return !isMarked && page.field("answer") != value
            case "expires", "closes", "results":
                let isChosen = !page.all("<option value=\"(\(value))\" selected").isEmpty
                return !isChosen && page.field(name) != value
            case "zone": return !page.contains("<option selected>\(value)</option>")
            default: return page.field(name) != escaped
            }
        }.map(\.0)
    }

    @Test("from one kind to the next, nothing typed is lost")
    func becomes() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            for kind in ComposerKind.offered {
                let page = try await ada.post(
                    "/studio", [("kind", "text"), ("become", kind.rawValue)] + Self.typed)
                #expect(page.status == 200 && page.field("kind") == kind.rawValue)
                #expect(missing(Self.typed, on: page) == [], "\(kind)")
            }
            #expect(try await ada.get("/@ada/backstage").postIDs.isEmpty)
        }
    }

    /// One thing wrong each, with the sentence that must be said.
    static let refused: [(kind: String, wrong: [String: String], words: String)] = [
        ("text", ["text": " "], "Write something, or add a photo."),
        ("link", ["link": "", "text": "look"], "A link needs an address."),
        ("link", ["link": "not an address"], "This is no address of a page."),
        ("link", ["link": "ftp://example.org/a"], "This is no address of a page."),
        ("quiz", ["answer": ""], "Mark the right answer."),
        ("quiz", ["answer": "3"], "Mark the right answer."),
        ("quiz", ["answer": "17"], "Mark the right answer."),
        ("quiz", ["explanation": String(repeating: "x", count: 501)], "up to 500 characters"),
        ("poll", ["closes": "1"], "at least five minutes"),
        ("poll", ["option-4": "port & navalo"], "Same as option 1."),
        ("text", ["readers": ""], "Name at least one person"),
        ("text", ["readers": "nobody"], "Nobody here is called"),
        ("text", ["date": "2026-01-01"], "This time has passed."),
        ("text", ["date": "2029-01-01"], "within the next two years"),
        ("text", ["date": "2027-02-30"], "Give a date, a time and a zone."),
        ("text", ["time": "25:00"], "Give a date, a time and a zone."),
        ("text", ["zone": "Atlantis/Capital"], "Give a date, a time and a zone."),
        ("text", ["expires": "9999"], "from 1 hour to 30 days"),
        ("text", ["expires": "soon"], "from 1 hour to 30 days"),
        ("text", ["video": "12345"], "Choose one of this channel’s videos."),
    ]

    @Test(
        "each refusal stands beside its field, and everything typed is still there",
        arguments: refused.indices)
    func refuses(index: Int) async throws {
        let (kind, wrong, words) = Self.refused[index]
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            _ = try await rig.signUp(.ben)
            _ = try await rig.signUp(.cleo)
            var fields = Self.typed.map { ($0, wrong[$0] ?? $1) }
            for (name, value) in wrong where !fields.contains(where: { $0.0 == name }) {
                fields.append((name, value))
            }
            let page = try await ada.post("/studio", [("kind", kind)] + fields)
            #expect(page.status == 422 && page.contains(words), "expected “\(words)”")
            // A choice that is not offered cannot be shown again.
            let unshown = ["video", "answer", "closes", "expires"].filter { wrong[$0] != nil }
            #expect(missing(fields.filter { !$0.1.isEmpty && !unshown.contains($0.0) }, on: page) == [])
            #expect(try await rig.channel(.ada).posts == 0)
        }
    }

    @Test("two answers marked as right are refused")
    func twoAnswers() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.post(
                "/studio",
                [
                    ("kind", "quiz"), ("text", "?"), ("option-1", "a"), ("option-2", "b"), ("answer", "1"),
                    ("answer", "2"),
                ])
            #expect(page.status == 422 && page.contains("Mark the right answer."))
        }
    }

    @Test("an answer taken away takes its mark along, the others keep theirs")
    func removes() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let fields = [
                ("kind", "quiz"), ("text", "?"), ("option-1", "a"), ("option-2", "b"), ("option-3", "c"),
                ("answer", "3"),
            ]
            let page = try await ada.post("/studio", fields + [("remove", "1")])
            #expect(page.field("option-1") == "b" && page.field("option-2") == "c")
            #expect(missing([("answer", "2")], on: page) == [])
            let gone = try await ada.post("/studio", fields + [("remove", "3")])
            #expect(
                !gone.contains("value=\"3\" checked") && !gone.contains("name=\"answer\" value=\"1\" checked")
            )
            let more = try await ada.post("/studio", fields + [("add", "1")])
            #expect(more.field("option-4") == "" && missing([("answer", "3")], on: more) == [])
        }
    }

    @Test("an address is added on its own line, once")
    func link() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            for (text, link) in [
                ("Look", "https://example.org/a"), ("See https://example.org/a now", "https://example.org/a"),
                ("", "example.org/a"),
            ] {
                let sent = try await ada.post("/studio", [("kind", "link"), ("text", text), ("link", link)])
                #expect(sent.status == 200)
            }
            let texts = try await rig.app.database.read { tx in
                try tx.rows("SELECT text FROM posts ORDER BY id") { $0[0] as String }
            }
            #expect(
                texts == [
                    "Look\nhttps://example.org/a", "See https://example.org/a now", "https://example.org/a",
                ])
        }
    }

    @Test("answers have pictures, which outlive a refusal", arguments: TestEngine.available)
    func pictures(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let fields = [("kind", "quiz"), ("text", "?"), ("option-1", "a"), ("option-2", "b")]
            let page = try await ada.upload(
                "/studio", fields,
                files: [
                    ("option-photo-1", "a.jpg", try Photograph.withPlace().bytes),
                    ("option-photo-2", "b.jpg", Array("words".utf8)),
                ])
            #expect(page.status == 422 && page.contains("is not a photo"))
            let picture = try #require(page.field("option-picture-1"))
            #expect(page.contains("id=\"option-photo-2-error\""))
            let without = try await ada.post(
                "/studio", fields + [("option-picture-1", picture), ("remove-picture", "1")])
            #expect(without.field("option-picture-1") == nil)
            let sent = try await ada.post(
                "/studio", fields + [("option-picture-1", picture), ("answer", "1")])
            #expect(sent.status == 200)
            let stored = try await rig.app.database.read { tx in
                try tx.rows("SELECT picture FROM poll_options ORDER BY position") { $0[0] as AttachmentID? }
            }
            #expect(stored == [AttachmentID(picture), nil])
        }
    }

    @Test("a share shows its original and needs no words; what one may not see cannot be shared")
    func shares() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "The original words")])
            _ = try await ada.post(
                "/studio", [("kind", "text"), ("text", "A secret"), ("audience", "subscribers")])
            let ids = try await ada.get("/@ada/backstage").postIDs
            let (secret, open) = (ids[0], ids[1])
            for path in ["/studio?share=\(secret)", "/studio?share=1", "/studio?share=x"] {
                #expect(try await ben.get(path).status == 404)
            }
            let page = try await ben.get("/studio?share=\(open)")
            #expect(page.contains("The original words") && page.field("shared") == open)
            let sent = try await ben.post("/studio", [("shared", open), ("text", "")])
            #expect(sent.status == 200 && sent.contains("The original words"))
            let hidden = try await ben.post("/studio", [("shared", secret), ("text", "look")])
            #expect(hidden.status == 422 && hidden.contains("look") && !hidden.contains("A secret"))
        }
    }

    @Test("who, when and how long are published as asked")
    func publishes() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let dan = try await rig.signUp(.dan)
            _ = try await ada.post(
                "/studio",
                [
                    ("kind", "text"), ("text", "For Ben alone"), ("audience", "named"),
                    ("readers", "@BEN;ben"), ("comments-off", "1"), ("expires", "6"),
                ])
            let id = try #require(try await ada.get("/@ada/backstage").postIDs.first)
            #expect(try await ben.get("/post/\(id)").contains("For Ben alone"))
            #expect(try await dan.get("/post/\(id)").status == 404)
            let sent = try await ada.post(
                "/studio",
                [
                    ("kind", "text"), ("text", "In spring"), ("when", "later"), ("date", "2027-03-01"),
                    ("time", "18:30"), ("zone", "Europe/Paris"),
                ])
            #expect(sent.landed?.hasPrefix("/post/") == true && sent.contains("In spring"))
            let rows = try await rig.app.database.read { tx in
                try tx.rows("SELECT state, comments_off, due, zone FROM posts ORDER BY id") {
                    (
                        state: $0[0] as PostState, isOff: $0[1] as Bool, due: $0[2] as Int64?,
                        zone: $0[3] as String?
                    )
                }
            }
            #expect(rows[0].state == .published && rows[0].isOff)
            // 18:30 in Paris, in winter.
            #expect(rows[1].state == .scheduled && rows[1].due == 1_803_922_200_000)
            #expect(rows[1].zone == "Europe/Paris")
            #expect(try await ada.get("/studio").contains("<option selected>Europe/Paris</option>"))
        }
    }

    @Test("the preview shows what is typed, alone for the script that asks", arguments: ComposerKind.offered)
    func preview(kind: ComposerKind) async throws {
        guard kind != .clip else { return }
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let fields = [("kind", kind.rawValue), ("preview", "1")] + Self.typed
            let page = try await ada.post("/studio", fields)
            #expect(page.status == 200 && page.contains("class=\"post\""))
            let body = fields.map { "\($0)=\(Browser.encoded($1))" }.joined(separator: "&")
            let part = try await ada.send(
                "POST", "/studio",
                headers: [
                    ("Content-Type", "application/x-www-form-urlencoded"), ("Origin", rig.url),
                    ("Backstage-Swap", "composer-preview"),
                ], body: Array(body.utf8))
            #expect(part.status == 200 && part.contains("id=\"composer-preview\""))
            #expect(part.contains("Which &lt;b&gt;harbour") && !part.contains("<html"))
            #expect(part.contains("Étel") == kind.asks)
            #expect(try await rig.channel(.ada).posts == 0)
        }
    }

    @Test("an audience that does not exist is nobody, and refused", arguments: TestEngine.available)
    func unknownAudience(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let sent = try await ada.post(
                "/studio", [("kind", "text"), ("text", "Meant for few"), ("audience", "freinds")])
            #expect(sent.status == 422 && sent.contains("Meant for few"))
            #expect(!(try await rig.visitor().get("/@ada/backstage").contains("Meant for few")))
        }
    }

    @Test("what was written as one channel is not published as another", arguments: TestEngine.available)
    func otherChannel(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let was = try #require(try await ada.get("/studio").field("as"))
            _ = try await ada.post("/channels", [("handle", "second_stage"), ("name", "Second")])
            let second = try await rig.app.database.read { try $0.channel(handle: "second_stage")?.id }
            _ = try await ada.post("/channels/\(try #require(second))/act", [])
            let sent = try await ada.post(
                "/studio", [("kind", "text"), ("text", "Whose words"), ("as", was)])
            #expect(sent.status == 422 && sent.contains("Whose words") && sent.contains("Second"))
            let again = try #require(sent.field("as"))
            let done = try await ada.post(
                "/studio", [("kind", "text"), ("text", "Whose words"), ("as", again)])
            #expect(done.landed?.hasPrefix("/@second_stage") == true)
        }
    }
}

extension PageSeen {
    /// The value of the first field of this name.
    func field(_ name: String) -> String? {
        all("name=\"\(NSRegularExpression.escapedPattern(for: name))\"[^>]*? value=\"([^\"]*)\"").first
    }
}
