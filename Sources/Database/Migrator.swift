/// One step of the schema's history. A step that has landed is never changed.
public struct Migration: Sendable {
    let number: Int
    let name: String
    let statements: [SQL]

    public init(_ number: Int, _ name: String, _ statements: [SQL]) {
        (self.number, self.name, self.statements) = (number, name, statements)
    }
}

extension Database {
    /// Brings the schema up to date, each step in a transaction of its own. Processes that start together
    /// take turns.
    ///
    /// Throws `DatabaseError.newerThanProgram` when the database knows a step that this program does not.
    public func migrate(_ migrations: [Migration]) async throws {
        try await write { tx in
            try tx.lock(migrationsLock)
            try tx.run(
                """
                CREATE TABLE IF NOT EXISTS migrations (
                    number \(type: .id),
                    name \(type: .text) NOT NULL
                )
                """)
        }
        let known = migrations.map(\.number).max() ?? 0
        for migration in migrations.sorted(by: { $0.number < $1.number }) {
            try await write { tx in
                try tx.lock(migrationsLock)
                let found: Int = try tx.value("SELECT max(number) FROM migrations") ?? 0
                guard found <= known else { throw DatabaseError.newerThanProgram(found: found, known: known) }
                guard found < migration.number else { return }
                for statement in migration.statements { try tx.run(statement) }
                try tx.run(
                    "INSERT INTO migrations (number, name) VALUES (\(migration.number), \(migration.name))")
            }
        }
    }

    /// Makes a database beside this one (PostgreSQL only). The name is of our making: letters and digits.
    public func createDatabase(_ name: String) async throws {
        precondition(
            name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }, "a database's name is plain")
        try await read { tx in
            var sql: SQL = "CREATE DATABASE "
            sql.parts.append(.text(name))
            try tx.run(sql)
        }
    }
}

/// Held while the schema changes: processes that start together take turns.
private let migrationsLock: Int64 = 0x6261_636B
