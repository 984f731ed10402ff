import Foundation
import Logging
import ServiceLifecycle

/// What the command line can ask for. Everything else of the product is behind HTTP.
public struct Program: Sendable {
    private let settings: Settings

    public init(settings: Settings = Settings(environment: ProcessInfo.processInfo.environment)) {
        self.settings = settings
    }

    /// Serves until SIGTERM or SIGINT; then lets running requests and jobs end.
    public func serve() async throws {
        try await withApp { app in try await serve(app) }
    }

    public func demo(media: String, servesAfter: Bool) async throws {
        let time = DemoClock()
        try await withApp(clock: time.clock) { app in
            try await app.makeDemoWorld(media: media, time: time)
            say(DemoWorld.signIns(url: settings.publicURL))
            if servesAfter { try await serve(app) }
        }
    }

    /// Fills an empty site with a large random world. Prints a line for each who can act in it, its
    /// handle and session cookie, and one for the post that was answered most.
    public func seed(_ size: SeedSize) async throws {
        try await withApp { app in
            let plan = try await app.seedWorld(size)
            for member in plan.members {
                let key = try await app.createSession(for: member.handle)
                say("\(member.handle) \(SessionKey.cookieName)=\(key)")
            }
            say("post \(plan.mostAnswered)")
            say("few-answers \(plan.crowds.few)")
            say("many-answers \(plan.crowds.many)")
        }
    }

    /// Compares database and media store both ways, and mends what can be mended. Throws when something is
    /// lost.
    public func checkMedia() async throws {
        try await withApp { app in
            let report = try await app.checkMedia()
            for orphan in report.orphans { say("taken away, as no row knows it: \(orphan)") }
            for lost in report.lost { say("lost: \(lost)") }
            say(
                "\(report.blobs) files looked at; \(report.orphans.count) without a row and \(report.swept) "
                    + "without a use taken away; \(report.lost.count) lost")
            guard report.isClean else {
                throw ProgramFailure("Bring the lost files back from a backup, then run this again.")
            }
        }
    }

    public func retranscode(post: String?) async throws {
        let id = try post.map { text in
            guard let id = PostID(text) else { throw ProgramFailure("\(text) is no number of a post.") }
            return id
        }
        try await withApp { app in
            let report = try await app.retranscode(id)
            say(
                "\(report.queued) films are made anew by the server; \(report.withoutSource) have no source "
                    + "any more (BACKSTAGE_KEEP_ORIGINALS keeps it)")
        }
    }

    /// What making one size of a film takes, and what ffmpeg is told; nothing is kept.
    public func measureEncoding(file: String, step: Int) async throws {
        try await withApp { app in
            guard let measure = try await app.measureEncoding(file, step: step) else {
                throw ProgramFailure("This film has no size of \(step).")
            }
            try sayJSON(measure)
        }
    }

    /// What making a photograph's sizes takes; nothing is kept.
    public func measurePicture(file: String) async throws {
        try await withApp { app in try sayJSON(try await app.measurePicture(file)) }
    }

    private func sayJSON(_ measure: MediaMeasure) throws {
        say(String(decoding: try JSONEncoder().encode(measure), as: UTF8.self))
    }

    /// Checks every vote of a closed poll against what was published of it. Throws when something is not as
    /// it was.
    public func verifyPoll(post: String, receipt: String?) async throws {
        guard let id = PostID(post) else { throw ProgramFailure("\(post) is no number of a post.") }
        let asked = try receipt.map { text in
            guard let receipt = VoteReceipt(typed: text) else {
                throw ProgramFailure("\(text) is no receipt: one has 64 hexadecimal digits.")
            }
            return receipt
        }
        try await withApp { app in
            guard let report = try await app.verifyPoll(id, receipt: asked) else {
                throw ProgramFailure(
                    "Nothing is published of \(post): it is no poll that has closed with receipts.")
            }
            say("published: tally \(report.tally), root \(report.root)")
            for finding in report.findings { say("\(finding)") }
            guard report.isClean else {
                throw ProgramFailure("The votes are not those that were counted.")
            }
            if asked != nil { say("The receipt is among the counted votes.") }
            say("All \(report.votes) votes are as they were counted.")
        }
    }

    public func migrate() async throws {
        try await withApp { _ in say("The database is up to date.") }
    }

    public func createAdmin(email: String, handle: String, name: String, password: String) async throws {
        try await withApp { app in
            do {
                _ = try await app.createAdmin(email: email, password: password, handle: handle, name: name)
                say("Administrator @\(handle) can sign in at \(settings.publicURL)/sign-in")
            } catch let refused as Refused {
                throw ProgramFailure(refused.problems.map { $0.said(in: .english) }.joined(separator: "\n"))
            }
        }
    }

    public func token(handle: String) async throws {
        try await withApp { app in
            do {
                let key = try await app.createSession(for: handle)
                say("\(SessionKey.cookieName)=\(key)")
            } catch is Missing {
                throw ProgramFailure("No channel has the handle @\(handle).")
            }
        }
    }

    public func role(handle: String, name: String) async throws {
        guard let role = Role(name: name) else {
            throw ProgramFailure("A role is member, moderator or admin.")
        }
        try await withApp { app in
            do {
                try await app.setRole(role, ofOwner: handle)
                say("The owner of @\(handle) is now: \(role.name)")
            } catch is Missing {
                throw ProgramFailure("No channel has the handle @\(handle).")
            }
        }
    }

    public func rollout(stage: String) async throws {
        guard let stage = Stage(name: stage) else {
            throw ProgramFailure(
                "A stage is closed, invited, subscribers:N, percent:P (1 to 99) or everyone.")
        }
        try await withApp { app in
            try await app.setStage(stage, by: nil)
            say("Posting is now open to: \(stage.name)")
        }
    }

    private func serve(_ app: App) async throws {
        try await app.scheduleSweep()
        if let first = try await app.firstAdminAddress() {
            say("This site has no administrator yet. Open this address once to become it:\n  \(first)")
        }
        let server = app.server { port in
            let address =
                app.settings.url.isEmpty
                ? "http://\(app.settings.listenAddress?.host ?? "127.0.0.1"):\(port)" : app.settings.url
            say("Backstage answers on \(address)")
        }
        try await server.runService()
    }

    private func withApp(clock: Clock = .system, _ work: (App) async throws -> Void) async throws {
        guard settings.listenAddress != nil else {
            throw ProgramFailure("BACKSTAGE_LISTEN is address:port, such as 127.0.0.1:8080.")
        }
        var log = Logger(label: "backstage") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = settings.logLevel
        let app = try await App.open(settings, log: log, clock: clock)
        do {
            try await work(app)
            await app.close()
        } catch {
            await app.close()
            throw error
        }
    }
}

/// A failure whose sentence is for the person at the terminal.
struct ProgramFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// A line for the person at the terminal, at once even when nobody watches.
private func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
