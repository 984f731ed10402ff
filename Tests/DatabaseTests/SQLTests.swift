import Testing

@testable import Database

@Suite("A statement") struct SQLTests {
    @Test func bindsWhatStandsInItsHoles() {
        let missing: String? = nil
        let some: Int? = 7
        let any: any SQLBindable = "x"
        let sql: SQL = "SELECT \(1), \("two"), \(true), \(missing), \(some), \(any), \([UInt8(3)])"
        #expect(sql.text(for: .sqlite) == "SELECT ?, ?, ?, ?, ?, ?, ?")
        #expect(sql.text(for: .postgres) == "SELECT $1, $2, $3, $4, $5, $6, $7")
        let values = sql.parts.compactMap { part in if case .value(let value) = part { value } else { nil } }
        #expect(
            values == [.integer(1), .text("two"), .integer(1), .null, .integer(7), .text("x"), .blob([3])])
    }

    @Test func neverMixesValuesIntoItsText() {
        let sql: SQL = "SELECT a FROM b WHERE c = \("'; DROP TABLE b; --")"
        #expect(sql.text(for: .sqlite) == "SELECT a FROM b WHERE c = ?")
    }

    @Test func nestsJoinsAndAdds() {
        let conditions: [SQL] = ["a = \(1)", "b = \(2)"]
        let sql: SQL = "SELECT c FROM d WHERE \(conditions.joined(separator: " AND "))" + " LIMIT \(3)"
        #expect(sql.text(for: .postgres) == "SELECT c FROM d WHERE a = $1 AND b = $2 LIMIT $3")
        #expect(([] as [SQL]).joined(separator: ", ").text(for: .sqlite) == "")
    }

    @Test func speaksEachEnginesDialect() {
        let sql: SQL = "\(raw: "x") \(type: .id) \(SQL.greatest("a", "\(1)")) \(list: [1])\(.skippingLocked)"
        #expect(sql.text(for: .sqlite) == "x INTEGER PRIMARY KEY max(a, ?) (SELECT value FROM json_each(?))")
        #expect(
            sql.text(for: .postgres)
                == "x BIGINT PRIMARY KEY greatest(a, $1) (SELECT unnest($2::bigint[])) FOR UPDATE SKIP LOCKED"
        )
    }
}

@Suite("Prepared statements") struct StatementCacheTests {
    @Test func theLongestUnusedGoFirst() {
        var cache = StatementCache<Int>()
        for number in 0..<StatementCache<Int>.countMax { cache.keep(number, for: "\(number)") }
        #expect(cache.isFull)
        #expect(cache.find("0") == 0)
        let gone = cache.removeOldest()
        #expect(gone.contains(1) && !gone.contains(0))
        #expect(cache.find("1") == nil && cache.find("0") == 0)
    }

    @Test(arguments: Place.allCases) func manyShapesComeAndGo(_ place: Place) async throws {
        try await place.run { db in
            let sum = try await db.read { tx in
                var sum = 0
                for round in 0..<2 {
                    for number in 0..<1_000 {
                        let shape = SQL(parts: [.text("SELECT \(number) + "), .value(.integer(Int64(round)))])
                        sum += try tx.value(shape) ?? 0
                    }
                }
                return sum
            }
            #expect(sum == 999 * 1_000 + 1_000)
        }
    }

    @Test(arguments: Place.allCases) func aTextMayBeUsedWithOtherTypes(_ place: Place) async throws {
        try await place.run { db in
            try await db.write { tx in try tx.run("CREATE TABLE t (a \(type: .int), b \(type: .real))") }
            for number in [1, nil, 2] as [Int?] {
                try await db.write { tx in try tx.run("INSERT INTO t (a, b) VALUES (\(number), \(number))") }
            }
            try await db.write { tx in try tx.run("INSERT INTO t (a, b) VALUES (\(3), \(0.5))") }
            let sum: Double? = try await db.read { tx in try tx.value("SELECT sum(b) FROM t") }
            #expect(sum == 3.5)
        }
    }

    @Test(arguments: Place.allCases) func aQueryMayRunInsideItself(_ place: Place) async throws {
        try await place.run { db in
            let pairs = try await db.read { tx in
                let sql: SQL = "SELECT a FROM (SELECT 1 AS a UNION ALL SELECT 2) AS b ORDER BY a"
                return try tx.rows(sql) { outer in
                    let inner: [Int] = try tx.rows(sql) { $0[0] }
                    return (outer[0] as Int, inner)
                }
            }
            #expect(pairs.map(\.0) == [1, 2])
            #expect(pairs.map(\.1) == [[1, 2], [1, 2]])
        }
    }
}
