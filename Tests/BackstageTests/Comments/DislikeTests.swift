import Database
import Foundation
import Testing

@testable import Backstage

@Suite("Dislikes") struct DislikeTests {
    @Test(
        "a dislike shows to who gave it, is counted for nobody to see, and gives way to a like",
        arguments: TestEngine.available)
    func dislike(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let (ben, eve) = (try await rig.signUp(.ben), try await rig.makeChannel("eve"))
            let post = try await rig.app.publish(Draft(text: "Well?"), as: try await rig.channel(.ada).id)
            let comment = try await rig.app.comment(text: "No", photos: [], on: post, as: eve)
            let counts = {
                [
                    try await rig.sqlCount("SELECT likes FROM posts WHERE id = \(comment)"),
                    try await rig.sqlCount("SELECT dislikes FROM posts WHERE id = \(comment)"),
                    try await rig.sqlCount("SELECT count(*) FROM reactions WHERE post = \(comment)"),
                ]
            }
            let before = try await rig.visitor().get("/post/\(post)").text
            for _ in 1...2 {
                let page = try await ben.post("/post/\(comment)/dislike", [])
                #expect(page.contains("/post/\(comment)/undislike"))
                #expect(try await counts() == [0, 1, 1])
            }
            // To others the page is what it was.
            #expect(try await rig.visitor().get("/post/\(post)").text == before)
            let liked = try await ben.post("/post/\(comment)/like", [])
            #expect(liked.contains("/post/\(comment)/unlike"))
            #expect(liked.contains("/post/\(comment)/dislike"))
            #expect(try await counts() == [1, 0, 1])
            _ = try await ben.post("/post/\(comment)/dislike", [])
            #expect(try await counts() == [0, 1, 1])
            // What is not there cannot be taken back.
            _ = try await ben.post("/post/\(comment)/unlike", [])
            #expect(try await counts() == [0, 1, 1])
            for _ in 1...2 { _ = try await ben.post("/post/\(comment)/undislike", []) }
            #expect(try await counts() == [0, 0, 0])
            try await rig.runJobs()
            let told = try await rig.sqlCount("SELECT count(*) FROM notifications WHERE recipient = \(eve)")
            #expect(told <= 1)
        }
    }

    @Test("posts are not disliked, nor what one does not see", arguments: ["dislike", "undislike"])
    func refuses(verb: String) async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let ben = try await rig.signUp(.ben)
            let ada = try await rig.channel(.ada).id
            let open = try await rig.app.publish(Draft(text: "Well?"), as: ada)
            let closed = try await rig.app.publish(Draft(text: "Well?", audience: .subscribers), as: ada)
            let hidden = try await rig.app.comment(text: "Psst", photos: [], on: closed, as: ada)
            for id in ["\(open)", "\(hidden)", "1", "none"] {
                #expect(try await ben.post("/post/\(id)/\(verb)", []).status == 404)
            }
            #expect(try await rig.visitor().post("/post/\(hidden)/\(verb)", []).status == 401)
            #expect(try await rig.sqlCount("SELECT count(*) FROM reactions") == 0)
        }
    }
}
