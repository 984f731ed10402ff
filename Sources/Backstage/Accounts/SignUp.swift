import Database
import Foundation
import Markup

/// Why nobody was signed up.
enum SignUpRefusal: Refusal, Equatable {
    case emailMissing
    case emailBroken
    /// Nothing like `.org` at its end.
    case emailWithoutEnd
    case emailLong
    case emailTaken
    case password(PasswordRefusal)
    case identity(IdentityRefusal)

    var problem: Problem {
        switch self {
        case .emailMissing: Problem("email", .account_email_missing)
        case .emailBroken: Problem("email", .account_email_broken)
        case .emailWithoutEnd: Problem("email", .account_email_no_end)
        case .emailLong: Problem("email", .account_email_long)
        case .emailTaken: Problem("email", .account_email_taken)
        case .password(let refusal): refusal.problem
        case .identity(let refusal): refusal.problem
        }
    }
}

/// Why a password was not taken.
enum PasswordRefusal: Refusal, Equatable {
    case missing
    case short
    case long
    case sameAsEmail
    case sameAsHandle

    var problem: Problem {
        switch self {
        case .missing: Problem("password", .account_password_missing)
        case .short:
            Problem("password", .account_password_short, count: Int64(Limits.passwordCharacters.lowerBound))
        case .long:
            Problem("password", .account_password_long, count: Int64(Limits.passwordCharacters.upperBound))
        case .sameAsEmail: Problem("password", .account_password_email)
        case .sameAsHandle: Problem("password", .account_password_handle)
        }
    }

    /// A code point counts as one character (NIST SP 800-63B, 5.1.1.2). `handles` are the account's
    /// channels'.
    static func judge(_ password: String, email: String, handles: [String]) -> PasswordRefusal? {
        let length = password.precomposedStringWithCanonicalMapping.unicodeScalars.count
        if password.isEmpty || password.allSatisfy(\.isWhitespace) { return .missing }
        if length < Limits.passwordCharacters.lowerBound { return .short }
        if length > Limits.passwordCharacters.upperBound { return .long }
        let folded = password.lowercased()
        let mailbox = email.lowercased().prefix { $0 != "@" }
        if folded == email.lowercased() || folded == String(mailbox) { return .sameAsEmail }
        return handles.contains { $0.lowercased() == folded } ? .sameAsHandle : nil
    }
}

/// What somebody typed to sign up.
struct SignUpDraft: Sendable {
    let email: String
    let password: String
    let identity: ChannelIdentity

    init(email: String, password: String, handle: String, name: String) {
        self.email = Cleaning.line(email)
        self.password = password
        identity = ChannelIdentity(handle: handle, name: name)
    }

    init(_ form: Form) {
        self.init(
            email: form["email"] ?? "", password: form["password"] ?? "", handle: form["handle"] ?? "",
            name: form["name"] ?? "")
    }

    var emailFolded: String { Folding.email(email) }

    /// All that is wrong by itself, in the order of the form.
    var refusals: [SignUpRefusal] {
        var refusals = identity.refusals.map { SignUpRefusal.identity($0) }
        if let refusal = emailRefusal { refusals.append(refusal) }
        if let refusal = PasswordRefusal.judge(password, email: email, handles: [identity.handle]) {
            refusals.append(.password(refusal))
        }
        return refusals
    }

    /// Modest on purpose: only a letter that arrives proves an address.
    private var emailRefusal: SignUpRefusal? {
        if email.isEmpty { return .emailMissing }
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
            !email.contains(where: { $0.isWhitespace || "<>(),;:\"\\".contains($0) })
        else { return .emailBroken }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        if labels.count < 2 || labels.last?.isEmpty == true { return .emailWithoutEnd }
        if labels.contains(where: \.isEmpty) { return .emailBroken }
        return email.utf8.count > Limits.emailBytes ? .emailLong : nil
    }
}

/// What a sign-up made. The key is there when a session was asked for.
struct NewMember: Sendable {
    let account: AccountID
    let channel: ChannelID
    let key: SessionKey?
}

extension App {
    /// Makes an account, its first channel and, for a device, its first session: all or nothing.
    ///
    /// Throws `Refused` with everything that is wrong at once. `firstAdmin` is the digest of the one-time
    /// key, and makes the account an administrator; `Missing` when that key is used up.
    @discardableResult
    func signUp(
        _ draft: SignUpDraft, role: Role = .member, device: Device? = nil, firstAdmin: [UInt8]? = nil
    ) async throws -> NewMember {
        let taken = try await database.read { try $0.taken(draft) }
        let refusals = draft.refusals + taken
        guard refusals.isEmpty else { throw Refused(refusals) }
        let password = try await hashed(draft.password)
        let (account, channel, now) = (ids.next(AccountID.self), ids.next(ChannelID.self), clock.now())
        let session = device.map { NewSession(self, device: $0) }
        let new = NewAccount(
            id: account, email: draft.email, emailFolded: draft.emailFolded, password: password,
            role: firstAdmin == nil ? role : .admin, now: now)
        try await database.write { tx in
            if let firstAdmin {
                guard try tx.useFirstAdminKey(firstAdmin) else { throw Missing() }
            }
            guard try tx.insert(new) else { throw Refused(SignUpRefusal.emailTaken) }
            // Whoever runs the site may post on it from the first minute.
            let isMade = try tx.insertChannel(
                channel, draft.identity, isPerson: true, isInvited: new.role == .admin, owner: account,
                now: now)
            guard isMade else {
                throw Refused(SignUpRefusal.identity(.handleTaken))
            }
            if let session { try tx.insert(session, of: account, as: channel) }
        }
        return NewMember(account: account, channel: channel, key: session?.key)
    }

    @discardableResult
    func signUp(
        email: String, password: String, handle: String, name: String, role: Role = .member
    ) async throws -> NewMember {
        try await signUp(
            SignUpDraft(email: email, password: password, handle: handle, name: name), role: role)
    }

    func createAdmin(email: String, password: String, handle: String, name: String) async throws -> AccountID
    {
        try await signUp(email: email, password: password, handle: handle, name: name, role: .admin).account
    }
}

extension Transaction {
    /// What others have already. Asked together with the other refusals, so that all are named at once.
    fileprivate func taken(_ draft: SignUpDraft) throws -> [SignUpRefusal] {
        var refusals: [SignUpRefusal] = []
        if try isTaken(handle: draft.identity.folded) { refusals.append(.identity(.handleTaken)) }
        if try isTaken(email: draft.emailFolded) { refusals.append(.emailTaken) }
        return refusals
    }
}
