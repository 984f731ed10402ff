import Database
import Testing

@testable import Backstage

/// What somebody with their hands in the database can do to 10,000 votes, and that it is found.
@Suite("Verifying a poll") struct VerifyPollTests {
    private static let count = 10_000

    private struct Row: Sendable {
        let choice: Int
        let salt: [UInt8]
        let leaf: [UInt8]
    }

    private static func row(_ channel: Int64, of post: PostID, _ rig: Rig) async throws -> Row {
        try #require(
            try await rig.app.database.read { tx in
                try tx.row(
                    """
                    SELECT choice, salt, leaf
                    FROM poll_votes
                    WHERE post = \(post) AND channel = \(channel)
                    """
                ) { Row(choice: $0[0], salt: $0[1], leaf: $0[2]) }
            })
    }

    private static func insert(_ row: Row, by channel: Int64, in post: PostID, _ rig: Rig) async throws {
        try await rig.app.database.write { tx in
            try tx.run(
                """
                INSERT INTO poll_votes (post, channel, choice, at, salt, leaf)
                VALUES (\(post), \(channel), \(row.choice), 0, \(row.salt), \(row.leaf))
                """)
        }
    }

    private static func tamper(_ rig: Rig, _ sql: SQL) async throws {
        let rows = try await rig.app.database.write { try $0.run(sql) }
        #expect(rows == 1)
    }

    private static func findings(_ post: PostID, _ rig: Rig) async throws -> [PollFinding] {
        try #require(try await rig.app.verifyPoll(post)).findings
    }

    @Test(
        "a single flipped, dropped, added or replaced vote among 10,000 is found",
        arguments: TestEngine.available)
    func finds(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            try await rig.castVotes(Self.count, in: id)
            try await rig.close()
            let clean = try #require(try await rig.app.verifyPoll(id))
            #expect(clean.isClean && clean.votes == 10_000, "\(clean.findings)")
            #expect(clean.tally == [3_333, 3_334, 3_333])
            try await flipped(id, rig)
            try await droppedAndAdded(id, rig)
            try await rewritten(id, rig)
            try await counts(id, rig)
            #expect(try await Self.findings(id, rig).isEmpty)
        }
    }

    private func flipped(_ id: PostID, _ rig: Rig) async throws {
        let row = try await Self.row(7_000, of: id, rig)
        #expect(row.choice == 1)
        try await Self.tamper(
            rig, "UPDATE poll_votes SET choice = 2 WHERE post = \(id) AND channel = 7000")
        let findings = try await Self.findings(id, rig)
        #expect(
            findings == [
                .flipped(receipt: hexadecimal(row.leaf)),
                .otherTally(published: [3_333, 3_334, 3_333], found: [3_333, 3_333, 3_334]),
            ])
        await #expect(throws: ProgramFailure.self) {
            try await Program(settings: rig.app.settings).verifyPoll(post: "\(id)", receipt: nil)
        }
        try await Self.tamper(
            rig, "UPDATE poll_votes SET choice = 1 WHERE post = \(id) AND channel = 7000")
        try await Program(settings: rig.app.settings).verifyPoll(
            post: "\(id)", receipt: hexadecimal(row.leaf))
    }

    private func droppedAndAdded(_ id: PostID, _ rig: Rig) async throws {
        let row = try await Self.row(7_000, of: id, rig)
        try await Self.tamper(rig, "DELETE FROM poll_votes WHERE post = \(id) AND channel = 7000")
        let dropped = try await Self.findings(id, rig)
        #expect(dropped.contains(.dropped(1)) && dropped.contains(where: \.isOtherRoot), "\(dropped)")
        let asked = try #require(
            try await rig.app.verifyPoll(id, receipt: VoteReceipt(stored: row.leaf)))
        #expect(asked.findings.contains(.receiptMissing(hexadecimal(row.leaf))))
        // Another in its place: the number is right, the root is not.
        let salt = [UInt8](repeating: 9, count: VoteReceipt.saltBytes)
        let other = Row(
            choice: row.choice, salt: salt, leaf: VoteReceipt(of: row.choice, in: id, salt: salt).bytes)
        try await Self.insert(other, by: 7_000, in: id, rig)
        let replaced = try await Self.findings(id, rig)
        #expect(replaced.count == 1 && replaced.allSatisfy(\.isOtherRoot), "\(replaced)")
        try await Self.tamper(rig, "DELETE FROM poll_votes WHERE post = \(id) AND channel = 7000")
        try await Self.insert(row, by: 7_000, in: id, rig)

        try await rig.app.database.write { try $0.seedCrowd(10_001...10_001, created: 0) }
        try await Self.insert(other, by: 10_001, in: id, rig)
        let added = try await Self.findings(id, rig)
        #expect(added.contains(.added(1)) && added.contains(where: \.isOtherRoot), "\(added)")
        // Also one without a receipt.
        try await Self.tamper(
            rig, "UPDATE poll_votes SET salt = NULL, leaf = NULL WHERE post = \(id) AND channel = 10001")
        #expect(try await Self.findings(id, rig) == [.added(1)])
        try await Self.tamper(rig, "DELETE FROM poll_votes WHERE post = \(id) AND channel = 10001")
    }

    /// A flip by somebody who makes a fitting receipt too.
    private func rewritten(_ id: PostID, _ rig: Rig) async throws {
        let row = try await Self.row(7_000, of: id, rig)
        let leaf = VoteReceipt(of: 0, in: id, salt: row.salt).bytes
        try await Self.tamper(
            rig, "UPDATE poll_votes SET choice = 0, leaf = \(leaf) WHERE post = \(id) AND channel = 7000")
        let findings = try await Self.findings(id, rig)
        #expect(findings.count == 2 && findings.contains(where: \.isOtherRoot), "\(findings)")
        #expect(
            findings.contains(.otherTally(published: [3_333, 3_334, 3_333], found: [3_334, 3_333, 3_333])))
        try await Self.tamper(
            rig,
            """
            UPDATE poll_votes
            SET choice = \(row.choice), leaf = \(row.leaf)
            WHERE post = \(id) AND channel = 7000
            """)
    }

    private func counts(_ id: PostID, _ rig: Rig) async throws {
        try await Self.tamper(
            rig, "UPDATE poll_options SET votes = votes + 1 WHERE post = \(id) AND position = 0")
        #expect(
            try await Self.findings(id, rig) == [
                .otherCounts(shown: [3_334, 3_334, 3_333], votes: 10_000, published: [3_333, 3_334, 3_333])
            ])
        try await Self.tamper(
            rig, "UPDATE poll_options SET votes = votes - 1 WHERE post = \(id) AND position = 0")
    }

    @Test("nothing is said of an open poll, and what is no number or receipt gets a sentence")
    func refuses() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.signUp(.ada)
            let id = try await rig.makePoll()
            #expect(try await rig.app.verifyPoll(id) == nil)
            let program = Program(settings: rig.app.settings)
            for (post, receipt) in [("\(id)", nil), ("1", nil), ("x", nil), ("\(id)", "12")] {
                await #expect(throws: ProgramFailure.self) {
                    try await program.verifyPoll(post: post, receipt: receipt)
                }
            }
        }
    }
}

extension PollFinding {
    fileprivate var isOtherRoot: Bool {
        guard case .otherRoot = self else { return false }
        return true
    }
}
