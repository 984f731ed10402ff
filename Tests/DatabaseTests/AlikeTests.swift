import Testing

@testable import Database

/// The same random statements must be answered the same by both engines.
@Suite("Both engines") struct AlikeTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func answerAlike(seed: UInt64) async throws {
        try await Place.postgres.run { postgres in
            try await Place.sqlite.run { sqlite in
                for db in [sqlite, postgres] { try await makeTable(db) }
                var random = SeededGenerator(seed: seed)
                for step in 0..<400 {
                    let statement = Statement.any(&random)
                    let expected = await statement.answer(of: sqlite)
                    let found = await statement.answer(of: postgres)
                    try #require(
                        expected == found, "seed \(seed), step \(step): \(statement.sql.text(for: .sqlite))")
                }
            }
        }
    }

    private func makeTable(_ db: Database) async throws {
        try await db.write { tx in
            try tx.run(
                """
                CREATE TABLE items (
                    id \(type: .id),
                    kind \(type: .int) NOT NULL,
                    name \(type: .text) NOT NULL,
                    score \(type: .real),
                    data \(type: .blob),
                    UNIQUE (kind, name)
                )
                """)
            try tx.run("CREATE INDEX items_by_kind ON items (kind, id) WHERE score IS NOT NULL")
        }
    }
}

/// One statement and whether it writes.
private struct Statement {
    let sql: SQL
    let isWrite: Bool

    static func any(_ random: inout SeededGenerator) -> Statement {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: insert(&random)
        case 3...4: upsert(&random)
        case 5: update(&random)
        case 6: delete(&random)
        case 7: page(&random)
        case 8: filtered(&random)
        default: summed(&random)
        }
    }

    /// What came of it, as text: rows and their kinds, how many were changed, or which refusal.
    func answer(of db: Database) async -> String {
        let work: @Sendable (Transaction) throws -> String = { [self] tx in
            let rows = try tx.rows(sql) { row in
                (0..<(isWrite ? 2 : 5)).map { plain(row.value(Int32($0))) }.joined(separator: " ")
            }
            // In an order of our own where the statement has none.
            return (isWrite ? rows.sorted() : rows).joined(separator: "\n")
        }
        do { return try await isWrite ? db.write(work) : db.read(work) } catch let error as DatabaseError {
            return error.isUniqueViolation ? "unique" : "\(error)"
        } catch { return "\(error)" }
    }

    /// A whole number in a REAL column comes out of SQLite's RETURNING as an integer; `Double` reads both.
    private func plain(_ value: SQLValue) -> String {
        if case .real(let number) = value, let whole = Int64(exactly: number) {
            return "\(SQLValue.integer(whole))"
        }
        return "\(value)"
    }

    private static func insert(_ random: inout SeededGenerator) -> Statement {
        let values = values(&random)
        let conflict: SQL = Bool.random(using: &random) ? " ON CONFLICT DO NOTHING" : ""
        return Statement(
            sql:
                """
                INSERT INTO items (id, kind, name, score, data)
                VALUES \(values)\(conflict)
                RETURNING id, name
                """,
            isWrite: true)
    }

    private static func upsert(_ random: inout SeededGenerator) -> Statement {
        let values = values(&random)
        return Statement(
            sql: """
                INSERT INTO items (id, kind, name, score, data)
                VALUES \(values)
                ON CONFLICT (id) DO UPDATE
                SET score = \(SQL.greatest("excluded.score", "coalesce(items.score, 0)")),
                    data = excluded.data
                WHERE excluded.score IS NOT NULL
                RETURNING id, score
                """, isWrite: true)
    }

    private static func update(_ random: inout SeededGenerator) -> Statement {
        let (score, few) = (real(&random), ids(&random))
        // The unique key of one row only: with several, the order in which an engine visits them decides.
        return Statement(
            sql: Bool.random(using: &random)
                ? "UPDATE items SET score = \(score) WHERE id IN \(list: few) RETURNING id, score"
                : "UPDATE items SET kind = kind + 1 WHERE id = \(few.first ?? 0) RETURNING id, kind",
            isWrite: true)
    }

    private static func delete(_ random: inout SeededGenerator) -> Statement {
        let few = ids(&random).prefix(3)
        return Statement(
            sql: "DELETE FROM items WHERE id IN \(list: Array(few)) RETURNING id, name", isWrite: true)
    }

    private static func page(_ random: inout SeededGenerator) -> Statement {
        let (kind, id) = (Int.random(in: 0..<5, using: &random), Int.random(in: 0..<120, using: &random))
        return Statement(
            sql: """
                SELECT id, kind, name, score, data
                FROM items
                WHERE (kind, id) < (\(kind), \(id))
                ORDER BY kind DESC, id DESC
                LIMIT \(Int.random(in: 0..<15, using: &random))
                """, isWrite: false)
    }

    private static func filtered(_ random: inout SeededGenerator) -> Statement {
        var conditions: [SQL] = ["name >= \(text(&random))"]
        if Bool.random(using: &random) { conditions.append("score IS NOT DISTINCT FROM \(real(&random))") }
        if Bool.random(using: &random) { conditions.append("id NOT IN \(list: ids(&random))") }
        if Bool.random(using: &random) { conditions.append("data = \(bytes(&random))") }
        return Statement(
            sql: """
                SELECT id, kind, name, score, data
                FROM items
                WHERE \(conditions.joined(separator: " AND "))
                ORDER BY name, id
                LIMIT 50
                """, isWrite: false)
    }

    private static func summed(_ random: inout SeededGenerator) -> Statement {
        Statement(
            sql: """
                SELECT kind, count(*), sum(id), count(score) FILTER (WHERE score > \(0.5)), max(name)
                FROM items
                GROUP BY kind
                HAVING count(*) > \(Int.random(in: 0..<3, using: &random))
                ORDER BY kind
                """, isWrite: false)
    }

    private static func values(_ random: inout SeededGenerator) -> SQL {
        let rows: [SQL] = (0..<Int.random(in: 1...3, using: &random)).map { index in
            // Ids of one statement differ: PostgreSQL refuses to update a row twice, SQLite does it.
            let id = Int.random(in: 0..<40, using: &random) * 3 + index
            let kind = Int.random(in: 0..<4, using: &random)
            return "(\(id), \(kind), \(text(&random)), \(real(&random)), \(bytes(&random)))"
        }
        return rows.joined(separator: ", ")
    }

    private static func ids(_ random: inout SeededGenerator) -> [Int] {
        (0..<Int.random(in: 0..<12, using: &random)).map { _ in Int.random(in: 0..<120, using: &random) }
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let words = [
            "", "a", "A", "b", "é", "Z", "zebra", "👋🏽", "ﬁ", "'", "\\", "%", "a b", "À", "ñ", "0", "10", "9",
        ]
        return words[Int.random(in: 0..<words.count, using: &random)]
            + words[Int.random(in: 0..<words.count, using: &random)]
    }

    private static func real(_ random: inout SeededGenerator) -> Double? {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: nil
        case 1: Double(Int.random(in: -3...3, using: &random))
        default: Double.random(in: -1...1, using: &random)
        }
    }

    private static func bytes(_ random: inout SeededGenerator) -> [UInt8]? {
        Bool.random(using: &random)
            ? nil
            : (0..<Int.random(in: 0..<3, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
            }
    }
}
