/// Which engine answers. Only this file and the drivers may ask.
public enum Engine: String, Sendable, CaseIterable {
    case sqlite, postgres
}

/// The few places where the engines' languages differ, each by name. How listeners are told, and how a
/// counted limit is held, differs too: that
/// stands in the drivers.
extension SQL {
    /// Column types by meaning. `id` is the primary key and the row's own number.
    public enum ColumnType: Sendable { case id, int, real, text, blob }

    /// What both engines can say, each in its own words.
    enum Word: Sendable { case skipLocked, greatest }

    /// ` FOR UPDATE SKIP LOCKED` where rows are locked; nothing where there is one writer.
    public static let skippingLocked = SQL(parts: [.word(.skipLocked)])

    /// The greater of two values. Neither may be NULL: SQLite would answer NULL, PostgreSQL the other value.
    public static func greatest(_ first: SQL, _ second: SQL) -> SQL {
        SQL(
            parts: [.word(.greatest), .text("(")] + first.parts + [.text(", ")] + second.parts + [.text(")")])
    }

    /// The statement as the engine reads it, a placeholder for each value.
    ///
    /// Put together anew each time: 0.2 µs for a usual statement, no more than finding a kept text would
    /// cost.
    func text(for engine: Engine) -> String {
        if parts.count == 1, case .text(let text) = parts[0] { return text }
        var text = ""
        text.reserveCapacity(256)
        var number = 0
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .type(let type): text += type.name(in: engine)
            case .word(let word): text += word.name(in: engine)
            case .value(let value):
                number += 1
                // An array to compare with is looked up by index; a subquery would be one more table to join.
                if engine == .postgres, case .integers = value, text.hasSuffix(" NOT IN ") {
                    text.removeLast("NOT IN ".count)
                    text += "<> ALL ($\(number)::bigint[])"
                } else if engine == .postgres, case .integers = value, text.hasSuffix(" IN ") {
                    text.removeLast("IN ".count)
                    text += "= ANY ($\(number)::bigint[])"
                } else {
                    text += value.placeholder(number, in: engine)
                }
            }
        }
        return text
    }
}

extension SQLValue {
    fileprivate func placeholder(_ number: Int, in engine: Engine) -> String {
        switch (engine, self) {
        case (.sqlite, .integers): "(SELECT value FROM json_each(?))"
        case (.sqlite, _): "?"
        case (.postgres, .integers): "(SELECT unnest($\(number)::bigint[]))"
        case (.postgres, _): "$\(number)"
        }
    }
}

extension SQL.Word {
    fileprivate func name(in engine: Engine) -> String {
        switch (self, engine) {
        case (.skipLocked, .sqlite): ""
        case (.skipLocked, .postgres): " FOR UPDATE SKIP LOCKED"
        case (.greatest, .sqlite): "max"
        case (.greatest, .postgres): "greatest"
        }
    }
}

extension SQL.ColumnType {
    /// SQLite's `INTEGER PRIMARY KEY` is the rowid; a BIGINT one would keep a second index beside it.
    /// PostgreSQL's texts sort by their bytes, as SQLite's do: the same order on every machine.
    fileprivate func name(in engine: Engine) -> String {
        switch (self, engine) {
        case (.id, .sqlite): "INTEGER PRIMARY KEY"
        case (.id, .postgres): "BIGINT PRIMARY KEY"
        case (.int, .sqlite): "INTEGER"
        case (.int, .postgres): "BIGINT"
        case (.real, .sqlite): "REAL"
        case (.real, .postgres): "DOUBLE PRECISION"
        case (.text, .sqlite): "TEXT"
        case (.text, .postgres): "TEXT COLLATE \"C\""
        case (.blob, .sqlite): "BLOB"
        case (.blob, .postgres): "BYTEA"
        }
    }
}
