import Database
import Foundation
import Logging
import ServiceLifecycle

/// Does the waiting work, woken by a new job or by the time one is due: one job at a time in each lane, and
/// several of the lane of decoders where there are cores for them.
struct JobRunner: Service {
    let app: App

    func run() async throws {
        let app = app
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await Self.ringForNews(app) }
                group.addTask { await Self.ringForTime(app) }
                for lane in Lane.allCases {
                    for rings in app.bells.rings[lane] ?? [] {
                        group.addTask { await Self.serve(lane, rings, app) }
                    }
                }
            }
        }
    }

    private static func serve(_ lane: Lane, _ rings: AsyncStream<Void>, _ app: App) async {
        for await _ in rings {
            do {
                while try await app.runNextJob(lane), !Task.isCancelled {}
            } catch {
                app.log.error("the \(lane) lane stumbled", metadata: ["error": "\(error)"])
            }
        }
    }

    private static func ringForNews(_ app: App) async {
        for await lane in app.database.listen("jobs") {
            if let lane = Int(lane).flatMap(Lane.init) { app.bells.ring(lane) }
        }
    }

    /// Once a second: retries and scheduled work become due without anybody's word.
    private static func ringForTime(_ app: App) async {
        while !Task.isCancelled {
            let now = app.clock.now()
            let due = try? await app.database.read { try $0.lanesDue(now: now) }
            for lane in due ?? [] { app.bells.ring(lane) }
            try? await Task.sleep(for: .seconds(1))
        }
    }
}

extension App {
    /// Runs the next job of a lane that is due. False when there was none.
    func runNextJob(_ lane: Lane) async throws -> Bool {
        let now = clock.now()
        guard let job = try await database.write({ try $0.claimJob(lane, now: now) }) else { return false }
        do {
            try await holding(job) { [self] in try await run(job) }
            try await database.write { try $0.finishJob(job.id) }
        } catch is CancellationError {
            // The server stops: nobody's failure, and the next one goes on at once.
            try await database.write { try $0.letGo(of: job.id) }
        } catch {
            log.warning("job \(job.kind) failed", metadata: ["job": "\(job.id)", "error": "\(error)"])
            let text = "\(error)"
            let failed = clock.now()
            try await database.write { try $0.postponeJob(job, error: text, now: failed) }
            if job.attempts >= Limits.jobAttempts { try await giveUp(job) }
        }
        return true
    }

    /// Renews the claim while the work goes on: a film takes an hour, and a killed process is found out
    /// within seconds.
    private func holding(_ job: WaitingJob, _ work: @escaping @Sendable () async throws -> Void) async throws
    {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await work()
                return true
            }
            group.addTask { [self] in
                while true {
                    try await Task.sleep(for: .seconds(Limits.jobSeconds / 3))
                    let now = clock.now()
                    // A renewal that fails is tried again in time; the claim outlives two of them.
                    try? await database.write { try $0.renewClaim(of: job.id, now: now) }
                }
            }
            defer { group.cancelAll() }
            while let isDone = try await group.next(), !isDone {}
        }
    }

    private func giveUp(_ waiting: WaitingJob) async throws {
        try await Reactions.givingUp[waiting.kind]?(Data(waiting.body.utf8), self)
    }

    /// Runs all that is due, in order, until nothing is left. Tests use it instead of waiting.
    func runJobs() async throws {
        var hasRun = true
        while hasRun {
            hasRun = false
            for lane in Lane.allCases {
                while try await runNextJob(lane) { hasRun = true }
            }
        }
    }

    private func run(_ waiting: WaitingJob) async throws {
        let body = Data(waiting.body.utf8)
        if let follow = Reactions.events[waiting.kind] { return try await follow(body, self) }
        guard let job = Reactions.jobs[waiting.kind] else { throw UnknownJob(kind: waiting.kind) }
        try await job(body, self)
    }
}

/// A job that this program does not know: an older process took what a newer one queued.
struct UnknownJob: Error { let kind: String }
