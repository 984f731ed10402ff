/// What a database could not do. Statements appear as text with placeholders, never with the values.
public enum DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The engine refused a statement, with its own message and code (SQLSTATE, or SQLite's extended code).
    case refused(message: String, statement: String, code: String)
    /// A row held something else than the program reads.
    case unreadable(String, statement: String)
    /// The engine could not be spoken to.
    case unreachable(String)
    /// More work waits than may wait.
    case overloaded
    case closed
    /// The database has been through migrations that this program does not know.
    case newerThanProgram(found: Int, known: Int)

    /// A value that must stand once stands already.
    public var isUniqueViolation: Bool {
        guard case .refused(_, _, let code) = self else { return false }
        // PostgreSQL's unique_violation; SQLite's CONSTRAINT_UNIQUE, _PRIMARYKEY and _ROWID.
        return ["23505", "2067", "1555", "2579"].contains(code)
    }

    /// SQLite's CONSTRAINT and all that extend it: rows that may not stand together.
    var isConstraintViolation: Bool {
        guard case .refused(_, _, let code) = self, let number = Int(code) else { return false }
        return number & 0xFF == 19
    }

    /// PostgreSQL's deadlock_detected and serialization_failure: others were in the way.
    var mayPassIfRepeated: Bool {
        guard case .refused(_, _, let code) = self else { return false }
        return code == "40P01" || code == "40001"
    }

    /// Whether nothing more of the transaction it happened in can be kept.
    var endsTransaction: Bool {
        switch self {
        case .refused, .unreachable: true
        case .unreadable, .overloaded, .closed, .newerThanProgram: false
        }
    }

    public var description: String {
        switch self {
        case .refused(let message, let statement, _): "\(message) in: \(statement)"
        case .unreadable(let what, let statement): "\(what) in: \(statement)"
        case .unreachable(let why): "The database cannot be reached: \(why)"
        case .overloaded: "Too much work waits for the database."
        case .closed: "The database is closed."
        case .newerThanProgram(let found, let known):
            """
            The database has been changed by a newer program: it is at migration \(found), this program \
            knows only \(known). Start the newer program, or restore an older copy of the database.
            """
        }
    }
}

extension SQLValue {
    /// Throws for what not both engines keep as it is.
    func checkKeepable(_ statement: @autoclosure () -> String) throws(DatabaseError) {
        switch self {
        case .text(let text) where text.utf8.contains(0):
            throw .refused(message: "a text holds a NUL character", statement: statement(), code: "22021")
        case .real(let number) where number.isNaN:
            throw .refused(message: "a real is not a number", statement: statement(), code: "22003")
        default: return
        }
    }
}
