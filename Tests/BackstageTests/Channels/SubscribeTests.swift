import Database
import Testing

@testable import Backstage

@Suite("Subscribing") struct SubscribeTests {
    @Test("twice is once, and the count says so", arguments: TestEngine.available)
    func counts(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            #expect(try await ben.get("/@ada").contains("action=\"/@ada/subscribe\""))
            for _ in 1...2 {
                let page = try await ben.post("/@ada/subscribe", [("bell", "all")])
                #expect(page.status == 200)
                #expect(
                    page.contains("action=\"/@ada/subscribe\"")
                        && page.contains("formaction=\"/@ada/unsubscribe\""))
                #expect(page.contains("1 subscriber<"))
                #expect(try await rig.channel(.ada).subscribers == 1)
            }
            for _ in 1...2 {
                let page = try await ben.post("/@ada/unsubscribe", [])
                #expect(page.status == 200)
                #expect(!page.contains("formaction=\"/@ada/unsubscribe\""))
                #expect(page.contains("0 subscribers<"))
                #expect(try await rig.channel(.ada).subscribers == 0)
            }
        }
    }

    @Test("twenty clicks at once are one subscription", arguments: TestEngine.available)
    func clicks(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            for (verb, count) in [("subscribe", Int64(1)), ("unsubscribe", 0)] {
                let done = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<20 {
                        group.addTask {
                            let body = Array("bell=all".utf8)
                            return (try? await ben.send("POST", "/@ada/\(verb)", body: body))?.status == 303
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(done == 20)
                #expect(try await rig.channel(.ada).subscribers == count)
                #expect(try await rig.sqlCount("SELECT count(*) FROM subscriptions") == Int(count))
            }
        }
    }

    @Test("twenty channels at once, who come and go, are counted exactly", arguments: TestEngine.available)
    func crowd(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ada = try await rig.channel(.ada).id
            var made: [ChannelID] = []
            for number in 0..<20 { made.append(try await rig.makeChannel("fan\(number)x")) }
            let fans = made
            await withTaskGroup(of: Void.self) { group in
                for (index, fan) in fans.enumerated() {
                    group.addTask {
                        try? await rig.app.subscribe(fan, to: ada, bell: .all)
                        try? await rig.app.unsubscribe(fan, from: ada)
                        if index < 13 { try? await rig.app.subscribe(fan, to: ada, bell: .none) }
                    }
                }
            }
            #expect(try await rig.channel(.ada).subscribers == 13)
            #expect(try await rig.sqlCount("SELECT count(*) FROM subscriptions WHERE target = \(ada)") == 13)
        }
    }

    @Test("the bell changes, and what is no bell is refused", arguments: TestEngine.available)
    func bell(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let (target, me) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            _ = try await ben.post("/@ada/subscribe", [])
            let first: Bell? = try await rig.app.database.read { tx in try tx.subscription(of: me, to: target)
            }
            #expect(first == .personalised)
            for bell in Bell.allCases {
                let page = try await ben.post("/@ada/subscribe", [("bell", bell.name)])
                #expect(page.contains("name=\"bell\" value=\"\(bell.name)\" checked"))
                let kept: Bell? = try await rig.app.database.read { tx in
                    try tx.subscription(of: me, to: target)
                }
                #expect(kept == bell)
            }
            let refused = try await ben.post("/@ada/subscribe", [("bell", "loud")])
            #expect(refused.status == 422)
            #expect(refused.contains("Choose All, Personalised or None."))
            #expect(try await rig.channel(.ada).subscribers == 1)
        }
    }

    @Test("not to oneself, not to nobody, and not signed out")
    func refuses() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let oneself = try await ada.post("/@ada/subscribe", [("bell", "all")])
            #expect(oneself.status == 403)
            #expect(oneself.contains("A channel cannot subscribe to itself."))
            #expect(try await rig.channel(.ada).subscribers == 0)
            #expect(!(try await ada.get("/@ada").contains("action=\"/@ada/subscribe\"")))
            #expect(try await ada.post("/@nobody/subscribe", []).status == 404)
            #expect(try await ada.post("/@nobody/unsubscribe", []).status == 404)
            let visitor = rig.visitor()
            let asked = try await visitor.post("/@ada/subscribe", [("bell", "all")])
            #expect(asked.status == 401)
            #expect(asked.contains("Sign in to go on."))
            try await rig.signUp(.ben)
            let back = try await visitor.upload(
                "/sign-in",
                asked.carriedFields + [("email", Person.ben.email), ("password", Person.ben.password)],
                files: [])
            #expect(back.contains("action=\"/@ada/subscribe\""))
            #expect(try await visitor.upload("/@ada/subscribe", back.carriedFields, files: []).status == 200)
            #expect(try await rig.channel(.ada).subscribers == 1)
        }
    }

    @Test("the list of subscriptions neither skips nor repeats", arguments: TestEngine.available)
    func list(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ben = try await rig.signUp(.ben)
            #expect(try await ben.get("/subscriptions").contains("You do not follow anybody yet"))
            let me = try await rig.channel(.ben).id
            var handles: Set<String> = []
            for number in 0..<53 {
                let handle = "star\(number)x"
                try await rig.app.subscribe(me, to: try await rig.makeChannel(handle), bell: .personalised)
                handles.insert(handle)
            }
            var seen: [String] = []
            var path = "/subscriptions"
            for _ in 0..<5 {
                let page = try await ben.get(path)
                #expect(page.status == 200)
                seen += page.all(#"<bdi>@(star\d+x)</bdi>"#)
                guard let next = page.all(#"href="(/subscriptions\?after=[^"]+)""#).first else { break }
                path = next
            }
            #expect(seen.count == 53)
            #expect(Set(seen) == handles)
            #expect(try await rig.visitor().get("/subscriptions").landed?.hasPrefix("/sign-in") == true)
        }
    }
}
