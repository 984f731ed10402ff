import Database
import Foundation

/// Work that happens after a request: queued inside the transaction that makes it true, done at least once,
/// so each is written to be repeated.
protocol Job: Codable, Sendable {
    static var kind: String { get }
    static var lane: Lane { get }
    func run(_ app: App) async throws
    /// The last try has failed: whoever waits for it is told. Nobody, as a rule.
    func giveUp(_ app: App) async throws
}

extension Job {
    func giveUp(_ app: App) async throws {}
}

/// Jobs of one lane wait for each other; lanes do not.
enum Lane: Int, Sendable, CaseIterable, SQLBindable, SQLReadable {
    /// What follows an event: notifications, counts.
    case events = 0
    /// Decoders and encoders.
    case media = 1
    /// The world outside: link cards, later mail and push.
    case delivery = 2
    /// Sweeping.
    case upkeep = 3
    /// What was promised for a moment: nothing slow stands before it.
    case times = 4
}

/// Something that happened, told to the slices that follow from it. `Reactions.swift` says what each brings.
protocol Event: Codable, Sendable {
    static var kind: String { get }
}

/// A job or event as it waits in the database.
struct WaitingJob: Sendable {
    let id: JobID
    let kind: String
    let body: String
    let attempts: Int
}

extension Transaction {
    /// Says that something happened. What follows is done soon after this transaction is kept, and only then.
    func record<E: Event>(_ event: E, _ app: App) throws {
        try queue(kind: E.kind, lane: .events, body: event, due: app.clock.now(), id: app.ids.next())
    }

    func queue<J: Job>(_ job: J, _ app: App, due: Int64? = nil) throws {
        try queue(kind: J.kind, lane: J.lane, body: job, due: due ?? app.clock.now(), id: app.ids.next())
    }

    private func queue(kind: String, lane: Lane, body: some Encodable, due: Int64, id: JobID) throws {
        let text = String(decoding: try JSONEncoder().encode(body), as: UTF8.self)
        try run(
            """
            INSERT INTO jobs (id, kind, lane, body, due)
            VALUES (\(id), \(kind), \(lane), \(text), \(due))
            """)
        try notify("jobs", String(lane.rawValue))
    }
}
