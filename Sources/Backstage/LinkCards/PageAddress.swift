import Foundation

/// An address that the server may fetch: http or https, a host, no user name.
struct PageAddress {
    let host: String
    let port: Int

    init?(_ url: String) {
        guard url.utf8.count <= 2_000, let parts = URLComponents(string: url),
            let scheme = parts.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty, parts.user == nil
        else { return nil }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? (scheme == "https" ? 443 : 80)
    }

    static func isFetchable(_ url: String) -> Bool { PageAddress(url) != nil }

    /// A link of a page made whole; nil when it leads nowhere we would go.
    static func resolve(_ link: String, against base: String) -> String? {
        guard let base = URL(string: base), let url = URL(string: link, relativeTo: base)?.absoluteString,
            isFetchable(url)
        else { return nil }
        return url
    }
}
