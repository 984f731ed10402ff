import Database
import Foundation
import Testing

@testable import Backstage

extension Rig {
    /// Sets how a channel takes comments, as its form does.
    func setRule(_ settings: CommentSettings, of person: Person) async throws {
        try await app.setCommentSettings(settings, of: try await channel(person).id)
    }

    func state(of comment: PostID) async throws -> PostState? {
        try await app.database.read { try $0.value("SELECT state FROM posts WHERE id = \(comment)") }
    }

    func hold(of comment: PostID) async throws -> Hold? {
        try await app.database.read { try $0.hold(of: comment) }
    }

    /// The kept counts of a post's comments and of each thread's replies, held against the rows.
    func expectTrueCounts(under root: PostID, comments: Int) async throws {
        #expect(try await sqlCount("SELECT comments FROM posts WHERE id = \(root)") == comments)
        let there = try await sqlCount("SELECT count(*) FROM posts WHERE root = \(root) AND state = 1")
        #expect(there == comments)
        let wrong = try await sqlCount(
            """
            SELECT count(*)
            FROM posts AS t
            WHERE t.root = \(root) AND t.thread IS NULL AND t.replies <> (
                SELECT count(*)
                FROM posts AS r
                WHERE r.thread = t.id AND r.state = 1)
            """)
        #expect(wrong == 0)
    }
}

extension PageSeen {
    /// The comment that a form's redirect led to.
    var sentComment: PostID? { landed?.components(separatedBy: "#post-").last.flatMap { PostID($0) } }
}
