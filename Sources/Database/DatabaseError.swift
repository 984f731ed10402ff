/// What a database could not do.
public enum DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The engine refused a statement: its message, the statement's text without values, its error code.
    case refused(message: String, statement: String, code: String)
    /// A row held something else than the program reads.
    case unreadable(String, statement: String)
    case unreachable(String)
    /// More work waits than may wait.
    case overloaded
    case closed
    /// The database has been through migrations that this program does not know.
    case newerThanProgram(found: Int, known: Int)

    /// A value that must stand once stands already.
    public var isUniqueViolation: Bool {
        guard case .refused(_, _, let code) = self else { return false }
        return code == "23505" || code == "2067" || code == "1555"
    }

    public var description: String {
        switch self {
        case .refused(let message, let statement, _): "\(message) in: \(statement)"
        case .unreadable(let what, let statement): "\(what) in: \(statement)"
        case .unreachable(let why): "The database cannot be reached: \(why)"
        case .overloaded: "Too much work waits for the database."
        case .closed: "The database is closed."
        case .newerThanProgram(let found, let known):
            "The database is at step \(found), this program knows only \(known): start the newer program."
        }
    }
}
