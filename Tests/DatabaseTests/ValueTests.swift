import Testing

@testable import Database

@Suite("Values") struct ValueTests {
    @Test(arguments: Place.allCases) func comeBackAsTheyWent(_ place: Place) async throws {
        let integers: [Int64] = [0, 1, -1, .max, .min, 1 << 53 + 1]
        let reals: [Double] = [
            0, -0.5, 0.1, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity,
        ]
        let texts = [
            "", "a", "👩‍👩‍👧‍👦 é ﷽", "'; --", "\u{1}\u{7F}\u{FEFF}", String(repeating: "long ", count: 20_000),
        ]
        let blobs: [[UInt8]] = [[], [0], [0, 1, 255], Array(repeating: 7, count: 300_000)]
        try await place.run { db in
            try await makeTable(db)
            for value in integers { #expect(try await trip(db, value, "i") == value) }
            for value in reals { #expect(try await trip(db, value, "r") == value) }
            for value in texts { #expect(try await trip(db, value, "t") == value) }
            for value in blobs { #expect(try await trip(db, value, "b") == value) }
            for value in [true, false] { #expect(try await trip(db, value, "i") == value) }
            #expect(try await trip(db, Int.max, "i") == .max)
        }
    }

    @Test(arguments: Place.allCases) func mayBeNull(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            try await db.write { tx in
                try tx.run(
                    """
                    INSERT INTO v (i, r, t, b)
                    VALUES (\(nil as Int?), \(nil as Double?), \(nil as String?), \(nil as [UInt8]?))
                    """)
            }
            let row = try await db.read { tx in
                try tx.row("SELECT i, r, t, b FROM v") {
                    ($0[0] as Int?, $0[1] as Double?, $0[2] as String?, $0[3] as [UInt8]?)
                }
            }
            #expect(row?.0 == nil && row?.1 == nil && row?.2 == nil && row?.3 == nil)
            #expect(row != nil)
            #expect(try await db.read { tx in try tx.value("SELECT max(i) FROM v", as: Int.self) } == nil)
        }
    }

    @Test(arguments: Place.allCases) func thatCannotBeKeptAreRefused(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            for sql in ["INSERT INTO v (t) VALUES (\("a\0b"))", "INSERT INTO v (r) VALUES (\(Double.nan))"]
                as [SQL]
            {
                let error = await #expect(throws: DatabaseError.self) {
                    try await db.write { tx in try tx.run(sql) }
                }
                #expect(error?.description.contains("INSERT INTO v") == true)
            }
            #expect(try await db.read { tx in try tx.value("SELECT count(*) FROM v") } == 0)
        }
    }

    @Test(arguments: Place.allCases) func ofAnotherTypeAreTheQuerysError(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            try await db.write { tx in try tx.run("INSERT INTO v (i, t) VALUES (\(1), \("secret"))") }
            await #expect(
                throws: DatabaseError.unreadable("column 0 holds text, not Int", statement: "SELECT t FROM v")
            ) {
                try await db.read { tx in try tx.rows("SELECT t FROM v") { $0[0] as Int } }
            }
            await #expect(
                throws: DatabaseError.unreadable(
                    "column 0 holds NULL, not String", statement: "SELECT b FROM v")
            ) {
                try await db.read { tx in try tx.row("SELECT b FROM v") { $0[0] as String } }
            }
            await #expect(
                throws: DatabaseError.unreadable(
                    "column 1 is not in the answer", statement: "SELECT i FROM v")
            ) {
                try await db.read { tx in try tx.row("SELECT i FROM v") { $0[1] as Int? } }
            }
        }
    }

    @Test(arguments: Place.allCases) func sumsAndComparisonsReadAsNumbers(_ place: Place) async throws {
        try await place.run { db in
            try await makeTable(db)
            for number in [9_999, 10_000, 123_456_789_012, -7, 90_000_000] {
                try await db.write { tx in try tx.run("INSERT INTO v (i) VALUES (\(number))") }
            }
            let row = try await db.read { tx in
                try tx.row(
                    "SELECT sum(i), count(*), max(i) > 5, avg(i), sum(i) FILTER (WHERE i = 90000000) FROM v"
                ) {
                    ($0[0] as Int, $0[1] as Int, $0[2] as Bool, $0[3] as Double, $0[4] as Int)
                }
            }
            let sum = 9_999 + 10_000 + 123_456_789_012 - 7 + 90_000_000
            #expect(row?.0 == sum && row?.1 == 5 && row?.2 == true && row?.4 == 90_000_000)
            #expect(row?.3 == Double(sum) / 5)
        }
    }

    @Test(arguments: Place.allCases) func mayComeInLists(_ place: Place) async throws {
        try await place.run { db in
            try await db.write { tx in
                try tx.run("CREATE TABLE n (id \(type: .id))")
                for id in 0..<500 { try tx.run("INSERT INTO n (id) VALUES (\(id * 50))") }
            }
            let lists: [[Int64]] = [[], [50], [-50, 0, 50, 50], [.min, .max], Array(0..<10_000)]
            for (list, count) in zip(lists, [0, 1, 2, 0, 200]) {
                let found: Int? = try await db.read { tx in
                    try tx.value("SELECT count(*) FROM n WHERE id IN \(list: list)")
                }
                #expect(found == count)
            }
        }
    }

    private func makeTable(_ db: Database) async throws {
        try await db.write { tx in
            try tx.run(
                "CREATE TABLE v (i \(type: .int), r \(type: .real), t \(type: .text), b \(type: .blob))")
        }
    }

    private func trip<Value: SQLBindable & SQLReadable>(
        _ db: Database, _ value: Value, _ column: String
    ) async throws -> Value? {
        try await db.write { tx in
            let column = SQL(parts: [.text(column)])
            try tx.run("DELETE FROM v")
            try tx.run("INSERT INTO v (\(column)) VALUES (\(value))")
            return try tx.value("SELECT \(column) FROM v")
        }
    }
}
