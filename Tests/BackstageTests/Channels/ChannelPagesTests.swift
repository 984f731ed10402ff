import Testing

@testable import Backstage

@Suite("A channel's pages") struct ChannelPagesTests {
    static let paths = ["", "/videos", "/backstage", "/about"]

    @Test("every tab opens for visitor, member and owner, empty and filled", arguments: TestEngine.available)
    func tabs(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            for round in 0..<2 {
                for tab in Self.paths {
                    for browser in [rig.visitor(), rig.visitor(language: "fr"), ben, ada] {
                        let page = try await browser.get("/@ada\(tab)")
                        #expect(page.status == 200, "/@ada\(tab)")
                        #expect(page.contains(">Ada</h1>"))
                        #expect(page.contains("aria-current=\"page\""))
                    }
                }
                guard round == 0 else { continue }
                #expect(try await ben.get("/@ada/backstage").contains("No posts yet"))
                #expect(try await ben.get("/@ada/videos").contains("No videos yet"))
                _ = try await ada.post("/studio", [("kind", "text"), ("text", "now there is something")])
            }
            #expect(try await ben.get("/@ada").contains("now there is something"))
            #expect(try await ben.get("/@ada/backstage").contains("now there is something"))
        }
    }

    @Test("another spelling of a handle leads to its own", arguments: ["ADA", "Ada", "a_da", "aDa"])
    func spelling(handle: String) async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            for tab in Self.paths {
                let answer = try await rig.visitor().send("GET", "/@\(handle)\(tab)")
                #expect(answer.status == 303)
                #expect(answer.header("Location") == "/@ada\(tab)")
            }
        }
    }

    @Test("a channel that is not there is not there")
    func unknown() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            for tab in Self.paths {
                #expect(try await rig.visitor().get("/@nobody\(tab)").status == 404)
                #expect(try await ada.get("/@nobody\(tab)").status == 404)
            }
            #expect(try await ada.get("/@ada/nothing").status == 404)
            #expect(try await ada.get("/@%22%3E").status == 404)
        }
    }

    // MARK: Settings

    @Test("what a channel says of itself is kept and shown", arguments: TestEngine.available)
    func saves(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            #expect(try await ada.get("/studio/channel").contains("value=\"Ada\""))
            let links = (1...5).map { "https://example.org/\($0)" }.joined(separator: "\r\n\r\n")
            let bio = String(repeating: "é", count: 1_000)
            let page = try await ada.post(
                "/studio/channel",
                [("name", " \u{202E}Ada  L.\u{200B} "), ("bio", bio), ("links", links), ("kind", "channel")])
            #expect(page.status == 200)
            #expect(page.contains("The channel is saved."))
            let channel = try await rig.channel(.ada)
            #expect(channel.name == "Ada L.")
            #expect(channel.bio == bio)
            let kept = (1...5).map { "https://example.org/\($0)" }.joined(separator: "\n")
            #expect(channel.links == kept)
            #expect(!channel.isPerson)
            let about = try await rig.visitor().get("/@ada/about")
            #expect(about.contains(bio))
            for number in 1...5 {
                #expect(
                    about.contains("href=\"https://example.org/\(number)\" rel=\"nofollow noopener ugc\""))
            }
        }
    }

    static let broken = "is not a web address. It begins with https:// or http://"

    static let refused: [(field: String, value: String, words: String)] = [
        ("name", "", "Enter a name."),
        ("name", "  \u{200B} ", "Enter a name."),
        ("name", String(repeating: "é", count: 51), "1 character too many. At most 50 fit."),
        ("bio", String(repeating: "é", count: 1_001), "1 character too many. At most 1000 fit."),
        (
            "links", (1...6).map { "https://example.org/\($0)" }.joined(separator: "\n"),
            "At most 5 links fit."
        ),
        ("links", "ftp://example.org/file", "Line 1 \(broken)"),
        ("links", "javascript:alert(1)", "Line 1 \(broken)"),
        ("links", "data:text/html,hello", "Line 1 \(broken)"),
        ("links", "example.org", "Line 1 \(broken)"),
        ("links", "https://", "Line 1 \(broken)"),
        ("links", "https://nowhere", "Line 1 \(broken)"),
        ("links", "https://example.org@evil.example/", "Line 1 \(broken)"),
        ("links", "https://example.org/ two", "Line 1 \(broken)"),
        ("links", "https://example.org/1\njavascript:alert(2)", "Line 2 \(broken)"),
        (
            "links", "https://example.org/" + String(repeating: "x", count: 481),
            "Line 1 is too long. At most 500 characters fit."
        ),
    ]

    @Test(
        "what cannot be saved is said beside its field, and nothing typed is lost", arguments: refused.indices
    )
    func refuses(index: Int) async throws {
        let (field, value, words) = Self.refused[index]
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let good = [
                ("name", "Ada Two"), ("bio", "about the sky"), ("links", "https://example.org/sky"),
                ("kind", "person"),
            ]
            let fields = good.map { name, typed in (name, name == field ? value : typed) }
            let page = try await ada.post("/studio/channel", fields)
            #expect(page.status == 422)
            #expect(page.contains(words), "expected “\(words)”")
            #expect(page.contains("id=\"\(field)-error\""))
            for (name, typed) in fields where name != "kind" && typed.contains(where: { $0.isLetter }) {
                #expect(page.contains(typed), "\(name) is lost")
            }
            let channel = try await rig.channel(.ada)
            #expect(channel.name == "Ada")
            #expect(channel.bio.isEmpty)
            #expect(channel.links.isEmpty)
        }
    }

    @Test("a text file is no picture, and the words stay", arguments: ["avatar", "banner"])
    func noPicture(field: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.upload(
                "/studio/channel",
                [("name", "Ada Two"), ("bio", "about the sky"), ("links", ""), ("kind", "person")],
                files: [(field: field, name: "me.jpg", bytes: Array("no picture at all".utf8))])
            #expect(page.status == 422)
            #expect(page.contains("id=\"\(field)-error\""))
            #expect(page.contains("Ada Two"))
            #expect(page.contains("about the sky"))
            #expect(try await rig.channel(.ada).name == "Ada")
        }
    }

    @Test("settings are their owner's: a visitor is asked to sign in, with the words kept")
    func visitors() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            #expect(try await rig.visitor().get("/studio/channel").landed?.hasPrefix("/sign-in") == true)
            let asked = try await rig.visitor().post(
                "/studio/channel", [("name", "Not Ada"), ("bio", "half written")])
            #expect(asked.status == 401)
            #expect(asked.contains("half written"))
            #expect(try await rig.channel(.ada).name == "Ada")
        }
    }
}
