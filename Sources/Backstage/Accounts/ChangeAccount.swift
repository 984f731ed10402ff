import Database

/// Why an account was not changed.
enum AccountRefusal: Refusal, Equatable {
    case noSuchLanguage
    case presentPasswordWrong
    case samePassword
    case tooManyChannels
    case notYourChannel

    var problem: Problem {
        switch self {
        case .noSuchLanguage: Problem("language", .account_language_unknown)
        case .presentPasswordWrong: Problem("password-now", .account_password_wrong)
        case .samePassword: Problem("password", .account_password_same)
        case .tooManyChannels:
            Problem("handle", .account_channels_many, count: Int64(Limits.channelsAnAccount))
        case .notYourChannel: Problem("", .account_not_your_channel)
        }
    }
}

extension App {
    /// `name` is a language's, or empty to follow the browser.
    func setLanguage(_ name: String, of account: AccountID) async throws {
        let language = Language(rawValue: name)
        guard language != nil || name.isEmpty else { throw Refused(AccountRefusal.noSuchLanguage) }
        try await database.write { try $0.setLanguage(of: account, to: language) }
    }

    /// Changes the password for whoever knows the present one, and ends every other session: who changes it
    /// because somebody else knows it wants that somebody out. Wrong tries count as failed sign-ins.
    func changePassword(
        of member: Member, from present: String, to password: String, address: String
    ) async throws {
        let account = member.account
        let attempt = SignInAttempt(self, email: account.email, address: address)
        let (hash, handles) = try await begin(attempt) { tx -> (String?, [String]) in
            (try tx.password(of: account.id), try tx.channels(of: account.id).map(\.face.handle))
        }
        guard try await isPassword(present, of: hash) else {
            throw Refused(AccountRefusal.presentPasswordWrong)
        }
        try await database.write { try $0.forgive(attempt) }
        if let refusal = PasswordRefusal.judge(password, email: account.email, handles: handles) {
            throw Refused(refusal)
        }
        guard password != present else { throw Refused(AccountRefusal.samePassword) }
        let fresh = try await hashed(password)
        try await database.write { tx in
            try tx.setPassword(of: account.id, to: fresh)
            try tx.endSessions(of: account.id, except: member.session)
        }
    }

    /// Makes another channel for the account, and acts as it from now on.
    func createChannel(_ identity: ChannelIdentity, for member: Member) async throws {
        let account = member.account.id
        let (id, now) = (ids.next(ChannelID.self), clock.now())
        try await database.write { tx in
            try tx.lock(account.raw)
            var refusals: [any Refusal] = identity.refusals
            if try tx.isTaken(handle: identity.folded) { refusals.append(IdentityRefusal.handleTaken) }
            if try tx.ownedChannels(of: account) >= Limits.channelsAnAccount {
                refusals = [AccountRefusal.tooManyChannels]
            }
            guard refusals.isEmpty else { throw Refused(refusals) }
            guard try tx.insertChannel(id, identity, isPerson: false, owner: account, now: now) else {
                throw Refused(IdentityRefusal.handleTaken)
            }
            _ = try tx.setChannel(of: member.session, account: account, to: id)
        }
    }

    /// What the member does from now on in this session, it does as this channel.
    func act(as channel: ChannelID, _ member: Member) async throws {
        let isDone = try await database.write {
            try $0.setChannel(of: member.session, account: member.account.id, to: channel)
        }
        guard isDone else { throw Refused(AccountRefusal.notYourChannel, status: 403) }
    }
}
