import Database
import Foundation
import Synchronization
import Testing

@testable import Backstage

/// Several people decide, write and delete at the same time.
@Suite("Moderating at once") struct ModerationAtOnceTests {
    /// Ada's channel with a post, and two accounts that decide for it.
    private struct World: Sendable {
        let rig: Rig
        let host: ChannelID
        let ben: ChannelID
        let post: PostID
        let moderators: [AccountID]

        init(_ rig: Rig) async throws {
            self.rig = rig
            for person in [Person.ada, .ben, .cleo] { try await rig.signUp(person) }
            (host, ben) = (try await rig.channel(.ada).id, try await rig.channel(.ben).id)
            moderators = [try await rig.account(.ada), try await rig.account(.cleo)]
            post = try await rig.app.publish(Draft(text: "Well?"), as: host)
        }

        func say(_ text: String) async throws -> PostID {
            try await rig.app.comment(text: text, photos: [], on: post, as: ben)
        }

        @discardableResult
        func decide(_ deed: ModerationDeed, _ comment: PostID) async throws -> ModerationOutcome {
            try await rig.app.moderate(
                deed, [comment], reason: RemovalReason(kind: .rules), as: host, by: moderators[0])
        }

        /// What was put off is done, too.
        func settle() async throws {
            try await rig.runJobs()
            rig.time.advance(minutes: 1)
            try await rig.runJobs()
        }
    }

    @Test("of two who decide at the same moment one is obeyed", arguments: TestEngine.available)
    func oneWins(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await World(rig)
            let (app, host, moderators) = (rig.app, world.host, world.moderators)
            for number in 0..<20 {
                let comment = try await rig.hold("Waiting \(number)", on: world.post, by: .ben)
                async let first = app.moderate(
                    .approve, [comment], seen: .held, as: host, by: moderators[0])
                async let second = app.moderate(
                    .remove, [comment], reason: RemovalReason(kind: .rules), seen: .held, as: host,
                    by: moderators[1])
                let outcomes = [try await first, try await second]
                #expect(outcomes.map(\.moved).sorted() == [0, 1])
                #expect(outcomes.first { $0.moved == 0 }?.left.count == 1)
            }
            #expect(try await rig.sqlCount("SELECT count(*) FROM moderation_actions") == 20)
            #expect(try await rig.sqlCount("SELECT count(*) FROM moderation_changes") == 20)
            try await rig.expectTrueModeration(under: world.post)
        }
    }

    // MARK: A crowd

    /// What was decided so far.
    private final class Decided: Sendable {
        private let all = Mutex<[ModerationActionID]>([])

        func add(_ action: ModerationActionID) { all.withLock { $0.append(action) } }
        func any(_ dice: inout CommentCrowdTests.Dice) -> ModerationActionID? {
            all.withLock { [number = dice.next()] in
                $0.isEmpty ? nil : $0[Int(number % UInt64($0.count))]
            }
        }
    }

    @Test(
        "comments, replies, deletions, decisions and undos at once leave every count and score true",
        .timeLimit(.minutes(5)), arguments: TestEngine.available)
    func crowd(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await World(rig)
            var people = [world.ben]
            for number in 0..<3 { people.append(try await rig.makeChannel("crowd\(number)")) }
            let (said, decided, crowd) = (CommentCrowdTests.Said(), Decided(), people)
            await withTaskGroup(of: Void.self) { group in
                for client in 0..<8 {
                    group.addTask {
                        var dice = CommentCrowdTests.Dice(state: UInt64(client))
                        let account = world.moderators[client % 2]
                        let me = crowd[client % crowd.count]
                        for _ in 0..<200 { await Self.step(world, account, me, said, decided, &dice) }
                    }
                }
            }
            try await world.settle()
            #expect(try await rig.sqlCount("SELECT count(*) FROM moderation_actions") > 50)
            #expect(try await rig.sqlCount("SELECT count(*) FROM jobs WHERE attempts > 0") == 0)
            try await rig.expectTrueModeration(under: world.post)
        }
    }

    private static func step(
        _ world: World, _ account: AccountID, _ me: ChannelID, _ said: CommentCrowdTests.Said,
        _ decided: Decided, _ dice: inout CommentCrowdTests.Dice
    ) async {
        let app = world.rig.app
        let some = said.any(&dice)
        do {
            switch Int.random(in: 0..<10, using: &dice) {
            case 0, 1:
                said.add(try await app.comment(text: "Hm", photos: [], on: world.post, as: me), by: me)
            case 2, 3:
                let answered = some?.comment ?? world.post
                said.add(try await app.comment(text: "So", photos: [], on: answered, as: me), by: me)
            case 4: if let some { try await app.delete(some.comment, as: some.author) }
            case 5: if let some { try await app.restore(some.comment, as: some.author) }
            case 6, 7, 8:
                guard let some, let deed = ModerationDeed.allCases.randomElement(using: &dice) else { return }
                let done = try await app.moderate(
                    deed, [some.comment], reason: RemovalReason(kind: .rules), as: world.host, by: account)
                if let action = done.action { decided.add(action) }
            default:
                guard let action = decided.any(&dice) else { return }
                try await app.undoModeration(action, as: world.host, by: account)
            }
        } catch is Missing {
            // Deleted meanwhile, or removed.
        } catch is Refused {
        } catch {
            Issue.record(error)
        }
    }

    // MARK: A person of many words

    @Test(
        "what somebody decides before all of a person's comments are hidden stays decided",
        arguments: TestEngine.available)
    func manyHidden(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await World(rig)
            var all: [PostID] = []
            for number in 0..<(Limits.movedAtOnce + 5) { all.append(try await world.say("\(number)")) }
            let newest = try #require(all.last)
            // Of the newest some are hidden at once; the rest follows in a job.
            try await world.decide(.hide, all[0])
            #expect(try await world.decide(.approve, newest).moved == 1)
            try await world.settle()
            let there = try await rig.sqlCount(
                "SELECT count(*) FROM posts WHERE root = \(world.post) AND state = 1")
            #expect(there == 1)
            #expect(try await rig.sqlCount("SELECT state FROM posts WHERE id = \(newest)") == 1)
            #expect(try await rig.sqlCount("SELECT count(*) FROM jobs WHERE attempts > 0") == 0)
            try await rig.expectTrueModeration(under: world.post)
        }
    }

    @Test("a later decision about the person is obeyed", arguments: TestEngine.available)
    func laterDecision(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let world = try await World(rig)
            var all: [PostID] = []
            for number in 0..<3 { all.append(try await world.say("\(number)")) }
            try await world.decide(.hide, all[0])
            try await world.decide(.trust, all[0])
            try await world.settle()
            let there = try await rig.sqlCount(
                "SELECT count(*) FROM posts WHERE root = \(world.post) AND state = 1")
            #expect(there == 3)
            try await rig.expectTrueModeration(under: world.post)
        }
    }

    @Test("words that were on their way while their author was hidden are hidden, too")
    func onTheirWay() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await World(rig)
            let (first, second) = (try await world.say("Before"), try await world.say("Meanwhile"))
            try await rig.setOnItsWay(true, second, under: world.post)
            try await world.decide(.hide, first)
            try await rig.setOnItsWay(false, second, under: world.post)
            try await world.settle()
            #expect(try await rig.sqlCount("SELECT held FROM posts WHERE id = \(second) AND state = 3") == 2)
            try await rig.expectTrueModeration(under: world.post)
        }
    }

    @Test("people who may not be decided about are refused before anybody is")
    func refusedWhole() async throws {
        try await Rig.run(.sqlite) { rig in
            let world = try await World(rig)
            let theirs = try await world.say("Theirs")
            let own = try await rig.app.comment(text: "Own", photos: [], on: world.post, as: world.host)
            let (app, host, account) = (rig.app, world.host, world.moderators[0])
            await #expect(throws: Refused.self) {
                try await app.moderate(.hide, [theirs, own], as: host, by: account)
            }
            #expect(try await rig.sqlCount("SELECT count(*) FROM comment_people") == 0)
            #expect(try await rig.sqlCount("SELECT state FROM posts WHERE id = \(theirs)") == 1)
        }
    }
}

