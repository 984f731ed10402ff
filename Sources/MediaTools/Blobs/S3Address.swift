/// The parts of an `s3://` address, each judged by itself.
struct S3Address {
    private(set) var key: String?
    private(set) var secret: String?
    let host: String
    let port: Int?
    let bucket: String
    let prefix: String
    let options: [String: String]

    init(_ text: String) throws(S3AddressRefusal) {
        guard text.hasPrefix("s3://") else { throw .notS3 }
        guard Self.isPrintable(text) else { throw .unprintable }
        let (front, query) = Self.cut(text.dropFirst(5), at: "?")
        options = try Self.options(query)
        // The last "@" ends the keys: none stands in a host, and an unencoded one in a secret is forgiven.
        // But a slash in a secret is not, as the rest would be taken for a host and told to others.
        let (authority, path) = Self.cut(front, at: "/")
        guard !(path ?? "").contains("@") else { throw .slashInSecret }
        let at = authority.lastIndex(of: "@")
        (key, secret) = try Self.keys(at.map { authority[..<$0] })
        (host, port) = try Self.host(at.map { authority[authority.index(after: $0)...] } ?? authority)
        let (bucketText, prefixText) = Self.cut(path ?? "", at: "/")
        guard Self.isBucket(bucketText) else { throw .bucket }
        bucket = String(bucketText)
        prefix = String((prefixText ?? "").hasSuffix("/") ? (prefixText ?? "").dropLast() : prefixText ?? "")
        guard prefix.isEmpty || (try? BlobKey(prefix)) != nil else { throw .prefix }
    }

    /// Whether the host is an IPv4 or IPv6 address.
    var isNumeric: Bool {
        host.hasPrefix("[") || host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
    }

    static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    static func isRegion(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { isWord($0, and: "-_") }
    }

    private static func cut(_ text: Substring, at mark: Character) -> (Substring, Substring?) {
        guard let index = text.firstIndex(of: mark) else { return (text, nil) }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func options(_ query: Substring?) throws(S3AddressRefusal) -> [String: String] {
        var options: [String: String] = [:]
        for pair in (query ?? "").split(separator: "&", omittingEmptySubsequences: true) {
            let (name, value) = cut(pair, at: "=")
            guard let value = PercentCoding.decode(value ?? ""), !value.isEmpty,
                ["region", "style", "scheme", "reads"].contains(name), options[String(name)] == nil
            else { throw .option(known(name)) }
            options[String(name)] = value
        }
        return options
    }

    /// A secret with a "?" in it lands in the query: what is not a plain word is not repeated.
    private static func known(_ name: Substring) -> String {
        ["region", "style", "scheme", "reads"].contains(name) ? String(name) : "?"
    }

    private static func keys(_ text: Substring?) throws(S3AddressRefusal) -> (String?, String?) {
        guard let text else { return (nil, nil) }
        let (key, secret) = cut(text, at: ":")
        guard let key = PercentCoding.decode(key), !key.isEmpty else { throw .noKey }
        guard let secret else { return (key, nil) }
        guard let secret = PercentCoding.decode(secret), !secret.isEmpty else { throw .noSecret }
        return (key, secret)
    }

    private static func host(_ text: Substring) throws(S3AddressRefusal) -> (String, Int?) {
        var name = text
        var port: Int?
        if let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") {
            name = text[..<colon]
            guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number) else {
                throw .host
            }
            port = number
        }
        let inside = name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : nil
        let isFit =
            inside.map { !$0.isEmpty && $0.utf8.allSatisfy { isWord($0, and: ":.") } }
            ?? (isName(name) && !name.hasPrefix(".") && !name.contains(".."))
        guard isFit else { throw .host }
        return (name.lowercased(), port)
    }

    private static func isName(_ text: Substring) -> Bool {
        (1...253).contains(text.utf8.count) && text.utf8.allSatisfy { isWord($0, and: "-._") }
    }

    /// The rules for names of buckets, without the rarer exceptions: a store that takes less says so itself.
    private static func isBucket(_ text: Substring) -> Bool {
        guard (3...63).contains(text.utf8.count), let first = text.utf8.first, let last = text.utf8.last
        else {
            return false
        }
        return text.utf8.allSatisfy { isWord($0, and: "-.") } && isWord(first, and: "")
            && isWord(last, and: "")
            && text == text.lowercased() && !text.contains("..")
    }

    private static func isWord(_ byte: UInt8, and others: String) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: others.utf8.contains(byte)
        }
    }
}

/// Why an address of an object store is not taken. The sentences never repeat the address, which holds a
/// secret.
public enum S3AddressRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    case notS3, unprintable, noKey, noSecret, slashInSecret, host, bucket, prefix, region
    /// Named where it is one we know, "?" otherwise.
    case option(String)
    case hostStyleOfNumbers, hostStyleWithDots

    public var description: String {
        switch self {
        case .notS3: "The address of the object store must begin with s3://."
        case .unprintable:
            "The address or the keys of the object store hold blanks or letters outside ASCII; "
                + "percent-encode them."
        case .noKey: "The address of the object store has no key, and AWS_ACCESS_KEY_ID is not set."
        case .noSecret:
            "The address of the object store has no secret behind its key, and AWS_SECRET_ACCESS_KEY "
                + "is not set."
        case .slashInSecret:
            "There is an @ behind the host of the object store. In a key or secret, write / as %2F "
                + "and @ as %40."
        case .host: "The address of the object store names no host, or one with a port that is none."
        case .bucket:
            "The address of the object store must name a bucket behind the host: 3 to 63 small letters, "
                + "digits, hyphens and dots."
        case .prefix:
            "Behind the bucket stands the prefix of all keys: up to eight parts between slashes, each of "
                + "letters, digits, hyphens, underscores and dots."
        case .region: "The region of the object store is a word such as eu-west-1."
        case .option("style"):
            "style= of the object store is path (host/bucket/key) or host (bucket.host/key)."
        case .option("scheme"): "scheme= of the object store is https or http."
        case .option("reads"): "reads= of the object store is proxy or redirect."
        case .option:
            "Behind the ? of the object store's address stand region=, style=, scheme= and reads=, each at "
                + "most once and with a value. In a secret, write ? as %3F."
        case .hostStyleOfNumbers: "style=host needs a host with a name: there are no hosts below a number."
        case .hostStyleWithDots:
            "style=host over https needs a bucket without dots, as no certificate covers it; take style=path."
        }
    }
}
