import Database
import Foundation
import Testing

@testable import Backstage

@Suite("The account's page") struct AccountTests {
    // MARK: Sessions

    @Test("signing out ends the session, also for whoever copied its cookie", arguments: TestEngine.available)
    func signsOut(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let copy = rig.visitor()
            copy.takeCookies(from: ada)
            #expect(try await copy.isSignedIn())
            let page = try await ada.post("/sign-out", [])
            #expect(page.status == 200)
            #expect(page.landed == "/")
            #expect(ada.cookie == nil)
            #expect(!(try await copy.isSignedIn()))
            #expect(try await rig.sqlCount("SELECT count(*) FROM sessions") == 0)
            #expect(try await ada.post("/sign-out", []).status == 200)
        }
    }

    @Test(
        "sessions are listed with their device, and ending one signs it out", arguments: TestEngine.available)
    func endsSession(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let phone = rig.visitor()
            _ = try await phone.post(
                "/sign-in", [("email", Person.ada.email), ("password", Person.ada.password)],
                headers: [
                    ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
                ])
            #expect(try await phone.isSignedIn())
            let list = try await ada.get("/account")
            #expect(list.contains("This device"))
            #expect(list.contains("Firefox on Linux"))
            let ends = list.all(#"action="(/account/sessions/\d+/end)""#)
            #expect(ends.count == 1)
            let end = try #require(ends.first)
            let eve = try await rig.signUp(.eve)
            #expect(try await eve.post(end, []).status == 404)
            #expect(try await phone.isSignedIn())
            let ended = try await ada.post(end, [])
            #expect(ended.contains("Done. That device is signed out."))
            #expect(!(try await phone.isSignedIn()))
            #expect(try await ada.isSignedIn())
            #expect(try await ada.post(end, []).status == 404)
        }
    }

    @Test("all other sessions end together")
    func endsOthers() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let others = [try await rig.signIn(.ada), try await rig.signIn(.ada)]
            #expect(try await ada.post("/account/sessions/end-others", []).status == 200)
            for other in others { #expect(!(try await other.isSignedIn())) }
            #expect(try await ada.isSignedIn())
        }
    }

    @Test("a session lives as long as it is seen, and ends 90 days later", arguments: TestEngine.available)
    func expires(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            rig.time.advance(hours: 24 * 89)
            #expect(try await ada.isSignedIn())
            rig.time.advance(hours: 24 * 89)
            #expect(try await ada.isSignedIn())
            rig.time.advance(hours: 24 * 90 + 1)
            #expect(!(try await ada.isSignedIn()))
        }
    }

    @Test(
        "a cookie that is none of ours is a visitor's",
        arguments: ["", "x", String(repeating: "0", count: 64), "'; DROP TABLE sessions"])
    func strangeCookie(value: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let page = try await rig.visitor().get("/", headers: [("Cookie", "backstage=\(value)")])
            #expect(page.status == 200)
            #expect(page.contains("Sign in"))
        }
    }

    // MARK: The password

    @Test(
        "a new password ends the other sessions, and the old one is done with",
        arguments: TestEngine.available)
    func changesPassword(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let other = try await rig.signIn(.ada)
            let fresh = "an altogether new sentence"
            let page = try await ada.post(
                "/account/password", [("password-now", Person.ada.password), ("password", fresh)])
            #expect(page.status == 200)
            #expect(page.contains("The password is changed, and your other sessions have ended."))
            #expect(try await ada.isSignedIn())
            #expect(!(try await other.isSignedIn()))
            let old = try await rig.visitor().post(
                "/sign-in", [("email", Person.ada.email), ("password", Person.ada.password)])
            #expect(old.status == 422)
            let new = try await rig.visitor().post(
                "/sign-in", [("email", Person.ada.email), ("password", fresh)])
            #expect(new.status == 200)
        }
    }

    static let refusedPasswords: [(now: String, new: String, words: String)] = [
        ("not my password at all", "an altogether new sentence", "This is not your present password."),
        ("", "an altogether new sentence", "This is not your present password."),
        (Person.ada.password, "", "Choose a password."),
        (Person.ada.password, "elevenchars", "Too short. It needs at least 12 characters."),
        (Person.ada.password, String(repeating: "x", count: 201), "Too long. At most 200 characters fit."),
        (Person.ada.password, "ADA@example.org", "Choose a password that is not your email address."),
        (Person.ada.password, Person.ada.password, "This is the password you have already."),
    ]

    @Test(
        "a password that will not do is refused, and the present one stays",
        arguments: refusedPasswords.indices)
    func refusesPassword(index: Int) async throws {
        let (now, new, words) = Self.refusedPasswords[index]
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let other = try await rig.signIn(.ada)
            let page = try await ada.post("/account/password", [("password-now", now), ("password", new)])
            #expect(page.status == 422)
            #expect(page.contains(words), "expected “\(words)”")
            for typed in [now, new] where typed.count > 10 { #expect(!page.contains("value=\"\(typed)\"")) }
            #expect(try await other.isSignedIn())
            let signedIn = try await rig.visitor().post(
                "/sign-in", [("email", Person.ada.email), ("password", Person.ada.password)])
            #expect(signedIn.status == 200)
        }
    }

    @Test("guessing the present password slows down too")
    func slowsPassword() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let guess = [("password-now", "wrong words"), ("password", "an altogether new sentence")]
            for _ in 1...10 { #expect(try await ada.post("/account/password", guess).status == 422) }
            let slowed = try await ada.post("/account/password", guess)
            #expect(slowed.status == 429)
            #expect(slowed.contains("Too many failed tries. Wait 10 minutes, then try again."))
        }
    }

    // MARK: Several channels

    @Test("a second channel is acted as, and the switcher leads back", arguments: TestEngine.available)
    func switches(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let made = try await ada.post("/channels", [("handle", "nightlab"), ("name", "Night Lab")])
            #expect(made.status == 200)
            #expect(made.contains("The channel is made. You now act as it."))
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "from the lab")])
            #expect(try await rig.visitor().get("/@nightlab/backstage").postIDs.count == 1)
            #expect(try await rig.visitor().get("/@ada/backstage").postIDs.isEmpty)
            let switcher = try await ada.get("/account")
            let acts = switcher.all(#"action="(/channels/\d+/act)""#)
            let first = try await rig.channel(.ada).id
            #expect(acts == ["/channels/\(first)/act"])
            #expect(try await ada.post("/channels/\(first)/act", []).status == 200)
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "from herself")])
            #expect(try await rig.visitor().get("/@ada/backstage").postIDs.count == 1)
            #expect(try await rig.visitor().get("/@nightlab/backstage").postIDs.count == 1)
        }
    }

    @Test("nobody acts as somebody else's channel")
    func actsAsOwnOnly() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            try await rig.signUp(.ben)
            let ben = try await rig.channel(.ben).id
            let refused = try await ada.post("/channels/\(ben)/act", [])
            #expect(refused.status == 403)
            #expect(refused.contains("This channel is not one of yours."))
            #expect(try await ada.post("/channels/77/act", []).status == 403)
            #expect(try await ada.post("/channels/none/act", []).status == 404)
            _ = try await ada.post("/studio", [("kind", "text"), ("text", "whose?")])
            #expect(try await rig.visitor().get("/@ada/backstage").postIDs.count == 1)
        }
    }

    static let refusedChannels: [(handle: String, name: String, words: String)] = [
        ("", "Lab", "Choose a handle."),
        ("lab", "", "Enter a name."),
        ("la", "Lab", "Too short. It needs at least 3 characters."),
        ("stud1o", "Lab", "This handle belongs to the site, or looks like one that does. Choose another."),
        ("A_D_A", "Lab", "This handle is taken, or looks like one that is. Choose another."),
    ]

    @Test("a channel that cannot be made is refused beside its field", arguments: refusedChannels.indices)
    func refusesChannel(index: Int) async throws {
        let (handle, name, words) = Self.refusedChannels[index]
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.post("/channels", [("handle", handle), ("name", name)])
            #expect(page.status == 422)
            #expect(page.contains(words), "expected “\(words)”")
            for typed in [handle, name] where !typed.isEmpty { #expect(page.contains("value=\"\(typed)\"")) }
            #expect(try await rig.sqlCount("SELECT count(*) FROM channels") == 1)
        }
    }

    @Test(
        "an account owns ten channels, also when many are asked for at once", arguments: TestEngine.available)
    func tenChannels(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            for number in 2...8 {
                _ = try await ada.post("/channels", [("handle", "lab\(number)x"), ("name", "Lab")])
            }
            #expect(try await rig.sqlCount("SELECT count(*) FROM channel_people") == 8)
            await withTaskGroup(of: Void.self) { group in
                for number in 20..<30 {
                    group.addTask {
                        let body = Array("handle=crowd\(number)&name=Crowd".utf8)
                        _ = try? await ada.send("POST", "/channels", body: body)
                    }
                }
            }
            #expect(try await rig.sqlCount("SELECT count(*) FROM channel_people") == 10)
            let page = try await ada.post("/channels", [("handle", "eleventh"), ("name", "Eleventh")])
            #expect(page.status == 422)
            #expect(page.contains("An account can own 10 channels."))
            #expect(page.contains("value=\"eleventh\""))
        }
    }

    // MARK: The language

    @Test("a browser that asks for French gets French")
    func frenchBrowser() async throws {
        try await Rig.run(.sqlite) { rig in
            let page = try await rig.visitor(language: "fr-CH, fr;q=0.9, en;q=0.5").get("/sign-up")
            #expect(page.contains("<html lang=\"fr\""))
            #expect(page.contains("Créez votre compte"))
            let refused = try await rig.visitor(language: "fr").post("/sign-up", [])
            #expect(refused.status == 422)
            #expect(refused.contains("4 points à corriger."))
            #expect(refused.contains("Choisissez un mot de passe."))
            #expect(try await rig.visitor(language: "de").get("/sign-up").contains("Create your account"))
        }
    }

    @Test("an account's own language goes before the browser's", arguments: TestEngine.available)
    func frenchAccount(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let ada = try await rig.signUp(.ada)
            let saved = try await ada.post("/account/language", [("language", "fr")])
            #expect(saved.status == 200)
            #expect(saved.contains("<html lang=\"fr\""))
            #expect(saved.contains("Votre compte"))
            #expect(try await ada.get("/").contains("Accueil"))
            #expect(try await ada.get("/nowhere").contains("Il n’y a rien ici"))
            #expect(try await rig.visitor().get("/").contains("<html lang=\"en\""))
            let unknown = try await ada.post("/account/language", [("language", "tlh")])
            #expect(unknown.status == 422)
            let automatic = try await ada.post("/account/language", [("language", "")])
            #expect(automatic.contains("The language is saved."))
        }
    }

    @Test("a language that is not in the list is refused")
    func unknownLanguage() async throws {
        try await Rig.run(.sqlite) { rig in
            let ada = try await rig.signUp(.ada)
            let page = try await ada.post("/account/language", [("language", "tlh")])
            #expect(page.status == 422)
            #expect(page.contains("Choose one of the languages in the list."))
        }
    }
}
