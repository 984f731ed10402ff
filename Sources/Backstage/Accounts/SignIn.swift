import Database
import Markup
import MediaTools

#if canImport(Glibc)
    import Glibc
#endif

/// Why nobody was signed in. An unknown address and a wrong password are one: which it was is nobody's
/// business.
enum SignInRefusal: Refusal, Equatable {
    case wrong
    case tooMany(minutes: Int64)

    var problem: Problem {
        switch self {
        case .wrong: Problem("password", .account_sign_in_wrong)
        case .tooMany(let minutes): Problem("", .account_sign_in_many, count: minutes)
        }
    }
}

/// Who tries a password: the account it is for, and where it comes from. Kept as digests only.
///
/// Ten failures in ten minutes of either make it wait (`Limits.signInFailures`). An attempt is written as
/// failed before the password is looked at, and taken back when it was right: of a hundred tries sent at
/// once, no more slip through than transactions overlap (one on SQLite, a handful on PostgreSQL).
struct SignInAttempt: Sendable {
    let account: [UInt8]
    let address: [UInt8]
    let ids: (account: Int64, address: Int64)
    let now: Int64

    init(_ app: App, email: String, address: String) {
        account = Hash.sha256(Array("account:\(Folding.email(email))".utf8))
        self.address = Hash.sha256(Array("address:\(Self.network(of: address))".utf8))
        ids = (app.ids.next(), app.ids.next())
        now = app.clock.now()
    }

    /// Both counts are held while they are read and added to; always in the same order, so that two tries
    /// never wait for each other.
    var locks: [Int64] {
        [account, address].map { $0.prefix(8).reduce(0) { $0 << 8 | Int64($1) } }.sorted()
    }

    static let milliseconds = Limits.signInFailureMinutes * 60_000

    /// Of IPv6 the first half: one household has the rest to itself, and could come from a new address each
    /// time.
    static func network(of address: String) -> String {
        var bytes = in6_addr()
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        let octets = withUnsafeBytes(of: bytes) { Array($0) }
        // An IPv4 address in IPv6's clothes (RFC 4291, 2.5.5.2).
        let isMapped = octets.prefix(10).allSatisfy { $0 == 0 } && octets[10] == 255 && octets[11] == 255
        return isMapped
            ? octets.suffix(4).map(String.init).joined(separator: ".") : hexadecimal(Array(octets.prefix(8)))
    }
}

extension App {
    /// Opens a session for whoever knows the password. Takes the same time for known and unknown addresses.
    func signIn(email: String, password: String, address: String, device: Device) async throws -> SessionKey {
        let attempt = SignInAttempt(self, email: email, address: address)
        let known = try await begin(attempt) { try $0.credentials(email: Folding.email(email)) }
        guard try await isPassword(password, of: known?.password), let known else {
            throw Refused(SignInRefusal.wrong)
        }
        let fresh = Passwords.isOutdated(known.password) ? try await hashed(password) : nil
        let session = NewSession(self, device: device)
        try await database.write { tx in
            try tx.forgive(attempt)
            if let fresh { try tx.setPassword(of: known.account, to: fresh) }
            guard let channel = try tx.firstChannel(of: known.account) else { throw Missing() }
            try tx.insert(session, of: known.account, as: channel)
        }
        return session.key
    }

    /// Counts the attempt and reads what it is about, in one transaction; refuses with 429 when there were
    /// too many.
    func begin<T: Sendable>(
        _ attempt: SignInAttempt, _ read: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await database.write { tx in
            for lock in attempt.locks { try tx.lock(lock) }
            if let wait = try tx.signInWait(attempt) {
                throw Refused(SignInRefusal.tooMany(minutes: (wait + 59_999) / 60_000), status: 429)
            }
            try tx.count(attempt)
            return try read(tx)
        }
    }
}
