/// The headers of tus 1.0.0, a protocol for uploads that can be resumed (tus.io, "Core Protocol" and the
/// extensions creation, creation-with-upload, expiration, termination, checksum).
public enum Tus {
    public static let version = "1.0.0"
    public static let extensions = "creation,creation-with-upload,expiration,termination,checksum"
    /// The type of a body that holds bytes of a file from an offset on.
    public static let pieceType = "application/offset+octet-stream"
    /// More metadata than a name and a type need are not read.
    public static let metadataBytesMax = 4_096

    /// `Upload-Offset`, `Upload-Length`: a number of bytes in digits and nothing else.
    public static func count(_ header: String?) -> Int64? {
        guard let header, header.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(header)
    }

    /// Whether a `Content-Type` names the bytes of a file. Types have no case (RFC 9110, 8.3.1).
    public static func isPiece(_ contentType: String?) -> Bool { contentType?.lowercased() == pieceType }

    /// `Upload-Metadata`: pairs of a key and a value in base64, parted by commas; a value may be missing.
    /// Nil for what is neither, for a key that comes twice, and for more than `metadataBytesMax`.
    public static func metadata(_ header: String) -> [String: String]? {
        guard header.utf8.count <= metadataBytesMax else { return nil }
        var pairs: [String: String] = [:]
        for part in header.split(separator: ",") {
            let words = part.split(separator: " ")
            guard (1...2).contains(words.count), let key = words.first.map(String.init), pairs[key] == nil
            else {
                return nil
            }
            guard words.count == 2 else {
                pairs[key] = ""
                continue
            }
            guard let bytes = Base64.decode(words[1]), let value = String(validating: bytes, as: UTF8.self)
            else {
                return nil
            }
            pairs[key] = value
        }
        return pairs
    }

    /// The same the other way, in the order given. Keys are plain words.
    public static func metadata(_ pairs: KeyValuePairs<String, String>) -> String {
        pairs.map { key, value in
            value.isEmpty ? key : "\(key) \(Base64.encode(Array(value.utf8)))"
        }.joined(separator: ",")
    }

    public enum Algorithm: String, Sendable, CaseIterable {
        case sha1, sha256

        var digestBytes: Int { self == .sha1 ? 20 : 32 }
    }

    /// `Upload-Checksum`: an algorithm and a digest in base64.
    public struct Checksum: Sendable, Equatable {
        public let algorithm: Algorithm
        public let digest: [UInt8]

        /// Nil for an algorithm we do not know, or what cannot be its digest.
        public init?(_ header: String) {
            let words = header.split(separator: " ")
            guard words.count == 2, let algorithm = Algorithm(rawValue: String(words[0])),
                let digest = Base64.decode(words[1]), digest.count == algorithm.digestBytes
            else { return nil }
            (self.algorithm, self.digest) = (algorithm, digest)
        }
    }
}
