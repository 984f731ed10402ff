import Database
import HTTPTypes
import Hummingbird
import MediaTools

/// What a browser shows to be known: 32 bytes of chance in hexadecimal, in the cookie `backstage`.
///
/// The database holds only its SHA-256: whoever reads the table cannot sign in with it.
struct SessionKey: Sendable {
    static let cookieName = "backstage"
    let text: String

    init(_ chance: Chance) { text = hexadecimal(chance.bytes(32)) }

    /// Nil when it cannot be a key of ours: no need to ask the database.
    init?(cookie: String?) {
        guard let cookie, cookie.utf8.count == 64,
            cookie.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        text = cookie
    }

    var digest: [UInt8] { Hash.sha256(Array(text.utf8)) }
}

/// A session as the account's settings list it.
struct ListedSession: Sendable {
    let id: SessionID
    let device: Device
    let created: Int64
    let seen: Int64
}

/// A session about to be written.
struct NewSession: Sendable {
    let id: SessionID
    let key: SessionKey
    let device: Device
    let now: Int64

    init(_ app: App, device: Device) {
        id = app.ids.next()
        key = SessionKey(app.chance)
        self.device = device
        now = app.clock.now()
    }
}

extension App {
    /// Who sent this request: one query. Nil without a session, or when it has not been seen for
    /// `Limits.sessionDays`.
    func member(of request: Request) async throws -> Member? {
        guard let key = SessionKey(cookie: request.cookies[SessionKey.cookieName]?.value) else { return nil }
        let now = clock.now()
        let digest = key.digest
        let found = try await database.read {
            try $0.member(key: digest, seenAfter: now - Limits.sessionDays * 86_400_000)
        }
        guard let found else { return nil }
        // Once an hour is enough to know that a session lives, and spares a write at every page.
        if found.seen < now - 3_600_000 {
            try await database.write { try $0.touchSession(key: digest, now: now) }
        }
        return found.member
    }
}

extension Visit {
    var device: Device { Device(userAgent: request.headers[.userAgent]) }

    /// The answer, with the sign-in of the browser that gets it.
    func signing(_ response: Response, in key: SessionKey) -> Response {
        // The longest a browser keeps a cookie (RFC 6265bis, 5.5); the server ends what is not seen long
        // before.
        cookie(response, value: key.text, seconds: 400 * 86_400)
    }

    func signingOut(_ response: Response) -> Response { cookie(response, value: "", seconds: 0) }

    private func cookie(_ response: Response, value: String, seconds: Int) -> Response {
        var response = response
        let secure = app.settings.isSecure ? "; Secure" : ""
        response.headers[.setCookie] =
            "\(SessionKey.cookieName)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(secure)"
        return response
    }
}
