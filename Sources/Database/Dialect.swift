/// The few places where the engines differ, each by name: column types, lists, skipping locked rows, and
/// (in the connections) how listeners are told and how a counted limit is held.
public enum Engine: String, Sendable, CaseIterable {
    case sqlite, postgres
}

extension SQL.ColumnType {
    /// `id` becomes SQLite's rowid; a BIGINT primary key would keep a second index beside it.
    var sqliteName: String {
        switch self {
        case .id: "INTEGER PRIMARY KEY"
        case .int: "INTEGER"
        case .real: "REAL"
        case .text: "TEXT"
        case .blob: "BLOB"
        }
    }

    /// Texts sort by their bytes, as in SQLite: the same order on every machine.
    var postgresName: String {
        switch self {
        case .id: "BIGINT PRIMARY KEY"
        case .int: "BIGINT"
        case .real: "DOUBLE PRECISION"
        case .text: "TEXT COLLATE \"C\""
        case .blob: "BYTEA"
        }
    }
}
