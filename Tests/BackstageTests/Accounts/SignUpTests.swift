import Database
import Foundation
import Testing

@testable import Backstage

@Suite("Signing up") struct SignUpTests {
    @Test("an account comes with its channel and its session", arguments: TestEngine.available)
    func signsUp(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let eve = rig.visitor()
            let page = try await eve.post("/sign-up", Self.fields)
            #expect(page.status == 200)
            #expect(page.landed == "/")
            #expect(try await eve.isSignedIn())
            #expect(try await eve.get("/@eve").status == 200)
            let channel = try await rig.channel(.eve)
            #expect(channel.name == "Eve")
            #expect(channel.isPerson)
            let hash: String? = try await rig.app.database.read { tx in
                try tx.value("SELECT password FROM accounts")
            }
            #expect(hash?.hasPrefix("$argon2id$") == true)
            #expect(try await rig.sqlCount("SELECT count(*) FROM sessions") == 1)
        }
    }

    @Test("the cookie is out of reach of scripts and other sites, and a written @ is no part of the handle")
    func cookie() async throws {
        try await Rig.run(.sqlite) { rig in
            let body =
                "email=eve%40example.org&password=a+long+sentence+of+eve&handle=%40eve&name=Eve&then=%2Ffeed"
            let answer = try await rig.visitor().send("POST", "/sign-up", body: Array(body.utf8))
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/feed")
            let cookie = answer.header("Set-Cookie") ?? ""
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            #expect(try await rig.visitor().get("/@eve").status == 200)
        }
    }

    static let fields: [(String, String)] = [
        ("name", "Eve"), ("handle", "eve"), ("email", "eve@example.org"),
        ("password", "a long sentence of eve"),
    ]

    static let handleLong = "Too long. At most 30 characters fit."
    static let handleLetters = "Use only letters from A to Z, digits and _."
    static let handleReserved =
        "This handle belongs to the site, or looks like one that does. Choose another."
    static let emailBroken = "This is not an email address. It looks like name@example.org."
    static let emailNoEnd = "The end is missing, for example .org"

    /// What is typed instead of the good values, and the sentence that must stand beside it.
    static let refused: [(changes: [String: String], words: String)] = [
        (["name": ""], "Enter a name."),
        (["name": "   "], "Enter a name."),
        (["name": "\u{200B}\u{2060}"], "Enter a name."),
        (["name": "\u{202E}"], "Enter a name."),
        (["name": String(repeating: "é", count: 51)], "1 character too many. At most 50 fit."),
        (["name": String(repeating: "n", count: 53)], "3 characters too many. At most 50 fit."),
        (["handle": ""], "Choose a handle."),
        (["handle": "\u{200B}"], "Choose a handle."),
        (["handle": "ab"], "Too short. It needs at least 3 characters."),
        (["handle": "abcdefghijklmnopqrstuvwxyz01234"], handleLong),
        (["handle": "jörg"], handleLetters),
        (["handle": "\u{0430}da\u{0430}"], handleLetters),
        (["handle": "two words"], handleLetters),
        (["handle": "a/b/c"], handleLetters),
        (["handle": "____"], handleLetters),
        (["handle": "admin"], handleReserved),
        (["handle": "Adm1n"], handleReserved),
        (["handle": "supp0rt"], handleReserved),
        (["handle": "back_stage"], handleReserved),
        (["email": ""], "Enter your email address."),
        (["email": "  "], "Enter your email address."),
        (["email": "eve"], emailBroken),
        (["email": "eve@"], emailBroken),
        (["email": "@example.org"], emailBroken),
        (["email": "eve@home@example.org"], emailBroken),
        (["email": "e ve@example.org"], emailBroken),
        (["email": "eve@.org"], emailBroken),
        (["email": "eve@example"], emailNoEnd),
        (["email": "eve@example."], emailNoEnd),
        (
            ["email": String(repeating: "e", count: 250) + "@example.org"],
            "This address is longer than an email address can be."
        ),
        (["password": ""], "Choose a password."),
        (["password": "                "], "Choose a password."),
        (["password": "elevenchars"], "Too short. It needs at least 12 characters."),
        (["password": String(repeating: "x", count: 201)], "Too long. At most 200 characters fit."),
        (["password": "EVE@example.org"], "Choose a password that is not your email address."),
        (
            ["email": "quiet.observer@example.org", "password": "Quiet.Observer"],
            "Choose a password that is not your email address."
        ),
        (
            ["handle": "quiet_observer", "password": "Quiet_Observer"],
            "Choose a password that is not your handle."
        ),
    ]

    @Test(
        "what is wrong is said beside its field; what was typed stays, the password does not",
        arguments: refused.indices)
    func refuses(index: Int) async throws {
        let (changes, words) = Self.refused[index]
        let fields = Self.fields.map { name, value in (name, changes[name] ?? value) }
        try await Rig.run(.sqlite) { rig in
            let eve = rig.visitor()
            let page = try await eve.post("/sign-up", fields)
            #expect(page.status == 422)
            #expect(page.contains(words), "expected “\(words)”")
            #expect(page.contains("One thing to fix."))
            for (name, value) in fields where name != "password" && value.contains(where: { $0.isLetter }) {
                #expect(page.contains("value=\"\(value)\""), "\(name) is lost")
            }
            let password = fields.first { $0.0 == "password" }?.1 ?? ""
            if password.contains(where: { $0.isLetter }) { #expect(!page.contains(password)) }
            #expect(eve.cookie == nil)
            #expect(try await rig.sqlCount("SELECT count(*) FROM accounts") == 0)
            #expect(try await rig.sqlCount("SELECT count(*) FROM channels") == 0)
        }
    }

    @Test("all that is wrong is said at once")
    func saysAll() async throws {
        try await Rig.run(.sqlite) { rig in
            let page = try await rig.visitor().post("/sign-up", [])
            #expect(page.status == 422)
            #expect(page.contains("4 things to fix."))
            for field in ["name", "handle", "email", "password"] {
                #expect(page.contains("id=\"\(field)-error\""))
            }
        }
    }

    @Test("exactly 30 letters of handle, 50 of name and 12 of password fit")
    func fits() async throws {
        try await Rig.run(.sqlite) { rig in
            let handle = "abcdefghijklmnopqrstuvwxyz0123"
            let page = try await rig.visitor().post(
                "/sign-up",
                [
                    ("name", String(repeating: "é", count: 50)), ("handle", handle), ("email", "a@b.org"),
                    ("password", "twelve chars"),
                ])
            #expect(page.status == 200)
            #expect(try await rig.visitor().get("/@\(handle)").status == 200)
        }
    }

    @Test(
        "a handle that looks like one that is there is taken",
        arguments: ["modern", "MODERN", "m0dern", "modem", "M_o_d_e_r_n", "rn0dern"])
    func takenHandle(handle: String) async throws {
        try await Rig.run(.sqlite) { rig in
            _ = try await rig.makeChannel("modern")
            let fields = Self.fields.map { name, value in (name, name == "handle" ? handle : value) }
            let page = try await rig.visitor().post("/sign-up", fields)
            #expect(page.status == 422)
            #expect(page.contains("This handle is taken, or looks like one that is. Choose another."))
            #expect(page.contains("value=\"\(handle)\""))
        }
    }

    @Test("an email address serves one account, however it is written", arguments: TestEngine.available)
    func takenEmail(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.eve)
            let page = try await rig.visitor().post(
                "/sign-up",
                [
                    ("name", "Other"), ("handle", "other"), ("email", " EVE@Example.ORG "),
                    ("password", "another long sentence"),
                ])
            #expect(page.status == 422)
            #expect(page.contains("There is an account with this address already. Sign in instead."))
            #expect(try await rig.visitor().get("/@other").status == 404)
        }
    }

    @Test("of six who want one handle at the same moment, one gets it", arguments: TestEngine.available)
    func race(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let made = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let new = try? await rig.app.signUp(
                            email: "racer\(number)@example.org", password: "a long sentence to run with",
                            handle: "winner", name: "Racer \(number)")
                        return new != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
            for table in ["accounts", "channels", "channel_people"] as [StaticString] {
                let rows = try await rig.sqlCount("SELECT count(*) FROM \(raw: table)")
                #expect(rows == 1)
            }
        }
    }

    @Test("the first administrator's address works once", arguments: TestEngine.available)
    func firstAdmin(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let address = try #require(try await rig.app.firstAdminAddress())
            let start = try #require(address.range(of: "/admin/first/"))
            let path = String(address[start.lowerBound...])
            let cleo = rig.visitor()
            #expect(try await cleo.get(path).contains("This address works once."))
            #expect(try await cleo.get("/admin/first/0123456789abcdef").status == 404)
            let refused = try await cleo.post(
                path, [("name", "Cleo"), ("handle", "cleo"), ("email", "cleo"), ("password", "")])
            #expect(refused.status == 422)
            #expect(refused.contains("value=\"Cleo\""))
            #expect(refused.contains("action=\"\(path)\""))
            let fields = [
                ("name", "Cleo"), ("handle", "cleo"), ("email", Person.cleo.email),
                ("password", Person.cleo.password),
            ]
            let made = try await cleo.post(path, fields)
            #expect(made.status == 200)
            #expect(made.landed == "/admin/rollout")
            #expect(try await rig.visitor().get(path).status == 404)
            let late = try await rig.visitor().post(
                path,
                [
                    ("name", "Dan"), ("handle", "dan"), ("email", Person.dan.email),
                    ("password", Person.dan.password),
                ])
            #expect(late.status == 404)
            #expect(try await rig.visitor().get("/@dan").status == 404)
            #expect(try await rig.app.firstAdminAddress() == nil)
            #expect(try await rig.sqlCount("SELECT count(*) FROM accounts WHERE role = 2") == 1)
        }
    }

    @Test("a newer first address replaces the one before")
    func newerFirstAdmin() async throws {
        try await Rig.run(.sqlite) { rig in
            let before = try #require(try await rig.app.firstAdminAddress())
            let after = try #require(try await rig.app.firstAdminAddress())
            let paths = [before, after].map {
                "/admin/first/" + ($0.components(separatedBy: "/admin/first/").last ?? "")
            }
            #expect(try await rig.visitor().get(paths[0]).status == 404)
            #expect(try await rig.visitor().get(paths[1]).status == 200)
        }
    }
}

extension Rig {
    /// What a counting statement counts.
    func sqlCount(_ sql: SQL) async throws -> Int {
        let found: Int? = try await app.database.read { tx in try tx.value(sql) }
        return found ?? 0
    }
}

extension Browser {
    /// Whether the account's page opens. For browsers that read English.
    func isSignedIn() async throws -> Bool { try await get("/account").contains("You sign in with") }
}

extension PageSeen {
    /// The hidden fields of a page, in order, as a browser would send them.
    var carriedFields: [(String, String)] {
        let names = all(#"<input type="hidden" name="([^"]*)" value="[^"]*""#)
        let values = all(#"<input type="hidden" name="[^"]*" value="([^"]*)""#)
        return zip(names, values).map { ($0.unescaped, $1.unescaped) }
    }
}

extension String {
    /// What stands in an attribute, read as a browser reads it.
    fileprivate var unescaped: String {
        replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
            .replacingOccurrences(of: "&amp;", with: "&")
    }
}
