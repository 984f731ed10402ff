import Database
import Testing

@testable import Backstage

@Suite("People of a channel") struct PeopleTests {
    @Test("are known by their own channel, never by an address", arguments: TestEngine.available)
    func faces(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .editor)
            for browser in [ada, ben] {
                // The first look reads into memory whom the channel follows.
                _ = try await browser.get("/studio/people")
                let page = try await browser.get("/studio/people")
                #expect(page.contains("@ada") && page.contains("@ben"))
                #expect(!page.contains("example.org"))
                #expect(page.queries > 0 && page.queries <= 8, "\(page.queries) queries")
            }
            // Known by it still, and signed in as it, though Ada's is the older channel.
            let again = try await rig.signIn(.ben)
            _ = try await again.post("/studio", [("kind", "text"), ("text", "By himself")])
            #expect(try await rig.visitor().get("/@ben/backstage").postIDs.count == 1)
        }
    }

    @Test("roles change at once, and what no role is, is refused", arguments: TestEngine.available)
    func changes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .editor)
            let account = try await rig.account(.ben)
            let page = try await ada.post("/studio/people/\(account)/role", [("role", "moderator")])
            #expect(page.status == 200 && page.contains("Done."))
            #expect(try await ben.post("/studio", [("kind", "text"), ("text", "No more")]).status == 403)
            let refused = try await ada.post("/studio/people/\(account)/role", [("role", "king")])
            #expect(refused.status == 422)
            #expect(refused.contains("Choose owner, editor or moderator."))
            #expect(try await rig.role(of: .ben, in: .ada) == .moderator)
            #expect(try await ada.post("/studio/people/77/role", [("role", "editor")]).status == 404)
            #expect(try await ada.post("/studio/people/none/role", [("role", "editor")]).status == 404)
            let invited = try await ada.post("/studio/people/invite", [("role", "")])
            #expect(invited.status == 422 && invited.contains("Choose owner, editor or moderator."))
        }
    }

    @Test("who is removed goes on as their own channel, in every session", arguments: TestEngine.available)
    func removes(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .editor)
            let phone = try await rig.signIn(.ben)
            try await rig.act(phone, as: .ada)
            let account = try await rig.account(.ben)
            for _ in 1...2 {
                let removal = try await ada.post("/studio/people/\(account)/remove", [])
                #expect(removal.status == 200)
            }
            #expect(try await rig.role(of: .ben, in: .ada) == nil)
            for browser in [ben, phone] {
                #expect(try await browser.isSignedIn())
                #expect(!(try await browser.get("/account").contains("@ada")))
                _ = try await browser.post("/studio", [("kind", "text"), ("text", "On my own")])
            }
            #expect(try await rig.visitor().get("/@ben/backstage").postIDs.count == 2)
            #expect(try await rig.visitor().get("/@ada/backstage").postIDs.isEmpty)
            let ada0 = try await rig.channel(.ada).id
            #expect(try await ben.post("/channels/\(ada0)/act", []).status == 403)
        }
    }

    @Test(
        "a session left on a channel that is no longer theirs acts as their own",
        arguments: TestEngine.available)
    func fallsBack(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (_, ben) = try await rig.team(.ben, .editor)
            let (account, channel) = (try await rig.account(.ben), try await rig.channel(.ada).id)
            try await rig.app.database.write { tx in
                try tx.run("DELETE FROM channel_people WHERE account = \(account) AND channel = \(channel)")
            }
            #expect(try await ben.isSignedIn())
            #expect(try await ben.get("/studio").contains("<bdi>Ben</bdi>"))
        }
    }

    @Test("anybody may leave, but not the last owner", arguments: TestEngine.available)
    func leaves(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .moderator)
            let (first, second) = (try await rig.account(.ada), try await rig.account(.ben))
            for (verb, fields) in [("role", [("role", "editor")]), ("remove", [])] {
                let refused = try await ada.post("/studio/people/\(first)/\(verb)", fields)
                #expect(refused.status == 422)
                #expect(refused.contains("Ada is the last owner. Make somebody else an owner first."))
            }
            #expect(try await rig.role(of: .ada, in: .ada) == .owner)
            let left = try await ben.post("/studio/people/\(second)/remove", [])
            #expect(left.landed == "/account")
            #expect(try await rig.role(of: .ben, in: .ada) == nil)
            #expect(try await ada.get("/studio/people").contains("<bdi>Ben</bdi></a> left"))
        }
    }

    @Test("who has no other channel is not removed, only lowered", arguments: TestEngine.available)
    func onlyChannel(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .owner)
            let founder = try await rig.account(.ada)
            let refused = try await ben.post("/studio/people/\(founder)/remove", [])
            #expect(refused.status == 422)
            #expect(refused.contains("Ada has no other channel to act as. Make them a moderator instead."))
            #expect(try await ada.isSignedIn())
            _ = try await ben.post("/studio/people/\(founder)/role", [("role", "moderator")])
            #expect(try await ada.get("/studio").landed == "/studio/people")
            #expect(try await rig.role(of: .ada, in: .ada) == .moderator)
        }
    }

    @Test("two owners who lower each other at once leave one", arguments: TestEngine.available)
    func lastOfTwo(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .owner)
            let (first, second) = (try await rig.account(.ada), try await rig.account(.ben))
            let body = Array("role=editor".utf8)
            let type = [("Content-Type", "application/x-www-form-urlencoded")]
            async let one = ada.send(
                "POST", "/studio/people/\(second)/role", headers: type, body: body)
            async let two = ben.send(
                "POST", "/studio/people/\(first)/role", headers: type, body: body)
            let statuses = [try await one.status, try await two.status]
            #expect(statuses.filter { $0 == 303 }.count == 1, "\(statuses)")
            let channel = try await rig.channel(.ada).id
            #expect(try await rig.app.database.read { try $0.ownerCount(of: channel) } == 1)
        }
    }

    @Test(
        "who is lowered or removed keeps no open invitation to come back by", arguments: TestEngine.available)
    func takesLinksAlong(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben) = try await rig.team(.ben, .owner)
            let kept = try await ben.makeLink("/studio/people/invite", [("role", "owner")])
            let account = try await rig.account(.ben)
            _ = try await ada.post("/studio/people/\(account)/remove", [])
            let back = try await ben.post(kept, [])
            #expect(back.status == 410)
            #expect(back.contains("This invitation was used already, or taken back."))
            #expect(try await rig.role(of: .ben, in: .ada) == nil)
        }
    }
}
