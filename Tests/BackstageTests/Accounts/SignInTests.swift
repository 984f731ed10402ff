import Database
import Foundation
import Testing

@testable import Backstage

@Suite("Signing in") struct SignInTests {
    static let wrong = "The email address and the password do not belong together."
    static let tooMany = "Too many failed tries. Wait 10 minutes, then try again."

    private func tries(
        _ browser: Browser, _ email: String, _ password: String, from address: String
    ) async throws -> PageSeen {
        try await browser.post(
            "/sign-in", [("email", email), ("password", password)], headers: [("X-Forwarded-For", address)])
    }

    @Test("a wrong password and an unknown address get the same answer", arguments: TestEngine.available)
    func sameAnswer(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let password = "certainly not this one"
            let known = try await rig.visitor().post(
                "/sign-in", [("email", Person.ada.email), ("password", password)])
            let unknown = try await rig.visitor().post(
                "/sign-in", [("email", "nobody@example.org"), ("password", password)])
            #expect(known.status == 422)
            #expect(unknown.status == 422)
            #expect(known.contains(Self.wrong))
            #expect(known.contains("value=\"\(Person.ada.email)\""))
            #expect(!known.contains(password))
            let first = known.text.replacingOccurrences(of: Person.ada.email, with: "somebody")
            let second = unknown.text.replacingOccurrences(of: "nobody@example.org", with: "somebody")
            #expect(first == second)
        }
    }

    @Test("the address counts however it is written, and the way leads on to where it should")
    func signsIn() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ada = rig.visitor()
            let page = try await ada.post(
                "/sign-in",
                [("email", " ADA@Example.ORG "), ("password", Person.ada.password), ("then", "/feed")])
            #expect(page.status == 200)
            #expect(page.landed == "/feed")
            #expect(try await ada.isSignedIn())
            #expect(try await ada.get("/sign-in?then=%2Ffeed").landed == "/feed")
            #expect(try await ada.get("/sign-up").landed == "/")
        }
    }

    @Test("a page that needs somebody asks for the sign-in and is come back to")
    func comesBack() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ada = rig.visitor()
            let asked = try await ada.get("/studio?kind=poll")
            #expect(asked.landed?.hasPrefix("/sign-in?then=") == true)
            let fields =
                asked.carriedFields + [("email", Person.ada.email), ("password", Person.ada.password)]
            #expect(try await ada.upload("/sign-in", fields, files: []).landed == "/studio?kind=poll")
        }
    }

    @Test(
        "nobody is led to another site",
        arguments: [
            "//evil.example", "///evil.example", "/\\evil.example", "https://evil.example/", "evil.example",
            "javascript:alert(1)", "/\t/evil.example", " //evil.example",
        ])
    func openRedirect(then: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let eve = try await rig.signUp(.eve)
            let shown = try await rig.visitor().get("/sign-in?then=" + Browser.encoded(then))
            #expect(!shown.contains("evil.example"))
            let other = rig.visitor()
            let credentials = [("email", Person.eve.email), ("password", Person.eve.password)]
            #expect(try await other.post("/sign-in", credentials + [("then", then)]).landed == "/")
            let kept = try await rig.visitor().post(
                "/sign-in",
                credentials + [
                    ("kept-action", then), ("kept-files", "0"), ("kept-name", "text"), ("kept-value", "x"),
                ])
            #expect(!kept.contains("evil.example"))
            #expect(try await eve.get("/sign-in?then=" + Browser.encoded(then)).landed == "/")
            try await rig.signUp(.ada)
            #expect(try await eve.post("/@ada/subscribe", [("back", then)]).landed == "/@ada")
        }
    }

    @Test(
        "ten failures for an account slow it down from everywhere, until time passes",
        arguments: TestEngine.available)
    func slowsAccount(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            for number in 1...10 {
                let page = try await tries(
                    rig.visitor(), Person.ada.email, "wrong words \(number)", from: "203.0.113.\(number)")
                #expect(page.status == 422)
            }
            let ada = rig.visitor()
            let slowed = try await tries(ada, Person.ada.email, Person.ada.password, from: "203.0.113.99")
            #expect(slowed.status == 429)
            #expect(slowed.contains(Self.tooMany))
            #expect(slowed.contains("value=\"\(Person.ada.email)\""))
            #expect(slowed.header("Retry-After") == "600")
            #expect(!(try await ada.isSignedIn()))
            let ben = rig.visitor()
            #expect(
                try await tries(ben, Person.ben.email, Person.ben.password, from: "203.0.113.99").status
                    == 200)
            rig.time.advance(minutes: 11)
            #expect(
                try await tries(ada, Person.ada.email, Person.ada.password, from: "203.0.113.99").status
                    == 200)
            #expect(try await ada.isSignedIn())
        }
    }

    @Test("ten failures from an address slow it down for every account", arguments: TestEngine.available)
    func slowsAddress(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ben)
            for number in 1...10 {
                _ = try await tries(
                    rig.visitor(), "guess\(number)@example.org", "wrong words", from: "203.0.113.7")
            }
            let ben = rig.visitor()
            let slowed = try await tries(ben, Person.ben.email, Person.ben.password, from: "203.0.113.7")
            #expect(slowed.status == 429)
            #expect(slowed.contains(Self.tooMany))
            #expect(
                try await tries(ben, Person.ben.email, Person.ben.password, from: "203.0.113.8").status == 200
            )
            rig.time.advance(minutes: 11)
            #expect(
                try await tries(ben, Person.ben.email, Person.ben.password, from: "203.0.113.7").status == 200
            )
        }
    }

    @Test("nine failures and a success begin anew")
    func forgives() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            for round in 1...2 {
                for number in 1...9 {
                    let address = "203.0.\(round).\(number)"
                    #expect(
                        try await tries(rig.visitor(), Person.ada.email, "wrong words", from: address).status
                            == 422)
                }
                let right = try await tries(
                    rig.visitor(), Person.ada.email, Person.ada.password, from: "203.0.113.\(round)")
                #expect(right.status == 200)
            }
        }
    }

    @Test("thirty tries sent at the same moment are still no more than ten", arguments: TestEngine.available)
    func concurrent(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let statuses = await withTaskGroup(of: Int.self) { group in
                for number in 0..<30 {
                    group.addTask {
                        let body = Array("email=ada%40example.org&password=wrong+words+\(number)".utf8)
                        let page = try? await rig.visitor().send("POST", "/sign-in", body: body)
                        return page?.status ?? 0
                    }
                }
                return await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 422 }.count == 10)
            #expect(statuses.filter { $0 == 429 }.count == 20)
        }
    }

    // MARK: A session that ended in the middle of writing

    @Test(
        "what was written when the session had ended is sent after the sign-in",
        arguments: TestEngine.available)
    func keepsText(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            _ = try await ada.get("/studio")
            ada.forgetCookies()
            let text = "Half an hour of <i>words</i>,\n\"quoted\" & kept, isn't it?"
            let asked = try await ada.post("/studio", [("kind", "text"), ("text", text)])
            #expect(asked.status == 401)
            #expect(asked.contains("Sign in to send this. What you wrote is kept."))
            #expect(asked.carriedFields.contains { $0.0 == "kept-value" && $0.1 == text })
            let mistaken = try await ada.upload(
                "/sign-in",
                asked.carriedFields + [("email", Person.ada.email), ("password", "not my password")],
                files: [])
            #expect(mistaken.status == 422)
            #expect(mistaken.contains(Self.wrong))
            let back = try await ada.upload(
                "/sign-in",
                mistaken.carriedFields + [("email", Person.ada.email), ("password", Person.ada.password)],
                files: [])
            #expect(back.status == 200)
            #expect(back.contains("This is what you wrote. It has not been sent yet."))
            #expect(back.contains("action=\"/studio\""))
            #expect(back.carriedFields.contains { $0.0 == "text" && $0.1 == text })
            #expect(try await ada.get("/@ada/backstage").postIDs.isEmpty)
            let sent = try await ada.upload("/studio", back.carriedFields, files: [])
            #expect(sent.status == 200)
            #expect(sent.landed?.hasPrefix("/@ada/backstage") == true)
            let channel = try await ada.get("/@ada/backstage")
            #expect(channel.postIDs.count == 1)
            #expect(channel.contains("Half an hour of &lt;i&gt;words&lt;/i&gt;,"))
        }
    }

    @Test("a poll keeps its question and answers; a file has to be chosen again")
    func keepsPoll() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ada = rig.visitor()
            let asked = try await ada.upload(
                "/studio",
                [
                    ("kind", "poll"), ("text", "Which?"), ("option-1", "Saturn"), ("option-2", "Porridge"),
                    ("closes", "60"),
                ],
                files: [(field: "photos", name: "a.jpg", bytes: [1, 2, 3])])
            #expect(asked.status == 401)
            #expect(asked.contains("A file could not be kept: choose it again afterwards."))
            let back = try await ada.upload(
                "/sign-in",
                asked.carriedFields + [("email", Person.ada.email), ("password", Person.ada.password)],
                files: [])
            #expect(back.contains("Saturn"))
            #expect(back.contains("Porridge"))
            _ = try await ada.upload("/studio", back.carriedFields, files: [])
            let channel = try await ada.get("/@ada/backstage")
            #expect(channel.postIDs.count == 1)
            #expect(channel.contains("Saturn"))
        }
    }

    @Test("a password in a form without a session is in no page")
    func keepsNoPassword() async throws {
        try await Rig.run(.sqlite) { rig in
            let page = try await rig.visitor().post(
                "/account/password", [("password-now", "secret-words-one"), ("password", "secret-words-two")])
            #expect(page.status == 401)
            #expect(!page.contains("secret-words"))
        }
    }

    // MARK: Other sites

    @Test(
        "a form from another site does nothing",
        arguments: [
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
            ("Origin", "https://evil.example"),
            ("Origin", "null"), ("Origin", "http://127.0.0.1"),
        ])
    func crossSite(header: String, value: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.post(
                "/studio", [("kind", "text"), ("text", "not by her")], headers: [(header, value)])
            #expect(page.status == 403)
            #expect(page.contains("The form came from another site, so nothing was done."))
            #expect(try await ada.get("/@ada/backstage").postIDs.isEmpty)
            #expect(try await ada.post("/sign-out", [], headers: [(header, value)]).status == 403)
            #expect(try await ada.isSignedIn())
        }
    }

    @Test("a form of our own page passes, whichever way the browser says so")
    func sameSite() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.post(
                "/studio", [("kind", "text"), ("text", "by her")],
                headers: [("Sec-Fetch-Site", "same-origin")])
            #expect(page.status == 200)
        }
    }
}
