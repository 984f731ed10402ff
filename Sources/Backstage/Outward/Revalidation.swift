import HTTPTypes
import Hummingbird
import MediaTools
import Wire

extension Visit {
    /// Something that programs fetch again and again: 304 to who has it already (RFC 9110, 13).
    ///
    /// Caches may keep it but must ask: a post that was taken down or whose time is over leaves every surface
    /// at once. `If-Modified-Since` alone knows of new and edited posts, not of one that went; the ETag
    /// is of the whole content, and weak, because the same content also travels compressed.
    func answer(
        _ bytes: [UInt8], type: String, modified: Int64? = nil, isForAll: Bool = false
    ) -> Response {
        var headers = HTTPFields()
        headers[.eTag] = "W/\"\(hexadecimal(Array(Hash.sha256(bytes).prefix(12))))\""
        headers[.cacheControl] = "public, no-cache"
        headers[.vary] = "Accept-Encoding"
        if let modified { headers[.lastModified] = HTTPDate.text(milliseconds: modified) }
        // Scripts of other sites may read what they could fetch without a cookie anyway.
        if isForAll { headers[.accessControlAllowOrigin] = "*" }
        guard !hasAlready(headers[.eTag] ?? "", modified) else {
            return Response(status: .notModified, headers: headers)
        }
        var response = reply(bytes, type: type)
        response.headers[.contentLanguage] = nil
        for field in headers { response.headers[field.name] = field.value }
        return response
    }

    /// A tag that is named decides alone; the date counts only without one (13.1.3).
    private func hasAlready(_ tag: String, _ modified: Int64?) -> Bool {
        if let named = request.headers[.ifNoneMatch] {
            let opaque = tag.drop { $0 != "\"" }
            return named.split(separator: ",").contains { one in
                let one = one.drop { $0 == " " }.prefix { $0 != " " }
                return one == "*" || one.drop { $0 != "\"" } == opaque
            }
        }
        guard let modified, let since = request.headers[.ifModifiedSince].flatMap(HTTPDate.milliseconds)
        else { return false }
        return modified / 1_000 * 1_000 <= since
    }
}
