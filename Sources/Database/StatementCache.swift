/// Prepared statements of one connection by text, bounded: beyond the limit the longest unused go.
struct StatementCache<Statement> {
    /// More shapes of statement than the program has.
    static var countMax: Int { 400 }
    /// A longer text was made of a varying number of pieces: kept, it would push out those that come again.
    static var textBytesMax: Int { 4_096 }

    private struct Entry {
        let statement: Statement
        var used: Int
    }

    private var entries: [String: Entry] = [:]
    private var clock = 0

    var isFull: Bool { entries.count >= Self.countMax }
    var all: [Statement] { entries.values.map(\.statement) }

    mutating func find(_ text: String) -> Statement? {
        guard let index = entries.index(forKey: text) else { return nil }
        clock += 1
        entries.values[index].used = clock
        return entries.values[index].statement
    }

    mutating func keep(_ statement: Statement, for text: String) {
        clock += 1
        entries[text] = Entry(statement: statement, used: clock)
    }

    mutating func forget(_ text: String) -> Statement? { entries.removeValue(forKey: text)?.statement }

    /// Removes and returns the longest unused eighth, so that sorting is rare.
    mutating func removeOldest() -> [Statement] {
        let oldest = entries.sorted { $0.value.used < $1.value.used }.prefix(max(1, entries.count / 8))
        for (text, _) in oldest { entries[text] = nil }
        return oldest.map(\.value.statement)
    }
}
