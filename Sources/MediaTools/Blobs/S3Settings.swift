/// Which bucket of which object store keeps the blobs, read from one address:
///
///     s3://KEY:SECRET@HOST:PORT/BUCKET/PREFIX?region=eu-west-1&style=path&scheme=http&reads=redirect
///
/// Key and secret are percent-encoded where they hold more than letters and digits, and may both be left
/// out: then `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, for a temporary pair, `AWS_SESSION_TOKEN`
/// name them. With the key alone in the address, only the secret is looked for there. Port, prefix and each
/// part of the query may be left out too.
public struct S3Settings: Sendable, Equatable {
    /// How an address names the bucket: `HOST/BUCKET/KEY` or `BUCKET.HOST/KEY`.
    public enum Style: String, Sendable { case path, host }
    /// Whether readers get the bytes from us, or are sent to a signed address of the store.
    public enum Reads: String, Sendable { case proxy, redirect }

    public let keys: S3Keys
    /// In lower case, without the port; an IPv6 address stands in brackets.
    public let host: String
    /// Nil: the scheme's own.
    public let port: Int?
    public let bucket: String
    /// Before every key, without slashes at its ends; empty: none.
    public let prefix: String
    /// "us-east-1" if the address names none: stores that know no regions take it.
    public let region: String
    /// By path if the address does not say, except at hosts of Amazon, which want the other.
    public let style: Style
    /// https if the address does not say.
    public let isSecure: Bool
    public let reads: Reads

    /// Throws `S3AddressRefusal` for whatever is not clear.
    public init(address: String, environment: [String: String] = [:]) throws(S3AddressRefusal) {
        let parts = try S3Address(address)
        keys = try Self.keys(parts, environment)
        (host, port, bucket, prefix) = (parts.host, parts.port, parts.bucket, parts.prefix)
        region = parts.options["region"] ?? "us-east-1"
        let isAmazon = host.hasSuffix(".amazonaws.com")
        style = try Self.choice("style", parts.options, otherwise: isAmazon ? .host : .path)
        isSecure = try Self.choice("scheme", parts.options, otherwise: Scheme.https) == .https
        reads = try Self.choice("reads", parts.options, otherwise: .proxy)
        guard S3Address.isRegion(region) else { throw .region }
        guard style == .path || !parts.isNumeric else { throw .hostStyleOfNumbers }
        guard style == .path || !isSecure || !bucket.contains(".") else { throw .hostStyleWithDots }
    }

    private enum Scheme: String { case http, https }

    private static func choice<Choice: RawRepresentable<String>>(
        _ name: String, _ options: [String: String], otherwise: Choice
    ) throws(S3AddressRefusal) -> Choice {
        guard let text = options[name] else { return otherwise }
        guard let choice = Choice(rawValue: text) else { throw .option(name) }
        return choice
    }

    private static func keys(
        _ parts: S3Address, _ environment: [String: String]
    ) throws(S3AddressRefusal) -> S3Keys {
        func named(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let id = parts.key ?? named("AWS_ACCESS_KEY_ID") else { throw .noKey }
        guard let secret = parts.secret ?? named("AWS_SECRET_ACCESS_KEY") else { throw .noSecret }
        // A token belongs to the pair it came with.
        let token = parts.secret == nil ? named("AWS_SESSION_TOKEN") : nil
        guard [id, secret, token ?? "-"].allSatisfy(S3Address.isPrintable), !id.contains("/") else {
            throw .unprintable
        }
        return S3Keys(id: id, secret: secret, token: token)
    }
}

extension S3Settings {
    /// As it is signed and sent: with the port where it is not the scheme's own.
    var hostHeader: String {
        let name = style == .host ? "\(bucket).\(host)" : host
        guard let port, port != (isSecure ? 443 : 80) else { return name }
        return "\(name):\(port)"
    }

    /// Where an object stands, percent-encoded; nil: the bucket itself.
    func path(_ key: String?) -> String {
        let bucketPath = style == .path ? "/\(bucket)" : ""
        guard let key else { return bucketPath.isEmpty ? "/" : bucketPath }
        return bucketPath + "/" + PercentCoding.encode(keyPrefix + key, keepingSlashes: true)
    }

    /// What stands before every key of ours.
    var keyPrefix: String { prefix.isEmpty ? "" : "\(prefix)/" }

    func url(path: String, query: String) -> String {
        "\(isSecure ? "https" : "http")://\(hostHeader)\(path)\(query.isEmpty ? "" : "?\(query)")"
    }
}