extension Rig {
    /// A comment whose transaction is not kept yet looks to others as if it were not there.
    fileprivate func setOnItsWay(_ isOnItsWay: Bool, _ comment: PostID, under post: PostID) async throws {
        let (state, step) = isOnItsWay ? (PostState.processing, -1) : (.published, 1)
        try await app.database.write { [self] tx in
            try tx.run("UPDATE posts SET state = \(state) WHERE id = \(comment)")
            try tx.run("UPDATE posts SET comments = comments + \(step) WHERE id = \(post)")
            try tx.count(.comments, step, of: post, at: app.clock.now())
        }
    }

    /// Every number that a decision moves, held against the rows it counts.
    func expectTrueModeration(under post: PostID) async throws {
        let wrong = try await sqlCount(
            """
            SELECT count(*)
            FROM posts AS p
            WHERE (p.id = \(post) OR p.root = \(post)) AND (
                p.replies <> (SELECT count(*) FROM posts AS q WHERE q.thread = p.id AND q.state = 1)
                OR p.comments <> (SELECT count(*) FROM posts AS q WHERE q.root = p.id AND q.state = 1))
            """)
        #expect(wrong == 0)
        let days = try await sqlCount(
            "SELECT CAST(sum(comments) AS \(type: .int)) FROM post_days WHERE post = \(post)")
        #expect(days == (try await sqlCount("SELECT comments FROM posts WHERE id = \(post)")))
        let scores = try await app.database.read { tx in
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
        #expect(scores.allSatisfy { $0.kept == $0.due })
    }
}
