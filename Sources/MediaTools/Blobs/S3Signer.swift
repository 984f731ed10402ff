/// Signs requests to S3 (AWS Signature Version 4), in headers or in the address.
///
/// A request is written down in one canonical form: method, path, query, headers, digest of the body. The
/// digest of that, with the time and the scope (day, region, service), is signed with a key that is derived
/// from the secret by one HMAC for each part of the scope. The store does the same and compares; so what
/// was signed cannot be changed on the way, and the secret never travels.
///
/// S3's own rules, where they differ from other services': the path is percent-encoded once and never tidied,
/// and the digest of the body is a header too (`x-amz-content-sha256`).
struct S3Signer: Sendable {
    let keys: S3Keys
    let region: String

    /// A header or a part of a query, not encoded.
    typealias Pair = (name: String, value: String)

    /// What stands for the digest where a body is not signed, as in an address.
    static let unsignedPayload = "UNSIGNED-PAYLOAD"

    /// All headers to send: those given, which must hold `host`, and those that make the signature.
    func signed(
        method: String, path: String, query: [Pair], headers: [Pair], payloadHash: String, seconds: Int
    ) -> [Pair] {
        let time = S3Time.basic(seconds)
        var headers = headers
        headers += [("x-amz-content-sha256", payloadHash), ("x-amz-date", time)]
        if let token = keys.token { headers.append(("x-amz-security-token", token)) }
        let canonical = CanonicalRequest(method, path, Self.canonical(query), headers, payloadHash)
        let signature = signature(of: canonical, time)
        headers.append(
            (
                "authorization",
                "\(Self.algorithm) Credential=\(keys.id)/\(scope(time)), "
                    + "SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)"
            ))
        return headers
    }

    /// The query of a signed address: the given parts, and those that make the signature. Only `host` is
    /// among the signed headers, so that any browser may follow.
    func presigned(
        method: String, path: String, query: [Pair], host: String, lifeSeconds: Int, seconds: Int
    ) -> String {
        let time = S3Time.basic(seconds)
        var query = query
        query += [
            ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(keys.id)/\(scope(time))"),
            ("X-Amz-Date", time), ("X-Amz-Expires", String(lifeSeconds)), ("X-Amz-SignedHeaders", "host"),
        ]
        if let token = keys.token { query.append(("X-Amz-Security-Token", token)) }
        let text = Self.canonical(query)
        let canonical = CanonicalRequest(method, path, text, [("host", host)], Self.unsignedPayload)
        return "\(text)&X-Amz-Signature=\(signature(of: canonical, time))"
    }

    /// A query as it is signed, and sent: encoded, then sorted by name and value.
    static func canonical(_ query: [Pair]) -> String {
        query.map { (PercentCoding.encode($0.name), PercentCoding.encode($0.value)) }
            .sorted { $0 < $1 }
            .map { "\($0)=\($1)" }
            .joined(separator: "&")
    }

    private static let algorithm = "AWS4-HMAC-SHA256"

    private func scope(_ time: String) -> String { "\(time.prefix(8))/\(region)/s3/aws4_request" }

    private func signature(of request: CanonicalRequest, _ time: String) -> String {
        let digest = Hash.hex(Hash.sha256(Array(request.text.utf8)))
        let text = "\(Self.algorithm)\n\(time)\n\(scope(time))\n\(digest)"
        var key = Array("AWS4\(keys.secret)".utf8)
        for part in [String(time.prefix(8)), region, "s3", "aws4_request"] {
            key = Hash.hmacSHA256(Array(part.utf8), key: key)
        }
        return Hash.hex(Hash.hmacSHA256(Array(text.utf8), key: key))
    }
}

/// A request written down in the one form both sides sign.
private struct CanonicalRequest {
    let text: String
    let signedHeaders: String

    init(_ method: String, _ path: String, _ query: String, _ headers: [S3Signer.Pair], _ payloadHash: String)
    {
        let sorted = headers.map { ($0.name.lowercased(), Self.tidy($0.value)) }.sorted { $0.0 < $1.0 }
        signedHeaders = sorted.map { $0.0 }.joined(separator: ";")
        let lines = sorted.map { "\($0.0):\($0.1)\n" }.joined()
        text = "\(method)\n\(path)\n\(query)\n\(lines)\n\(signedHeaders)\n\(payloadHash)"
    }

    /// Without blanks at the ends, and one where there are several.
    private static func tidy(_ value: String) -> String {
        value.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}
