import Database
import Foundation
import Synchronization
import Testing

@testable import Backstage

/// Many at once, at random: what is kept equals what is there.
@Suite("A crowd comments") struct CommentCrowdTests {
    static let clients = 64
    static let steps = 20_000

    /// Chance that a failing run can be given again.
    struct Dice: RandomNumberGenerator {
        var state: UInt64

        /// SplitMix64.
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// What was said so far, and by whom.
    final class Said: Sendable {
        private let all = Mutex<[(comment: PostID, author: ChannelID)]>([])

        func add(_ comment: PostID, by author: ChannelID) { all.withLock { $0.append((comment, author)) } }
        func any(_ dice: inout Dice) -> (comment: PostID, author: ChannelID)? {
            all.withLock { [number = dice.next()] in
                $0.isEmpty ? nil : $0[Int(number % UInt64($0.count))]
            }
        }
    }

    @Test(
        "likes, dislikes, hearts, comments and deletions at once leave every count and score true",
        .timeLimit(.minutes(10)), arguments: TestEngine.available)
    func crowd(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let host = try await rig.channel(.ada).id
            let post = try await rig.app.publish(Draft(text: "Well?"), as: host)
            var people: [ChannelID] = []
            // Four clients each: one person's own presses cross each other, too.
            for number in 0..<(Self.clients / 4) {
                people.append(try await rig.makeChannel("crowd\(number)"))
            }
            let (said, crowd) = (Said(), people)
            await withTaskGroup(of: Void.self) { group in
                for client in 0..<Self.clients {
                    group.addTask {
                        var dice = Dice(state: UInt64(client))
                        for _ in 0..<(Self.steps / Self.clients) {
                            let me = crowd[client % crowd.count]
                            await Self.step(rig.app, post, host, me, said, &dice)
                        }
                    }
                }
            }
            try await expectTrue(rig, post)
        }
    }

    @Test(
        "once comments are off none is published, however many were being written",
        arguments: TestEngine.available)
    func turnedOff(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.signUp(.ada)
            let host = try await rig.channel(.ada).id
            let post = try await rig.app.publish(Draft(text: "Well?"), as: host)
            var people: [ChannelID] = []
            for number in 0..<8 { people.append(try await rig.makeChannel("writer\(number)")) }
            let crowd = people
            let published = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        if number == 32 {
                            _ = try? await rig.app.setCommentsOff(true, on: post, as: host)
                            return false
                        }
                        let sent = try? await rig.app.comment(
                            text: "Hm \(number)", photos: [], on: post, as: crowd[number % crowd.count])
                        return sent != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let there = try await rig.sqlCount(
                "SELECT count(*) FROM posts WHERE root = \(post) AND state = 1")
            #expect(there == published)
            #expect(try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)") == published)
            await #expect(throws: Refused.self) {
                try await rig.app.comment(text: "Late", photos: [], on: post, as: crowd[0])
            }
        }
    }

    private static func step(
        _ app: App, _ post: PostID, _ host: ChannelID, _ me: ChannelID, _ said: Said, _ dice: inout Dice
    ) async {
        let some = said.any(&dice)
        let comment = some?.comment ?? post
        do {
            switch Int.random(in: 0..<12, using: &dice) {
            case 0, 1: said.add(try await app.comment(text: "Hm", photos: [], on: post, as: me), by: me)
            case 2: said.add(try await app.comment(text: "So", photos: [], on: comment, as: me), by: me)
            case 3, 4: try await app.setLike(true, on: comment, as: me)
            case 5: try await app.setLike(false, on: comment, as: me)
            case 6, 7: try await app.setDislike(true, on: comment, as: me)
            case 8: try await app.setDislike(false, on: comment, as: me)
            case 9: try await app.setHeart(Bool.random(using: &dice), on: comment, as: host)
            case 10: if let some { try await app.delete(some.comment, as: some.author) }
            default: if let some { try await app.restore(some.comment, as: some.author) }
            }
        } catch is Missing {
            // Deleted meanwhile, or there is none yet.
        } catch is Refused {
        } catch {
            Issue.record(error)
        }
    }

    /// Holds every number that is kept against the rows it counts.
    private func expectTrue(_ rig: Rig, _ post: PostID) async throws {
        let wrong = try await rig.sqlCount(
            """
            SELECT count(*)
            FROM posts AS p
            WHERE (p.id = \(post) OR p.root = \(post)) AND (
                p.likes <> (SELECT count(*) FROM reactions AS r WHERE r.post = p.id AND r.kind = 0)
                OR p.dislikes <> (SELECT count(*) FROM reactions AS r WHERE r.post = p.id AND r.kind = 2)
                OR p.hearted <> (SELECT count(*) FROM reactions AS r WHERE r.post = p.id AND r.kind = 1)
                OR p.replies <> (SELECT count(*) FROM posts AS q WHERE q.thread = p.id AND q.state = 1)
                OR p.comments <> (SELECT count(*) FROM posts AS q WHERE q.root = p.id AND q.state = 1))
            """)
        #expect(wrong == 0)
        let both = try await rig.sqlCount(
            """
            SELECT count(*)
            FROM reactions AS l
            JOIN reactions AS d ON d.post = l.post AND d.channel = l.channel AND d.kind = 2
            WHERE l.kind = 0
            """)
        #expect(both == 0)
        let scores = try await rig.app.database.read { tx in
            try tx.rows(
                """
                SELECT score, likes, dislikes, replies, hearted, published
                FROM posts
                WHERE root = \(post)
                """
            ) { row in
                let rank = CommentRank(
                    likes: row[1], dislikes: row[2], replies: row[3], isHearted: row[4], published: row[5])
                return (kept: row[0] as Int64, due: rank.score)
            }
        }
        #expect(scores.count > Self.steps / 10)
        #expect(scores.allSatisfy { $0.kept == $0.due })
        let days = try await rig.sqlCount(
            "SELECT CAST(sum(comments) AS \(type: .int)) FROM post_days WHERE post = \(post)")
        #expect(days == (try await rig.sqlCount("SELECT comments FROM posts WHERE id = \(post)")))
    }
}
