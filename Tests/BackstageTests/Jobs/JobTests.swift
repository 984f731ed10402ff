import Database
import Synchronization
import Testing

@testable import Backstage

@Suite("Jobs") struct JobTests {
    /// A kind that no program knows fails whenever it is tried.
    private struct Hopeless: Job {
        static let kind = "hopeless"
        static let lane = Lane.upkeep
        func run(_ app: App) async throws {}
    }

    @Test(
        "a job that fails is tried again later each time, and set aside after the last",
        arguments: TestEngine.available)
    func retries(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            try await rig.app.database.write { try $0.queue(Hopeless(), rig.app) }
            var waits: [Int64] = []
            for attempt in 1...Limits.jobAttempts {
                let tried = try await rig.app.runNextJob(.upkeep)
                #expect(tried, "attempt \(attempt)")
                let early = try await rig.app.runNextJob(.upkeep)
                #expect(!early, "not before its time")
                let due = try await rig.waiting()
                if attempt < Limits.jobAttempts { waits.append(try #require(due) - rig.time.value) }
                rig.time.advance(minutes: 10)
            }
            #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 < $1 }, "\(waits)")
            let more = try await rig.app.runNextJob(.upkeep)
            #expect(!more)
            let counts = try await rig.app.database.read { try $0.jobCounts() }
            #expect(counts.contains { $0.lane == .upkeep && $0.waiting == 0 && $0.failed == 1 })
            let metrics = try await rig.visitor().get("/metrics")
            #expect(metrics.contains("backstage_jobs"))
        }
    }

    @Test("of many claimers at once, each job has one", arguments: TestEngine.available)
    func claims(engine: TestEngine) async throws {
        try await Rig.run(engine) { rig in
            let count = 60
            try await rig.app.database.write { tx in
                for _ in 0..<count { try tx.queue(Hopeless(), rig.app) }
            }
            rig.time.advance(minutes: 1)
            let now = rig.time.value
            let claimed = try await withThrowingTaskGroup(of: [JobID].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var mine: [JobID] = []
                        while let job = try await rig.app.database.write({
                            try $0.claimJob(.upkeep, now: now)
                        }) {
                            mine.append(job.id)
                        }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == count && Set(claimed).count == count)
        }
    }

    @Test("what a killed process had claimed is taken up when the claim has run out")
    func takenUp() async throws {
        try await Rig.run(.sqlite) { rig in
            try await rig.app.database.write { try $0.queue(Hopeless(), rig.app) }
            rig.time.advance(minutes: 1)
            let first = try await rig.app.database.write { [now = rig.time.value] in
                try $0.claimJob(.upkeep, now: now)
            }
            let second = try await rig.app.database.write { [now = rig.time.value] in
                try $0.claimJob(.upkeep, now: now)
            }
            #expect(first != nil && second == nil)
            rig.time.advance(minutes: Limits.jobSeconds / 60 + 1)
            let third = try await rig.app.database.write { [now = rig.time.value] in
                try $0.claimJob(.upkeep, now: now)
            }
            #expect(third?.id == first?.id)
        }
    }

    @Test("a job queued in a write that is refused never was")
    func undone() async throws {
        try await Rig.run(.sqlite) { rig in
            try? await rig.app.database.write { tx in
                try tx.queue(Hopeless(), rig.app)
                throw Missing()
            }
            let due = try await rig.waiting()
            #expect(due == nil)
        }
    }
}

extension Rig {
    /// When the one waiting job of the lane of upkeep is due.
    fileprivate func waiting() async throws -> Int64? {
        try await app.database.read {
            try $0.value("SELECT max(due) FROM jobs WHERE lane = 3 AND has_failed = 0")
        }
    }
}
