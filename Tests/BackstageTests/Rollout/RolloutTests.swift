import Testing

@testable import Backstage

@Suite("Rollout") struct RolloutTests {
    @Test("a new site lets only the invited post, and says so at the gate", arguments: TestEngine.available)
    func invited(engine: TestEngine) async throws {
        try await Rig.run(engine, stage: .invited) { rig in
            let eve = try await rig.signUp(.eve)
            let gate = try await eve.get("/studio")
            #expect(gate.contains("Backstage is opening step by step"))
            let refused = try await eve.post("/studio", [("kind", "text"), ("text", "let me in")])
            #expect(refused.status == 403)
            #expect(refused.contains("let me in") && refused.contains("cannot post here yet"))
            try await rig.app.setInvitation(ofHandle: "@EVE", to: true)
            try await rig.runJobs()
            #expect(try await eve.post("/studio", [("kind", "text"), ("text", "let me in")]).status == 200)
            #expect(try await eve.get("/notifications").contains("you can post now"))
        }
    }

    @Test("an administrator opens posting on a page; for others the page does not exist")
    func administration() async throws {
        try await Rig.run(.sqlite, stage: .invited) { rig in
            _ = try await rig.app.createAdmin(
                email: Person.cleo.email, password: Person.cleo.password, handle: "cleo", name: "Cleo")
            let cleo = try await rig.signIn(.cleo)
            let eve = try await rig.signUp(.eve)
            #expect(try await eve.get("/admin/rollout").status == 404)
            #expect(try await eve.post("/admin/rollout", [("stage", "everyone")]).status == 404)
            #expect(
                try await cleo.post(
                    "/admin/rollout", [("stage", "subscribers"), ("count-subscribers", "many")]
                ).status == 422)
            #expect(
                try await cleo.post("/admin/rollout", [("stage", "subscribers"), ("count-subscribers", "2")])
                    .status == 200)
            #expect(try await eve.get("/studio").contains("of 2 subscribers"))
            #expect(try await cleo.post("/admin/rollout", [("stage", "everyone")]).status == 200)
            #expect(try await eve.post("/studio", [("kind", "text"), ("text", "at last")]).status == 200)
        }
    }

    @Test(
        "a stage's name reads back as the stage",
        arguments: [
            Stage.closed, .invited, .subscribers(atLeast: 1_000), .percent(10), .everyone,
        ])
    func names(stage: Stage) { #expect(Stage(name: stage.name) == stage) }

    @Test(
        "what is no stage is none",
        arguments: [
            "", "open", "subscribers", "subscribers:0", "subscribers:-1", "percent:0", "percent:100",
            "everyone:1",
        ])
    func noStage(name: String) { #expect(Stage(name: name) == nil) }

    @Test("a larger share only ever adds channels, and is about as large as it says")
    func shares() {
        let channels = (0..<5_000).map { ChannelID(Int64($0) << 12 | 7) }
        var before: Set<ChannelID> = []
        for share in [1, 5, 20, 50, 99] {
            let now = Set(
                channels.filter { Stage.percent(share).admits($0, subscribers: 0, isInvited: false) })
            #expect(before.isSubset(of: now))
            #expect(abs(now.count - share * 50) < 300)
            before = now
        }
    }
}
