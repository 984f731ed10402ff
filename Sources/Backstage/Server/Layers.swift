import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What every request passes, in this order: a number and a clock, the cross-site check, who asks, the page,
/// a refusal turned into a page, the headers that protect the reader, the log line.
struct Layers: RouterMiddleware {
    typealias Context = VisitContext
    let app: App

    func handle(
        _ request: Request, context: VisitContext,
        next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var visit = app.visit(request, context)
        let queries = QueryCounter(isOn: app.settings.showsCosts)
        var response = await queries.counting { () async -> Response in
            do {
                try CrossSite.check(request, publicURL: app.settings.publicURL)
                if !Self.isWithoutVisitor(visit.path) { visit.meet(try await app.member(of: request)) }
                try Suspended.check(visit)
                // No name here holds U+0000: the databases refuse it.
                guard !visit.path.contains("%00") else { throw Missing() }
                var context = context
                context.visit = visit
                return try await next(request, context)
            } catch {
                return await Failures.answer(error, visit)
            }
        }
        if let count = queries.value { response.headers[.queryCount] = String(count) }
        protect(&response, requestID: visit.requestID)
        if request.method == .head { response = response.createHeadResponse() }
        let took = (ContinuousClock.now - start).nanoseconds
        app.counts.record(status: response.status.code, nanoseconds: took)
        log(request, response, visit, nanoseconds: took)
        return response
    }

    /// Addresses that answer everybody alike need no session looked up.
    private static func isWithoutVisitor(_ path: String) -> Bool {
        path.hasPrefix("/static/") || path.hasPrefix("/media/")
            || path == "/healthz" || path == "/metrics" || path == "/bare" || isForTheWorld(path)
    }

    /// What other sites show or read is what a stranger sees, whoever looks: an embedded page that knew its
    /// visitor could be laid under a button of somebody else's.
    private static func isForTheWorld(_ path: String) -> Bool {
        path.hasPrefix("/embed/") || path == "/oembed" || path.hasPrefix("/sitemap")
            || path.hasSuffix("/feed.rss") || path.hasSuffix("/feed.atom")
    }

    private func protect(_ response: inout Response, requestID: String) {
        response.headers[.contentSecurityPolicy] = response.headers[.contentSecurityPolicy] ?? Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(), microphone=(), geolocation=()"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.requestID] = requestID
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "private, no-cache" }
        if app.settings.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    }

    /// Nothing but our own files, no inline script or style, no frame around us (CSP Level 3).
    static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' \
        blob:; \
        connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """

    /// A key in an address is a secret, also from who reads the log.
    private static func logged(_ path: String) -> String {
        for prefix in ["/admin/first/", "/invitation/"] where path.hasPrefix(prefix) { return prefix + "…" }
        return path
    }

    private func log(_ request: Request, _ response: Response, _ visit: Visit, nanoseconds: Int64) {
        app.log.info(
            "\(request.method.rawValue) \(Self.logged(visit.path)) \(response.status.code)",
            metadata: [
                "request": "\(visit.requestID)", "microseconds": "\(nanoseconds / 1_000)",
                "account": visit.member.map { "\($0.account.id)" } ?? "-",
            ])
    }
}

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}

extension HTTPField.Name {
    static let requestID = make("X-Request-ID")
    static let permissionsPolicy = make("Permissions-Policy")
    static let referrerPolicy = make("Referrer-Policy")
    static let crossOriginOpenerPolicy = make("Cross-Origin-Opener-Policy")
    static let secFetchSite = make("Sec-Fetch-Site")
    static let forwardedFor = make("X-Forwarded-For")
    static let queryCount = make("Backstage-Queries")
    static let swap = make("Backstage-Swap")

    private static func make(_ name: String) -> HTTPField.Name {
        guard let made = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return made
    }
}
