import Database
import Glibc
import HTTPTypes
import Hummingbird
import Logging
import Markup
import MediaTools

/// The one place where what went wrong becomes a page.
///
/// What may not be seen looks like what does not exist; a fault is logged once, here, under the number
/// the person is given.
enum Failures {
    enum Kind {
        case missing, gone, methodNotAllowed, forbidden, crossSite, large(Int), brokenForm, tooMany(Int64)
        case busy, diskFull, fault
    }

    static func answer(_ error: any Error, _ visit: Visit) async -> Response {
        switch error {
        case is Missing: return page(.missing, for: visit)
        case is Gone: return page(.gone, for: visit)
        case is Suspended: return SuspensionPage(visit: visit).answer
        case let error as Elsewhere: return visit.redirect(to: error.link)
        case let error as SignInNeeded: return signIn(error, visit)
        case let error as Refused: return refused(error, visit)
        case let error as RequestRefusal: return page(Kind(error), for: visit)
        case let error as any HTTPResponseError where error.status.code < 500:
            return page(error.status == .contentTooLarge ? .large(Limits.formBytes) : .missing, for: visit)
        case DatabaseError.overloaded: return page(.busy, for: visit)
        default:
            let isFull = isDiskFull(error)
            visit.app.log.error(
                "\(visit.request.method.rawValue) \(visit.path) failed",
                metadata: ["request": "\(visit.requestID)", "error": "\(error)"])
            return page(isFull ? .diskFull : .fault, for: visit)
        }
    }

    /// Wherever the disk said so: while a form arrived, while its files were stored, while the database
    /// wrote.
    private static func isDiskFull(_ error: any Error) -> Bool {
        switch error {
        case let fault as DiskFault: fault.isFull
        case MediaFault.file(_, _, let code): code == ENOSPC || code == EDQUOT
        // SQLITE_FULL (sqlite.org, Result Codes), and PostgreSQL's disk_full (appendix A).
        case DatabaseError.refused(_, _, let code): code == "13" || code == "53100"
        default: false
        }
    }

    static func page(_ kind: Kind, for visit: Visit) -> Response {
        let (title, text) = words(kind, visit)
        let frame = PageFrame(
            title: title, width: .reading,
            content: FailurePage(title: title, text: text, visit: visit).content)
        var response = visit.show(frame, in: .empty, status: kind.status)
        if case .tooMany(let seconds) = kind { response.headers[.retryAfter] = String(seconds) }
        if case .busy = kind { response.headers[.retryAfter] = "2" }
        // What was sent and not read must not be taken for the next request.
        if case .large = kind { response.headers[.connection] = "close" }
        return response
    }

    /// A refusal that no form's page caught: its sentences on a page of their own.
    private static func refused(_ error: Refused, _ visit: Visit) -> Response {
        let title = visit.say(error.status == 403 ? .failure_forbidden : .failure_refused)
        let text = error.problems.map { $0.said(in: visit.language) }.joined(separator: " ")
        let frame = PageFrame(
            title: title, width: .reading,
            content: FailurePage(title: title, text: text, visit: visit).content)
        return visit.show(frame, in: .empty, status: error.status)
    }

    /// A form sent after the session ended comes back under the sign-in; a page asked for is come back to.
    private static func signIn(_ error: SignInNeeded, _ visit: Visit) -> Response {
        guard visit.request.method == .post else {
            let path = visit.request.uri.string
            return visit.redirect(to: Link.signIn.with("then", percentEncoded(path)))
        }
        return SignInPage.reply(visit, keeping: error.form ?? Form(), action: visit.path)
    }

    private static func words(_ kind: Kind, _ visit: Visit) -> (title: String, text: String) {
        switch kind {
        case .missing: (visit.say(.failure_missing), visit.say(.failure_missing_text))
        case .gone: (visit.say(.failure_gone), visit.say(.failure_gone_text))
        case .methodNotAllowed: (visit.say(.failure_method), visit.say(.failure_method_text))
        case .forbidden: (visit.say(.failure_forbidden), "")
        case .crossSite: (visit.say(.failure_forbidden), visit.say(.failure_cross_site))
        case .large(let bytes):
            (visit.say(.failure_large), visit.say(.failure_large_text, ["limit": visit.language.size(bytes)]))
        case .brokenForm: (visit.say(.failure_broken_form), visit.say(.failure_broken_form_text))
        case .tooMany(let seconds):
            (
                visit.say(.failure_many),
                visit.say(.failure_many_text, ["span": visit.language.span(seconds * 1_000)])
            )
        case .busy: (visit.say(.failure_busy), visit.say(.failure_busy_text))
        case .diskFull: (visit.say(.failure_full), visit.say(.failure_full_text))
        case .fault: (visit.say(.failure_fault), visit.say(.failure_fault_text, ["id": visit.requestID]))
        }
    }
}

extension Failures.Kind {
    fileprivate init(_ refusal: RequestRefusal) {
        switch refusal {
        case .tooLarge(let bytes): self = .large(bytes)
        case .brokenForm: self = .brokenForm
        case .crossSite: self = .crossSite
        case .tooMany(let seconds): self = .tooMany(seconds)
        }
    }

    fileprivate var status: Int {
        switch self {
        case .missing: 404
        case .gone: 410
        case .methodNotAllowed: 405
        case .forbidden, .crossSite: 403
        case .large: 413
        case .brokenForm: 400
        case .tooMany: 429
        case .busy: 503
        // RFC 4918, 11.5.
        case .diskFull: 507
        case .fault: 500
        }
    }
}

extension Language {
    /// `16 MB`: whole binary megabytes, as our limits are.
    func size(_ bytes: Int) -> String {
        let (unit, divisor) =
            bytes >= 1 << 30 ? ("GB", 1 << 30) : bytes >= 1 << 20 ? ("MB", 1 << 20) : ("KB", 1 << 10)
        let french = ["GB": "Go", "MB": "Mo", "KB": "ko"]
        return "\(bytes / divisor)\u{00A0}" + (self == .french ? french[unit, default: unit] : unit)
    }
}

/// For a parameter in an address (RFC 3986, 2.3: all but the unreserved).
func percentEncoded(_ text: String) -> String {
    var out = ""
    for byte in text.utf8 {
        let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        if isPlain || "-._~".utf8.contains(byte) {
            out.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            out += "%" + hexadecimal([byte]).uppercased()
        }
    }
    return out
}
