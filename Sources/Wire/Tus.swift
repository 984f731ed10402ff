/// The headers of tus 1.0.0, a protocol for uploads that can be resumed (tus.io, "Core Protocol" and the
/// extensions creation, creation-with-upload, expiration, termination, checksum).
public enum Tus {
    public static let version = "1.0.0"
    public static let extensions = "creation,creation-with-upload,expiration,termination,checksum"

    /// `Upload-Metadata`: pairs of a key and a value in base64, parted by commas; a value may be missing.
    /// Nil for what is neither, or holds more than a name needs.
    public static func metadata(_ header: String) -> [String: String]? {
        guard header.utf8.count <= 4_096 else { return nil }
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

    public enum Algorithm: String, Sendable, CaseIterable {
        case sha1, sha256
    }

    /// `Upload-Checksum`: an algorithm and a digest in base64.
    public struct Checksum: Sendable, Equatable {
        public let algorithm: Algorithm
        public let digest: [UInt8]

        /// Nil for an algorithm we do not know, or no digest.
        public init?(_ header: String) {
            let words = header.split(separator: " ")
            guard words.count == 2, let algorithm = Algorithm(rawValue: String(words[0])),
                let digest = Base64.decode(words[1])
            else { return nil }
            (self.algorithm, self.digest) = (algorithm, digest)
        }
    }
}

/// RFC 4648, section 4.
enum Base64 {
    /// Nil for letters outside the alphabet, or padding that does not fit.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let letters = text.utf8.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: true)
        guard letters.count <= 1, text.utf8.count % 4 == 0 else { return nil }
        guard let letters = letters.first else { return text.isEmpty ? [] : nil }
        guard text.utf8.count - letters.count <= 2, text.utf8.starts(with: letters) else { return nil }
        var bytes: [UInt8] = []
        var (bits, count) = (0, 0)
        for letter in letters {
            guard let value = value(of: letter) else { return nil }
            (bits, count) = (bits << 6 | value, count + 6)
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(bits >> count & 0xFF))
            bits &= (1 << count) - 1
        }
        return bits == 0 ? bytes : nil
    }

    private static func value(of letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
