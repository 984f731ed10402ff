import Database
import Foundation
import Testing

/// A fresh database of each engine that is there; PostgreSQL's address comes from `make test`.
enum TestDatabase {
    static let address = ProcessInfo.processInfo.environment["BACKSTAGE_TEST_POSTGRES"]
    static var engines: [Engine] { address == nil ? [.sqlite] : [.sqlite, .postgres] }

    static func with(_ engine: Engine, _ work: (Database) async throws -> Void) async throws {
        let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
        let path = FileManager.default.temporaryDirectory.path + "/\(name).sqlite"
        let database = try Database.open(engine == .sqlite ? .sqlite(path) : .postgres(try await fresh(name)))
        defer {
            database.close()
            for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
        }
        try await work(database)
    }

    private static func fresh(_ name: String) async throws -> String {
        let address = try #require(address)
        let main = try Database.open(.postgres(address))
        defer { main.close() }
        try await main.createDatabase(name)
        let slash = try #require(address.lastIndex(of: "/"))
        return address[...slash] + name + (address.firstIndex(of: "?").map { String(address[$0...]) } ?? "")
    }
}

/// Numbers that look random and are the same at every run (SplitMix64, Steele et al. 2014).
struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

private let things = Migration(
    1, "things",
    [
        """
        CREATE TABLE things (
            id \(type: .id),
            number \(type: .int),
            share \(type: .real),
            words \(type: .text),
            bytes \(type: .blob)
        )
        """,
        "CREATE TABLE counters (id \(type: .id), count \(type: .int) NOT NULL)",
        "CREATE TABLE names (name \(type: .text) NOT NULL UNIQUE)",
    ])

@Suite("Database") struct DatabaseTests {
    @Test("every kind of value comes back as it went", arguments: TestDatabase.engines)
    func roundTrip(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            try await database.migrate([things])
            let numbers: [Int64?] = [nil, 0, 1, -1, .max, .min]
            let texts: [String?] = [
                nil, "", "é", "👩‍🚀", "'; DROP TABLE things; --", String(repeating: "x", count: 100_000),
            ]
            let blobs: [[UInt8]?] = [nil, [], [0], Array(0...255)]
            for index in 0..<6 {
                let (number, words, bytes) = (numbers[index], texts[index], blobs[index % 4])
                let share = Double(index) / 7
                try await database.write { tx in
                    try tx.run(
                        """
                        INSERT INTO things (id, number, share, words, bytes)
                        VALUES (\(index), \(number), \(share), \(words), \(bytes))
                        """)
                }
                let back = try await database.read { tx in
                    try tx.row("SELECT number, share, words, bytes FROM things WHERE id = \(index)") { row in
                        (
                            number: row[0] as Int64?, share: row[1] as Double, words: row[2] as String?,
                            bytes: row[3] as [UInt8]?
                        )
                    }
                }
                let found = try #require(back)
                #expect(found.number == number && found.words == words && found.bytes == bytes)
                #expect(abs(found.share - share) < 1e-12)
            }
        }
    }

    @Test("lists of none and of ten thousand stand after IN", arguments: TestDatabase.engines)
    func lists(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            try await database.migrate([things])
            try await database.write { tx in
                for id in 0..<100 { try tx.run("INSERT INTO counters (id, count) VALUES (\(id), 0)") }
            }
            for count in [0, 1, 50, 10_000] {
                let ids = (0..<count).map { Int64($0) }
                let found: Int? = try await database.read {
                    try $0.value("SELECT count(*) FROM counters WHERE id IN \(list: ids)")
                }
                #expect(found == min(count, 100))
            }
        }
    }

    @Test(
        "one that fails leaves its neighbours alone, and counts are exact under 64 writers",
        arguments: TestDatabase.engines)
    func concurrent(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            try await database.migrate([things])
            try await database.write { try $0.run("INSERT INTO counters (id, count) VALUES (1, 0)") }
            struct Fails: Error {}
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<64 {
                    group.addTask {
                        for turn in 0..<20 {
                            try? await database.write { tx in
                                try tx.run("UPDATE counters SET count = count + 1 WHERE id = 1")
                                if (writer + turn) % 4 == 0 { throw Fails() }
                            }
                        }
                    }
                }
            }
            let count: Int? = try await database.read {
                try $0.value("SELECT count FROM counters WHERE id = 1")
            }
            #expect(count == 64 * 20 * 3 / 4)
        }
    }

    @Test("what stands already is told apart from other faults", arguments: TestDatabase.engines)
    func unique(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            try await database.migrate([things])
            try await database.write { try $0.run("INSERT INTO names (name) VALUES ('ada')") }
            await #expect {
                try await database.write { try $0.run("INSERT INTO names (name) VALUES ('ada')") }
            } throws: {
                ($0 as? DatabaseError)?.isUniqueViolation == true
            }
            await #expect {
                try await database.write { try $0.run("INSERT INTO nothing (name) VALUES ('ada')") }
            } throws: {
                ($0 as? DatabaseError)?.isUniqueViolation == false
            }
            await #expect(throws: DatabaseError.self) {
                let _: Int? = try await database.read { try $0.value("SELECT name FROM names") }
            }
        }
    }

    @Test("migrations run once, in order; a newer database is refused", arguments: TestDatabase.engines)
    func migrations(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            let second = Migration(2, "second", ["ALTER TABLE names ADD COLUMN age \(type: .int)"])
            try await database.migrate([second, things])
            try await database.migrate([things, second])
            await #expect(throws: DatabaseError.newerThanProgram(found: 2, known: 1)) {
                try await database.migrate([things])
            }
        }
    }

    @Test("a failing migration leaves nothing behind", arguments: TestDatabase.engines)
    func failingMigration(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            let broken = Migration(
                1, "broken", ["CREATE TABLE half (id \(type: .id))", "SELECT nonsense FROM nowhere"])
            await #expect(throws: DatabaseError.self) { try await database.migrate([broken]) }
            try await database.migrate([things])
            await #expect(throws: DatabaseError.self) {
                let _: Int? = try await database.read { try $0.value("SELECT count(*) FROM half") }
            }
        }
    }

    @Test("listeners hear what was kept, and not what was undone", arguments: TestDatabase.engines)
    func listening(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            struct Fails: Error {}
            var heard = database.listen("news").makeAsyncIterator()
            if engine == .postgres { try await Task.sleep(for: .seconds(1)) }
            try? await database.write { tx in
                try tx.notify("news", "undone")
                throw Fails()
            }
            try await database.write { try $0.notify("news", "kept") }
            #expect(await heard.next() == "kept")
        }
    }

    @Test("statements are counted for the task that asks", arguments: TestDatabase.engines)
    func counting(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            let count = QueryCount()
            try await QueryCount.$current.withValue(count) {
                try await database.read { tx in
                    for _ in 0..<3 { let _: Int? = try tx.value("SELECT 1") }
                }
            }
            #expect(count.value == 3)
        }
    }

    @Test("after closing, everything is refused", arguments: TestDatabase.engines)
    func closing(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database in
            database.close()
            await #expect(throws: DatabaseError.closed) {
                let _: Int? = try await database.read { try $0.value("SELECT 1") }
            }
            database.close()
        }
    }

    @Test("both engines answer alike to five hundred random steps", .enabled(if: TestDatabase.address != nil))
    func alike() async throws {
        try await TestDatabase.with(.sqlite) { lite in
            try await TestDatabase.with(.postgres) { post in
                try await lite.migrate([things])
                try await post.migrate([things])
                var dice = Dice(state: 20_261_123)
                for _ in 0..<500 {
                    let step = Step.random(&dice)
                    #expect(try await step.run(on: lite) == step.run(on: post), "\(step)")
                }
            }
        }
    }
}

