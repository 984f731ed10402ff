import Glibc

/// The world failed while a file was worked on: nothing the person who sent the file can mend.
public enum MediaFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// A program this module starts is not on the machine. `package` is the Debian package that holds it.
    case programMissing(program: String, package: String)
    /// A program could not be started, or ended in a way that no input explains.
    case programFailed(program: String, detail: String)
    /// A file operation failed; `code` is the system's errno.
    case file(path: String, operation: String, code: Int32)

    public var description: String {
        switch self {
        case .programMissing(let program, let package):
            "The program \(program) is not installed. On Debian: apt-get install \(package)."
        case .programFailed(let program, let detail):
            "The program \(program) failed: \(detail)"
        case .file(let path, let operation, let code):
            "\(operation) failed on \(path): \(String(cString: strerror(code)))"
        }
    }

    /// The fault of the system call that has just failed.
    static func lastCall(_ operation: String, _ path: String) -> MediaFault {
        .file(path: path, operation: operation, code: errno)
    }
}
