import Database

/// Why no invitation was made.
enum InviteRefusal: Refusal, Equatable {
    case noSuchRole
    case usesWrong
    case tooManyOpen

    var problem: Problem {
        switch self {
        case .noSuchRole: Problem("role", .people_no_such_role)
        case .usesWrong:
            Problem("uses", .members_uses_wrong, count: Int64(Limits.memberInvitationUses.upperBound))
        case .tooManyOpen: Problem("", .people_open_many, count: Int64(Limits.openInvitations))
        }
    }
}

extension App {
    /// A link into a role, for one person and `Limits.invitationDays`. Its key is known only now.
    func invite(
        to role: ChannelRole, of channel: ChannelID, by owner: AccountID
    ) async throws -> InvitationKey {
        try await makeInvitation(
            role, uses: 1, days: Limits.invitationDays, of: channel, by: owner, as: .invited)
    }

    /// A link that makes members, as many as `uses`, within `Limits.memberInvitationDays`.
    func inviteMembers(uses: Int, of channel: ChannelID, by owner: AccountID) async throws -> InvitationKey {
        guard Limits.memberInvitationUses.contains(uses) else { throw Refused(InviteRefusal.usesWrong) }
        return try await makeInvitation(
            nil, uses: uses, days: Limits.memberInvitationDays, of: channel, by: owner, as: .invitedMembers)
    }

    /// It can be followed no longer. Throws `Missing` for what is no open invitation of this channel.
    func takeBack(_ id: InvitationID, of channel: ChannelID, by owner: AccountID) async throws {
        try await database.write { [self] tx in
            guard try tx.takeBackInvitation(id, of: channel) else { throw Missing() }
            try tx.note(.tookBack, by: owner, of: channel, self)
        }
    }

    private func makeInvitation(
        _ role: ChannelRole?, uses: Int, days: Int64, of channel: ChannelID, by owner: AccountID,
        as action: ChannelAction
    ) async throws -> InvitationKey {
        let now = clock.now()
        let invitation = NewInvitation(
            id: ids.next(), key: InvitationKey(chance), channel: channel, inviter: owner, role: role,
            uses: uses, expires: now + days * 86_400_000)
        try await database.write { [self] tx in
            try tx.lock(channel.raw)
            guard try tx.isOwner(owner, of: channel) else { throw Missing() }
            guard try tx.openInvitationCount(of: channel, now: now) < Limits.openInvitations else {
                throw Refused(InviteRefusal.tooManyOpen)
            }
            try tx.insert(invitation, now: now)
            try tx.note(action, by: owner, of: channel, role: role, self)
        }
        return invitation.key
    }
}