/// One thing done to both databases: small enough numbers that steps meet.
private enum Step: Sendable {
    case put(id: Int, number: Int64?, words: String)
    case add(id: Int, number: Int64)
    case remove(id: Int)
    case page(number: Int64, id: Int)
    case count(words: String)

    static func random(_ dice: inout Dice) -> Step {
        let id = Int.random(in: 0..<40, using: &dice)
        let number = Int64.random(in: -5..<5, using: &dice)
        let words = ["a", "B", "é", "", "zz", "Z"].randomElement(using: &dice) ?? ""
        switch Int.random(in: 0..<5, using: &dice) {
        case 0: return .put(id: id, number: Bool.random(using: &dice) ? nil : number, words: words)
        case 1: return .add(id: id, number: number)
        case 2: return .remove(id: id)
        case 3: return .page(number: number, id: id)
        default: return .count(words: words)
        }
    }

    func run(on database: Database) async throws -> String {
        try await database.write { tx in
            switch self {
            case .put(let id, let number, let words):
                let changed = try tx.run(
                    """
                    INSERT INTO things (id, number, words)
                    VALUES (\(id), \(number), \(words))
                    ON CONFLICT (id) DO UPDATE SET number = excluded.number, words = excluded.words
                    """)
                return "\(changed)"
            case .add(let id, let number):
                let sum: Int64? = try tx.value(
                    """
                    UPDATE things
                    SET number = coalesce(number, 0) + \(number)
                    WHERE id = \(id)
                    RETURNING number
                    """
                )
                return "\(String(describing: sum))"
            case .remove(let id): return "\(try tx.run("DELETE FROM things WHERE id = \(id)"))"
            case .page(let number, let id):
                let page = try tx.rows(
                    """
                    SELECT number, id, words
                    FROM things
                    WHERE (number, id) < (\(number), \(id))
                    ORDER BY number DESC, id DESC
                    LIMIT 7
                    """
                ) { "\($0[0] as Int64) \($0[1] as Int) \($0[2] as String)" }
                return page.joined(separator: "|")
            case .count(let words):
                let rows = try tx.rows(
                    """
                    SELECT words, count(*) FILTER (WHERE number > 0), sum(number)
                    FROM things
                    WHERE words >= \(words)
                    GROUP BY words
                    ORDER BY words
                    """
                ) { "\($0[0] as String) \($0[1] as Int) \(String(describing: $0[2] as Int64?))" }
                return rows.joined(separator: "|")
            }
        }
    }
}
