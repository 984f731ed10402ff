import Database
import Foundation
import Testing

@testable import Backstage

/// Ada's post with a comment of Ben's; Cleo moderates the site.
struct ReportedWorld: Sendable {
    let rig: Rig
    let ada: Browser
    let ben: Browser
    let cleo: Browser
    let post: PostID
    let comment: PostID

    init(_ rig: Rig) async throws {
        self.rig = rig
        (ada, ben, cleo) = (
            try await rig.signUp(.ada), try await rig.signUp(.ben), try await rig.signUp(.cleo)
        )
        try await rig.app.saveTier(.generous)
        try await rig.setRole(.cleo, .moderator)
        post = try await rig.app.publish(Draft(text: "An unkind post"), as: try await rig.channel(.ada).id)
        comment = try await rig.app.comment(
            text: "An unkind comment", photos: [], on: post, as: try await rig.channel(.ben).id)
        try await rig.runJobs()
    }

    /// Somebody reports a thing; the case it stands in.
    func report(_ path: String, as browser: Browser) async throws -> CaseID {
        let page = try await browser.post(path, [("reason", "harassment"), ("words", "Look at this")])
        #expect(page.status == 200 && page.landed == "/report/thanks", "\(path): \(page.status)")
        return try await rig.newestCase()
    }

    @discardableResult
    func decide(
        _ action: String, on id: CaseID, why: String = "Rule three", days: String = "7",
        as browser: Browser? = nil
    ) async throws -> PageSeen {
        try await (browser ?? cleo).post(
            "/admin/reports/\(id)/decide", [("action", action), ("why", why), ("days", days)])
    }

    /// Appeals against the newest decision, and has it reversed.
    func reverse(as person: Browser) async throws {
        let id = try await rig.newestDecision()
        let sent = try await person.post(
            "/account/decisions/\(id)/appeal", [("words-\(id)", "It was a joke")])
        #expect(sent.status == 200 && sent.contains("Your appeal is sent"))
        #expect(try await cleo.get("/admin/appeals").contains("It was a joke"))
        let answered = try await cleo.post(
            "/admin/appeals/\(id)", [("outcome-\(id)", "reverse"), ("answer-\(id)", "So it was")])
        #expect(answered.status == 200 && answered.contains("Answered, and told."))
        try await rig.runJobs()
    }

    /// Every count that a removal or a return moves, against the rows it counts.
    func expectTrueCounts() async throws {
        let channels = try await rig.sqlCount(
            """
            SELECT count(*)
            FROM channels AS c
            WHERE c.posts <> (
                SELECT count(*)
                FROM posts AS p
                WHERE p.author = c.id AND p.root IS NULL AND p.state = 1 AND p.audience = 0 AND p.form <> 2)
            """)
        #expect(channels == 0)
        let posts = try await rig.sqlCount(
            """
            SELECT count(*)
            FROM posts AS p
            WHERE p.comments <> (SELECT count(*) FROM posts AS q WHERE q.root = p.id AND q.state = 1)
                OR p.replies <> (SELECT count(*) FROM posts AS q WHERE q.thread = p.id AND q.state = 1)
            """)
        #expect(posts == 0)
    }
}

extension Rig {
    func setRole(_ person: Person, _ role: Role) async throws {
        try await app.setRole(role, ofOwner: person.rawValue)
    }

    func newestCase() async throws -> CaseID {
        let id: CaseID? = try await app.database.read { tx in
            try tx.value("SELECT id FROM report_cases ORDER BY newest DESC LIMIT 1")
        }
        return try #require(id)
    }

    func newestDecision() async throws -> DecisionID {
        let id: DecisionID? = try await app.database.read { tx in
            try tx.value("SELECT id FROM site_decisions ORDER BY id DESC LIMIT 1")
        }
        return try #require(id)
    }
}
