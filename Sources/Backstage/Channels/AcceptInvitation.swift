import Database

/// Why following an invitation came to nothing.
enum InvitationRefusal: Refusal, Equatable {
    case expired
    /// Used, or taken back by who gave it out.
    case usedUp
    case tooManyPeople
    case tooManyRoles

    var problem: Problem {
        switch self {
        case .expired: Problem("", .invitation_expired)
        case .usedUp: Problem("", .invitation_used_up)
        case .tooManyPeople: Problem("", .invitation_people_many, count: Int64(Limits.peopleAChannel))
        case .tooManyRoles: Problem("", .invitation_roles_many, count: Int64(Limits.rolesAnAccount))
        }
    }
}

/// An invitation as somebody sees who has opened it.
struct OpenedInvitation: Sendable {
    let invitation: ChannelInvitation
    let channel: Channel
    /// What the visitor is there already: a role at least as high, or for an invitation of members a member.
    let isDone: Bool
}

extension Transaction {
    /// Throws `Missing` for a key nobody gave out, 410 for an invitation that is over. Who has accepted it
    /// sees that they did.
    func openInvitation(
        _ key: InvitationKey, for member: Member?, now: Int64
    ) throws -> OpenedInvitation {
        guard let found = try invitation(key: key), let channel = try channel(found.channel) else {
            throw Missing()
        }
        let isDone = try member.map { try self.isDone(found.invitation, of: channel.id, for: $0) } ?? false
        if !isDone, let refusal = found.invitation.refusal(now: now) { throw Refused(refusal, status: 410) }
        return OpenedInvitation(invitation: found.invitation, channel: channel, isDone: isDone)
    }

    fileprivate func isDone(
        _ invitation: ChannelInvitation, of channel: ChannelID, for member: Member
    ) throws -> Bool {
        guard let role = invitation.role else { return try isMember(member.channel.id, of: channel) }
        return try self.role(of: member.account.id, in: channel)?.isAtLeast(role) ?? false
    }
}

extension App {
    /// Makes the member what the invitation says: one of the channel's people as an account, or a member as
    /// the channel they act as. Accepting twice changes nothing, nor does accepting less than one has.
    func accept(_ key: InvitationKey, _ member: Member) async throws {
        let now = clock.now()
        try await database.write { [self] tx in
            guard let found = try tx.invitation(key: key) else { throw Missing() }
            let (invitation, channel) = found
            // As all who change its people: the limits hold for twenty who accept at once.
            try tx.lock(channel.raw)
            guard try !tx.isDone(invitation, of: channel, for: member) else { return }
            guard try tx.useInvitation(invitation.id, now: now) else {
                throw Refused(invitation.refusal(now: now) ?? InvitationRefusal.usedUp, status: 410)
            }
            guard let role = invitation.role else {
                let me = try member.permitted(.speak).channel.id
                guard try !tx.hasBlocked(channel, me) else {
                    throw Refused(SubscribeRefusal.blocked, status: 403)
                }
                return try tx.become(me, memberOf: channel, now: now)
            }
            let present = try tx.role(of: member.account.id, in: channel)
            if present == nil {
                guard try tx.peopleCount(of: channel) < Limits.peopleAChannel else {
                    throw Refused(InvitationRefusal.tooManyPeople)
                }
                guard try tx.roleCount(of: member.account.id) < Limits.rolesAnAccount else {
                    throw Refused(InvitationRefusal.tooManyRoles)
                }
            }
            try tx.setRole(role, of: member.account.id, in: channel, since: now)
            try tx.note(.joined, by: member.account.id, of: channel, role: role, self)
        }
    }
}
