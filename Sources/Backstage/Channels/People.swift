import MediaTools

/// One of those who run a channel. Others know an account by the first channel it made, never by its address.
struct ChannelPerson: Sendable {
    let account: AccountID
    let face: Face
    let role: ChannelRole
}

/// A link that makes whoever follows it one of a channel's people, or a member of it.
struct ChannelInvitation: Sendable {
    let id: InvitationID
    /// Nil makes members.
    let role: ChannelRole?
    /// By whom.
    let inviter: Face
    let usesLeft: Int
    let expires: Int64

    func refusal(now: Int64) -> InvitationRefusal? {
        usesLeft < 1 ? .usedUp : expires <= now ? .expired : nil
    }
}

/// What stands in an invitation's address: 32 bytes of chance in hexadecimal. The database holds only its
/// SHA-256: whoever reads the table cannot follow it.
struct InvitationKey: Sendable {
    let text: String

    init(_ chance: Chance) { text = hexadecimal(chance.bytes(32)) }

    /// Nil when it cannot be a key of ours: no need to ask the database.
    init?(_ text: String?) {
        guard let text, text.utf8.count == 64,
            text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        self.text = text
    }

    var digest: [UInt8] { Hash.sha256(Array(text.utf8)) }
}

extension Limits {
    /// A newsroom; more need several channels. Also what one page lists.
    static let peopleAChannel = 50
    /// Channels in which an account has a role, its own among them: the switcher lists them all.
    static let rolesAnAccount = 60
    /// Waiting at once, so that they can be looked through and taken back.
    static let openInvitations = 20
    /// An invitation into a role is for somebody who waits for it.
    static let invitationDays: Int64 = 7
    /// One for members may go round.
    static let memberInvitationDays: Int64 = 30
    static let memberInvitationUses = 1...1_000
    /// Kept so long after its time, for the sentence that says so.
    static let spentInvitationDays: Int64 = 30
    /// Counted whenever one is added: a club, not a town.
    static let membersAChannel = 10_000
    /// What stands in memory of whom a channel follows has room for them.
    static let membershipsAChannel = 500
    static let membersPage = 50
    static let actionsPage = 30
}
