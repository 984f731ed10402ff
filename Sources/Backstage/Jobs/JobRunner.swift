import Database
import Foundation
import Logging
import ServiceLifecycle

/// Does the waiting work: one job at a time in each lane, woken by a new job or by the time one is due.
struct JobRunner: Service {
    let app: App

    func run() async throws {
        let app = app
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await Self.ringForNews(app) }
                group.addTask { await Self.ringForTime(app) }
                for lane in Lane.allCases { group.addTask { await Self.serve(lane, app) } }
            }
        }
    }

    private static func serve(_ lane: Lane, _ app: App) async {
        guard let rings = app.bells.rings[lane] else { return }
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
            try await run(job)
            try await database.write { try $0.finishJob(job.id) }
        } catch {
            log.warning("job \(job.kind) failed", metadata: ["job": "\(job.id)", "error": "\(error)"])
            let text = "\(error)"
            let failed = clock.now()
            try await database.write { try $0.postponeJob(job, error: text, now: failed) }
        }
        return true
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
