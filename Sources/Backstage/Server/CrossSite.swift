import HTTPTypes
import Hummingbird

/// Refuses a form that another site sends in a visitor's name.
///
/// Browsers say where a request comes from: `Sec-Fetch-Site` (Fetch Metadata), else `Origin` (RFC 6454).
/// A client that sends neither is no browser, and carries no cookie it was not given by its owner.
enum CrossSite {
    static func check(_ request: Request, publicURL: String) throws {
        guard ![.get, .head, .options].contains(request.method) else { return }
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw RequestRefusal.crossSite }
            return
        }
        guard let origin = request.headers[.origin] else { return }
        let host = request.head.authority ?? ""
        let isOurs = origin == publicURL || origin == "http://\(host)" || origin == "https://\(host)"
        guard isOurs, !host.isEmpty else { throw RequestRefusal.crossSite }
    }
}
