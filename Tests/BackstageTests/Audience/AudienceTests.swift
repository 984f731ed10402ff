import Database
import Testing

@testable import Backstage

/// The one rule in its two forms, held against each other for every kind of viewer and post.
@Suite("Audience") struct AudienceTests {
    @Test("the SQL form and the function agree everywhere", arguments: TestEngine.available)
    func agree(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let host = try await rig.makeChannel("holder")
            let follower = try await rig.makeChannel("follower")
            let member = try await rig.makeChannel("insider")
            let reader = try await rig.makeChannel("reader")
            let stranger = try await rig.makeChannel("stranger")
            try await rig.app.subscribe(follower, to: host, bell: .all)
            try await rig.app.database.write { tx in
                try tx.run(
                    "INSERT INTO memberships (channel, target, since) VALUES (\(member), \(host), 1)")
            }
            try await rig.app.saveTier(.generous)
            for audience in Audience.allCases {
                var draft = Draft(text: "for \(audience.name)")
                draft.audience = audience
                draft.readers = ["@reader"]
                let post = try await rig.app.publish(draft, as: host)
                let comment = try await rig.app.comment(text: "on it", photos: [], on: post, as: host)
                for viewer in [nil, host, follower, member, reader, stranger] as [ChannelID?] {
                    for approach in Approach.allCases {
                        let standing = Standing(
                            isSubscribed: viewer == follower, isMember: viewer == member,
                            isNamed: viewer == reader)
                        let permitted = audience.permits(
                            viewer, host: host, standing: standing, by: approach)
                        for id in [post, comment] {
                            let found: PostID? = try await rig.app.database.read { tx in
                                try tx.value(
                                    """
                                    SELECT p.id
                                    FROM posts AS p
                                    WHERE p.id = \(id) AND \(.visible(to: viewer, by: approach))
                                    """)
                            }
                            #expect(
                                (found != nil) == permitted,
                                "\(audience) \(String(describing: viewer)) \(approach)")
                        }
                    }
                }
            }
        }
    }

    @Test("no surface shows a stranger what is for subscribers", arguments: TestEngine.available)
    func surfaces(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let eve = try await rig.signUp(.eve)
            _ = try await ben.post("/@ada/subscribe", [("bell", "all")])
            var draft = Draft(text: "sealed-words-7431 @eve")
            draft.audience = .subscribers
            let ada = try await rig.channel(.ada).id
            let post = try await rig.app.publish(draft, as: ada)
            try await rig.runJobs()
            for path in [
                "/", "/?show=posts", "/feed", "/@ada", "/@ada/backstage", "/@ada/about", "/notifications",
                "/post/\(post)",
            ] {
                for outsider in [eve, rig.visitor()] {
                    #expect(!(try await outsider.get(path).contains("sealed-words-7431")), "\(path)")
                }
            }
            #expect(try await eve.get("/post/\(post)").status == 404)
            for path in ["/feed", "/@ada/backstage", "/post/\(post)", "/notifications"] {
                #expect(try await ben.get(path).contains("sealed-words-7431"), "\(path)")
            }
            for verb in ["like", "vote", "comments", "edit", "delete"] {
                let answer = try await eve.post(
                    "/post/\(post)/\(verb)", [("choice", "0"), ("text", "hello")])
                #expect(answer.status == 404, "\(verb) answered \(answer.status)")
            }
        }
    }
}
