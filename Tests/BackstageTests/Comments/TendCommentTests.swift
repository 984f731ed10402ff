import Database
import Foundation
import Testing

@testable import Backstage

/// What a host does with the comments under its posts, and who else may not.
@Suite("Tending comments") struct TendCommentTests {
    /// Ada's post with a comment of Ben's.
    private func start(
        _ rig: Rig, audience: Audience = .everyone
    ) async throws -> (ada: Browser, ben: Browser, post: PostID, comment: PostID) {
        let (ada, ben) = (try await rig.signUp(.ada), try await rig.signUp(.ben))
        _ = try await ben.post("/@ada/subscribe", [("bell", "none")])
        let post = try await rig.app.publish(
            Draft(text: "What do you say?", audience: audience), as: try await rig.channel(.ada).id)
        let comment = try await rig.app.comment(
            text: "Well said", photos: [], on: post, as: try await rig.channel(.ben).id)
        return (ada, ben, post, comment)
    }

    // MARK: Hearts

    @Test("a heart shows on the comment and its author is told once", arguments: TestEngine.available)
    func heart(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, ben, post, comment) = try await start(rig)
            let score = try await rig.sqlCount("SELECT score FROM posts WHERE id = \(comment)")
            #expect(!(try await ben.get("/post/\(post)")).contains("class=\"hearted\""))
            for _ in 1...2 {
                let page = try await ada.post("/post/\(comment)/heart", [])
                #expect(page.status == 200)
                #expect(page.contains("class=\"hearted\""))
            }
            try await rig.runJobs()
            let seen = try await rig.visitor().get("/post/\(post)")
            #expect(seen.contains("Ada gave this a heart"))
            #expect(!seen.contains("/post/\(comment)/unheart"))
            #expect(try await ben.get("/notifications").contains("gave your comment a heart"))
            #expect(try await rig.sqlCount("SELECT count(*) FROM reactions WHERE kind = 1") == 1)
            #expect(try await rig.sqlCount("SELECT score FROM posts WHERE id = \(comment)") > score)
            for _ in 1...2 { #expect(try await ada.post("/post/\(comment)/unheart", []).status == 200) }
            #expect(!(try await ben.get("/post/\(post)")).contains("class=\"hearted\""))
            #expect(try await rig.sqlCount("SELECT count(*) FROM reactions WHERE kind = 1") == 0)
            #expect(try await rig.sqlCount("SELECT score FROM posts WHERE id = \(comment)") == score)
            _ = try await ada.post("/post/\(comment)/heart", [])
            try await rig.runJobs()
            #expect(try await rig.sqlCount("SELECT count(*) FROM notifications WHERE kind = 4") == 1)
        }
    }

    @Test("a heart taken back before anybody is told is told to nobody")
    func shortHeart() async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, _, _, comment) = try await start(rig)
            _ = try await ada.post("/post/\(comment)/heart", [])
            _ = try await ada.post("/post/\(comment)/unheart", [])
            try await rig.runJobs()
            #expect(try await rig.sqlCount("SELECT count(*) FROM notifications WHERE kind = 4") == 0)
        }
    }

    @Test("nobody but the host gives or takes a heart", arguments: ["heart", "unheart"])
    func heartRefused(verb: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, ben, post, comment) = try await start(rig, audience: .subscribers)
            let eve = try await rig.signUp(.eve)
            let refused = try await ben.post("/post/\(comment)/\(verb)", [])
            #expect(refused.status == 403)
            #expect(refused.contains("Only the channel whose post this is can do that."))
            // Who does not see it is not told that it is there.
            #expect(try await eve.post("/post/\(comment)/\(verb)", []).status == 404)
            #expect(try await rig.visitor().post("/post/\(comment)/\(verb)", []).status == 401)
            for id in ["\(post)", "1", "none"] {
                #expect(try await ada.post("/post/\(id)/\(verb)", []).status == 404)
            }
            _ = try await ben.post("/post/\(comment)/delete", [])
            #expect(try await ada.post("/post/\(comment)/\(verb)", []).status == 404)
            #expect(try await rig.sqlCount("SELECT count(*) FROM reactions") == 0)
        }
    }

    @Test("a host gives its own comment no heart")
    func ownHeart() async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, _, post, _) = try await start(rig)
            let own = try await rig.app.comment(
                text: "My own words", photos: [], on: post, as: try await rig.channel(.ada).id)
            let refused = try await ada.post("/post/\(own)/heart", [])
            #expect(refused.status == 422)
            #expect(refused.contains("A heart is for what others say."))
            #expect(!(try await ada.get("/post/\(post)")).contains("/post/\(own)/heart"))
        }
    }

    // MARK: The pinned one

    @Test(
        "the pinned comment stands first on the first page, in any order, and once",
        arguments: TestEngine.available)
    func pin(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let (ada, _, post, comment) = try await start(rig)
            let eve = try await rig.makeChannel("eve")
            var others: [String] = []
            for number in 0..<25 {
                others.append(
                    String(try await rig.app.comment(text: "\(number)", photos: [], on: post, as: eve)))
            }
            let reply = try await rig.app.comment(text: "indeed", photos: [], on: comment, as: eve)
            let pinned = try await ada.post("/post/\(comment)/pin-comment", [])
            #expect(pinned.status == 200)
            #expect(pinned.contains("Pinned by Ada"))
            #expect(pinned.contains("/post/\(comment)/unpin-comment"))
            for sort in CommentSort.allCases {
                var seen: [String] = []
                var path = "/post/\(post)?sort=\(sort.rawValue)"
                for turn in 0..<3 {
                    let page = try await rig.visitor().get(path)
                    let shown = Array(page.postIDs.dropFirst())
                    if turn == 0 { #expect(shown.first == "\(comment)", "\(sort)") }
                    #expect(page.contains("comment--pinned") == (turn == 0), "\(sort)")
                    seen += shown
                    let next = page.all(##"href="(/post/\d+\?[^"#]*(?:after|before)=[^"#]+)#comments""##)
                    guard let next = next.first else { break }
                    path = next.replacingOccurrences(of: "&amp;", with: "&")
                }
                #expect(seen.count == Set(seen).count, "\(sort)")
                guard [.top, .new].contains(sort) else { continue }
                #expect(Set(seen) == Set(others + ["\(comment)", "\(reply)"]), "\(sort)")
            }
            // Another takes its place.
            _ = try await ada.post("/post/\(others[3])/pin-comment", [])
            _ = try await ada.post("/post/\(comment)/unpin-comment", [])
            #expect(try await ada.get("/post/\(post)").postIDs[1] == others[3])
            let bare = try await ada.post("/post/\(others[3])/unpin-comment", [])
            #expect(!bare.contains("comment--pinned"))
        }
    }

    @Test("a pinned comment that was deleted stands where it did, if it was answered")
    func pinDeleted() async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, ben, post, comment) = try await start(rig)
            let eve = try await rig.makeChannel("eve")
            let later = try await rig.app.comment(text: "later", photos: [], on: post, as: eve)
            let reply = try await rig.app.comment(text: "indeed", photos: [], on: comment, as: eve)
            _ = try await ada.post("/post/\(comment)/pin-comment", [])
            _ = try await ben.post("/post/\(comment)/delete", [])
            let page = try await rig.visitor().get("/post/\(post)?sort=new")
            #expect(page.postIDs == [post, later, comment, reply].map { "\($0)" })
            #expect(!page.contains("Pinned by Ada"))
            _ = try await ben.post("/post/\(comment)/restore", [])
            #expect(try await ben.get("/post/\(post)?sort=new").postIDs[1] == "\(comment)")
        }
    }

    @Test("nobody but the host pins, and no reply is pinned", arguments: ["pin-comment", "unpin-comment"])
    func pinRefused(verb: String) async throws {
        try await Rig.run(.sqlite) { rig in
            let (ada, ben, post, comment) = try await start(rig, audience: .subscribers)
            let eve = try await rig.signUp(.eve)
            #expect(try await ben.post("/post/\(comment)/\(verb)", []).status == 403)
            #expect(try await eve.post("/post/\(comment)/\(verb)", []).status == 404)
            #expect(try await rig.visitor().post("/post/\(comment)/\(verb)", []).status == 401)
            let reply = try await rig.app.comment(
                text: "indeed", photos: [], on: comment, as: try await rig.channel(.ada).id)
            for id in ["\(post)", "\(reply)", "1", "none"] {
                #expect(try await ada.post("/post/\(id)/\(verb)", []).status == 404)
            }
            #expect(!(try await ada.get("/post/\(post)")).contains("/post/\(reply)/pin-comment"))
            let kept = try await rig.sqlCount(
                "SELECT count(*) FROM posts WHERE pinned_comment IS NOT NULL")
            #expect(kept == 0)
        }
    }
}
