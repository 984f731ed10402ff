import CSodium
import Foundation

/// Argon2id (RFC 9106) by libsodium, with OWASP's parameters: two passes over 19 MiB, about 15 ms.
///
/// Every function here blocks that long: called on `App.hashing` only, never on Swift's own threads.
enum Passwords {
    private static let passes: UInt64 = 2
    private static let memoryBytes = 19 << 20

    /// Salt, parameters and digest in one text, as it is stored.
    static func hash(_ password: String) throws -> String {
        let bytes = normal(password)
        var text = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
        let outcome = crypto_pwhash_str_alg(
            &text, bytes, UInt64(bytes.count - 1), passes, memoryBytes, crypto_pwhash_alg_argon2id13())
        guard outcome == 0 else { throw PasswordFault.outOfMemory }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether this is the password of that hash. Without a hash (nobody has this address) it costs the same
    /// and is false, so that the time tells nobody which addresses are known.
    static func check(_ password: String, against hash: String?) -> Bool {
        let stranger = nobody
        let bytes = normal(password)
        let isRight = crypto_pwhash_str_verify(hash ?? stranger, bytes, UInt64(bytes.count - 1)) == 0
        return isRight && hash != nil
    }

    /// Whether the hash was made with other parameters than today's.
    static func isOutdated(_ hash: String) -> Bool {
        crypto_pwhash_str_needs_rehash(hash, passes, memoryBytes) != 0
    }

    /// The hash of a password that nobody has. Asked for at every check, so that making it once delays a
    /// known and an unknown address alike; should memory fail there, verifying fails too.
    private static let nobody: String = {
        let unknown = hexadecimal(Chance.system.bytes(32))
        return (try? Passwords.hash(unknown)) ?? ""
    }()

    /// The same letters in the same bytes, whichever keyboard they came from (NIST SP 800-63B, 5.1.1.2), and
    /// a nought at the end that is not counted.
    private static func normal(_ password: String) -> [CChar] {
        Array(password.precomposedStringWithCanonicalMapping.utf8CString)
    }
}

enum PasswordFault: Error { case outOfMemory }

extension App {
    func hashed(_ password: String) async throws -> String {
        try await hashing.run { try Passwords.hash(password) }
    }

    func isPassword(_ password: String, of hash: String?) async throws -> Bool {
        try await hashing.run { Passwords.check(password, against: hash) }
    }
}
