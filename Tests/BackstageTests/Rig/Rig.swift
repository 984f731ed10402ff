import AsyncHTTPClient
import Database
import Foundation
import Logging
import MediaTools
import Synchronization
import Testing

@testable import Backstage

/// The engines every behaviour is shown on. PostgreSQL is there when `make test` started one.
enum TestEngine: String, CaseIterable, Sendable {
    case sqlite, postgres

    static let postgresAddress = ProcessInfo.processInfo.environment["BACKSTAGE_TEST_POSTGRES"]
    static var available: [TestEngine] { postgresAddress == nil ? [.sqlite] : [.sqlite, .postgres] }
}

/// A whole Backstage of its own: real server on a free port, real database, a clock moved by hand, and
/// the cast.
final class Rig: Sendable {
    let app: App
    let url: String
    let time: TestClock
    let pages: TestFetch
    private let folder: String
    private let server: Task<Void, any Error>

    /// Starts one, runs the test, and takes everything away again.
    static func run(
        _ engine: TestEngine, stage: Stage = .everyone, hasCaches: Bool? = nil, keepsOriginals: Bool = false,
        blobs: String = "",
        _ test: (Rig) async throws -> Void
    ) async throws {
        try await atOnce.taking {
            let rig = try await Rig(
                engine, hasCaches: hasCaches, keepsOriginals: keepsOriginals, blobs: blobs)
            do {
                try await rig.app.setStage(stage, by: nil)
                try await test(rig)
                try await rig.end()
            } catch {
                try? await rig.end()
                throw error
            }
        }
    }

    /// Each has nine connections and a server; more side by side than this only wait for the processor.
    private static let atOnce = Turns(8)

    private init(
        _ engine: TestEngine, hasCaches: Bool?, keepsOriginals: Bool, blobs: String
    ) async throws {
        folder = FileManager.default.temporaryDirectory.path + "/backstage-" + UUID().uuidString
        var settings = Settings()
        settings.data = folder
        settings.listen = "127.0.0.1:0"
        settings.showsCosts = true
        settings.keepsOriginals = keepsOriginals
        settings.blobs = blobs
        settings.hasCaches = hasCaches ?? (ProcessInfo.processInfo.environment["BACKSTAGE_CACHES"] != "off")
        if engine == .postgres { settings.database = try await Self.freshDatabase() }
        var log = Logger(label: "test")
        log.logLevel = .error
        time = TestClock()
        pages = TestFetch()
        app = try await App.open(settings, log: log, clock: time.clock, fetch: pages.fetch)
        let ready = AsyncStream<Int>.makeStream()
        let running = app
        server = Task {
            try await running.server(withServices: false) { port in ready.continuation.yield(port) }.run()
        }
        var ports = ready.stream.makeAsyncIterator()
        url = "http://127.0.0.1:\(await ports.next() ?? 0)"
    }

    private func end() async throws {
        server.cancel()
        _ = try? await server.value
        await app.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A database of its own on the test server.
    private static func freshDatabase() async throws -> String {
        let address = try #require(TestEngine.postgresAddress)
        let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
        let main = try Database.open(.postgres(address))
        defer { main.close() }
        try await main.createDatabase(name)
        let slash = try #require(address.lastIndex(of: "/"))
        let query = address.firstIndex(of: "?").map { String(address[$0...]) } ?? ""
        return address[...slash] + name + query
    }

    /// Somebody at a browser without scripts, signed in or not.
    func visitor(language: String = "en") -> Browser { Browser(url: url, language: language) }

    /// Runs all jobs that are due.
    func runJobs() async throws { try await app.runJobs() }
}

/// Time stands still until the test moves it; each look is a millisecond later, so that things have an order.
final class TestClock: Sendable {
    private let now = Mutex<Int64>(1_790_000_000_000)

    var clock: Clock {
        Clock { [self] in
            now.withLock {
                $0 += 1; return $0
            }
        }
    }
    func advance(minutes: Int64) { now.withLock { $0 += minutes * 60_000 } }
    func advance(hours: Int64) { advance(minutes: hours * 60) }
    /// Stops the small steps too: what happens now shares one millisecond.
    var value: Int64 { now.withLock { $0 } }
}

/// Answers for the world outside: pages by address, and what was asked for.
final class TestFetch: Sendable {
    private struct State { var pages: [String: String] = [:]; var asked: [String] = [] }
    private let state = Mutex(State())

    var fetch: Fetch {
        Fetch { [self] url, _ in
            try state.withLock { state in
                state.asked.append(url)
                guard let page = state.pages[url] else { throw FetchFault.status(404) }
                return Fetched(url: url, body: Array(page.utf8))
            }
        }
    }
    func put(_ url: String, _ html: String) { state.withLock { $0.pages[url] = html } }
    var asked: [String] { state.withLock { $0.asked } }
}
