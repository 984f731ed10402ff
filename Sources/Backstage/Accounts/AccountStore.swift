import Database
import MediaTools

/// An account about to be written, all judged.
struct NewAccount: Sendable {
    let id: AccountID
    let email: String
    let emailFolded: String
    let password: String
    let role: Role
    let now: Int64
}

extension Transaction {
    /// False when another has this address.
    func insert(_ account: NewAccount) throws -> Bool {
        let made = try run(
            """
            INSERT INTO accounts (id, email, email_folded, password, role, created)
            VALUES (\(account.id), \(account.email), \(account.emailFolded), \(account.password),
                \(account.role), \(account.now))
            ON CONFLICT (email_folded) DO NOTHING
            """)
        return made == 1
    }

    func isTaken(email folded: String) throws -> Bool {
        let found: Int? = try value("SELECT 1 FROM accounts WHERE email_folded = \(folded)")
        return found != nil
    }

    func credentials(email folded: String) throws -> (account: AccountID, password: String)? {
        try row(
            "SELECT id, password FROM accounts WHERE email_folded = \(folded)"
        ) { (account: $0[0], password: $0[1]) }
    }

    func password(of account: AccountID) throws -> String? {
        try value("SELECT password FROM accounts WHERE id = \(account)")
    }

    func setPassword(of account: AccountID, to hash: String) throws {
        try run("UPDATE accounts SET password = \(hash) WHERE id = \(account)")
    }

    func setRole(_ role: Role, of account: AccountID) throws {
        try run("UPDATE accounts SET role = \(role) WHERE id = \(account)")
    }

    func setLanguage(of account: AccountID, to language: Language?) throws {
        try run("UPDATE accounts SET language = \(language?.rawValue) WHERE id = \(account)")
    }

    /// The channel an account begins a session as: the first it made.
    func firstChannel(of account: AccountID) throws -> ChannelID? {
        try value("SELECT \(SQL.ownChannel(of: "\(account)"))")
    }

    func owner(of channel: ChannelID) throws -> AccountID? {
        try value(
            """
            SELECT account
            FROM channel_people
            WHERE channel = \(channel) AND role = \(ChannelRole.owner)
            ORDER BY account
            LIMIT 1
            """)
    }
}

// MARK: Attempts to sign in

extension Transaction {
    /// How many milliseconds the next attempt has to wait; nil when it need not.
    func signInWait(_ attempt: SignInAttempt) throws -> Int64? {
        let begin = attempt.now - SignInAttempt.milliseconds
        var wait: Int64?
        for who in [attempt.account, attempt.address] {
            // Of the failures that count, the tenth newest: when it grows too old, there are nine again.
            let tenth: Int64? = try value(
                """
                SELECT at
                FROM sign_in_failures
                WHERE who = \(who) AND at > \(begin)
                ORDER BY at DESC
                LIMIT 1 OFFSET \(Limits.signInFailures - 1)
                """)
            if let tenth { wait = max(wait ?? 0, tenth - begin) }
        }
        return wait
    }

    /// Writes the attempt as failed, and sweeps what is too old to count. Ids are sorted by time.
    func count(_ attempt: SignInAttempt) throws {
        let oldest = IdMaker.first(atMilliseconds: attempt.now - SignInAttempt.milliseconds)
        try run("DELETE FROM sign_in_failures WHERE id < \(oldest)")
        try run(
            """
            INSERT INTO sign_in_failures (id, who, at)
            VALUES (\(attempt.ids.account), \(attempt.account), \(attempt.now)),
                (\(attempt.ids.address), \(attempt.address), \(attempt.now))
            """)
    }

    /// The password was right: nothing is held against the account, and this attempt not against the address.
    func forgive(_ attempt: SignInAttempt) throws {
        try run(
            """
            DELETE FROM sign_in_failures
            WHERE who = \(attempt.account) OR id = \(attempt.ids.address)
            """)
    }
}

// MARK: The first administrator

extension Transaction {
    func hasAdmin() throws -> Bool {
        let found: Int? = try value("SELECT 1 FROM accounts WHERE role = \(Role.admin) LIMIT 1")
        return found != nil
    }

    /// Replaces the key of an earlier start: one address works, the one printed last.
    func setFirstAdminKey(_ digest: [UInt8]) throws {
        try run(
            """
            INSERT INTO settings (name, value)
            VALUES ('first-admin', \(Hash.hex(digest)))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }

    func isFirstAdminKey(_ digest: [UInt8]) throws -> Bool {
        let found: Int? = try value(
            "SELECT 1 FROM settings WHERE name = 'first-admin' AND value = \(Hash.hex(digest))")
        guard found != nil else { return false }
        return try !hasAdmin()
    }

    /// Takes the key, once. False when it is another, or an administrator is there already.
    func useFirstAdminKey(_ digest: [UInt8]) throws -> Bool {
        guard try isFirstAdminKey(digest) else { return false }
        return try run("DELETE FROM settings WHERE name = 'first-admin' AND value = \(Hash.hex(digest))") == 1
    }
}
