import Testing

@testable import Database

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where a test's database stands. Every test has one of its own, made for it and gone after it.
enum Place: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }

    /// A server where the tests may make databases, such as postgresql://postgres@127.0.0.1:5432/postgres.
    static let postgresAddress = getenv("BACKSTAGE_TEST_POSTGRES").map { String(cString: $0) }

    /// Few connections: tests run side by side, and a server takes a hundred unless told otherwise.
    static var options: Database.Options {
        var options = Database.Options()
        options.connections = 3
        return options
    }

    func run(
        _ options: Database.Options = Self.options, _ test: (Database) async throws -> Void
    ) async throws {
        try await runAt { location in
            let database = try Database.open(location, options: options)
            defer { database.close() }
            try await test(database)
        }
    }

    /// For tests that open the database themselves, or twice.
    func runAt(_ test: (Database.Location) async throws -> Void) async throws {
        switch self {
        case .sqlite: try await Self.inFolder { try await test(.sqlite($0 + "/test.sqlite")) }
        case .postgres: try await Self.onServer(test)
        }
    }

    private static func inFolder(_ test: (String) async throws -> Void) async throws {
        var template = Array("/tmp/database-test-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        defer {
            for name in ["", "-wal", "-shm"] { unlink(folder + "/test.sqlite" + name) }
            rmdir(folder)
        }
        try await test(folder)
    }

    private static func onServer(_ test: (Database.Location) async throws -> Void) async throws {
        guard let address = postgresAddress else {
            try Test.cancel("BACKSTAGE_TEST_POSTGRES is not set: nothing was tried on PostgreSQL")
        }
        let name = "test" + String(UInt64.random(in: 0 ... .max), radix: 36)
        var options = Database.Options()
        options.connections = 1
        let server = try Database.open(.postgres(address), options: options)
        defer { server.close() }
        try await server.createDatabase(name)
        let slash = try #require(address.lastIndex(of: "/"))
        let query = address.firstIndex(of: "?").map { String(address[$0...]) } ?? ""
        let result: Result<Void, any Error>
        do { result = .success(try await test(.postgres(address[...slash] + name + query))) } catch {
            result = .failure(error)
        }
        try await server.dropDatabase(name)
        try result.get()
    }
}

extension Database {
    fileprivate func dropDatabase(_ name: String) async throws {
        try await read { tx in
            try tx.run("SET default_transaction_read_only = off")
            try tx.run(SQL(parts: [.text("DROP DATABASE \"\(name)\" WITH (FORCE)")]))
        }
    }
}

/// Keeps threads and tasks in step with the test.
final class Gate: Sendable {
    private let isOpen = Monitor(false)

    func open() {
        isOpen.withLock { $0 = true }
        isOpen.signalAll()
    }
    /// Blocks the thread: only inside database closures.
    func wait() { isOpen.wait { $0 ? () : nil } }
}

/// Holds threads up until enough of them have come. Who comes later passes at once.
final class Meeting: Sendable {
    private let arrived = Monitor(0)

    func wait(for count: Int) {
        arrived.withLock { $0 += 1 }
        arrived.signalAll()
        arrived.wait { $0 >= count ? () : nil }
    }
}

/// The same numbers for the same seed, everywhere (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
