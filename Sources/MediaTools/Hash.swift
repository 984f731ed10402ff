import CSodium

/// SHA-256 (FIPS 180-4), by libsodium.
public enum Hash {
    /// The 32 bytes of the digest.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest
    }

    /// The digest of a file in lower-case hexadecimal, 64 characters. Reads the file once in pieces of 1 MiB,
    /// and blocks meanwhile (about 0.7 ms a MiB): not for Swift's cooperative threads when files are large.
    public static func sha256(file path: String) throws -> String {
        let file = try LocalFile(path: path)
        return try sha256(file, 0..<file.size)
    }

    /// The same of a part of a file; throws if the file is shorter.
    static func sha256(_ file: LocalFile, _ range: Range<Int>) throws -> String {
        var state = crypto_hash_sha256_state()
        crypto_hash_sha256_init(&state)
        var position = range.lowerBound
        while position < range.upperBound {
            let piece = try file.read(at: position, count: min(pieceBytes, range.upperBound - position))
            guard !piece.isEmpty else { throw file.shorter }
            crypto_hash_sha256_update(&state, piece, UInt64(piece.count))
            position += piece.count
        }
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256_final(&state, &digest)
        return hex(digest)
    }

    /// HMAC with SHA-256 (RFC 2104), 32 bytes; the key may have any length.
    static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var state = crypto_auth_hmacsha256_state()
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        var code = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_final(&state, &code)
        return code
    }

    /// Lower-case hexadecimal, two characters a byte.
    public static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static let pieceBytes = 1 << 20
}
