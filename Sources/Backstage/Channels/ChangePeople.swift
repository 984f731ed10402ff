import Database

/// Why somebody's role in a channel stays as it is.
enum PeopleRefusal: Refusal, Equatable {
    case noSuchRole(AccountID)
    case lastOwner(AccountID, name: String)
    /// Without it they would have no channel to act as.
    case onlyChannel(AccountID, name: String)

    var problem: Problem {
        switch self {
        case .noSuchRole(let person): Problem("role-\(person)", .people_no_such_role)
        case .lastOwner(let person, let name): Problem("role-\(person)", .people_last_owner, ["name": name])
        case .onlyChannel(let person, let name):
            Problem("role-\(person)", .people_only_channel, ["name": name])
        }
    }
}

extension App {
    /// Changes what somebody may do with a channel. The last owner stays one.
    func setRole(
        _ role: ChannelRole, of person: AccountID, in channel: ChannelID, by owner: AccountID
    ) async throws {
        let now = clock.now()
        try await database.write { [self] tx in
            // Two owners who lower each other at once: the second is the last.
            try tx.lock(channel.raw)
            guard try tx.isOwner(owner, of: channel), let present = try tx.role(of: person, in: channel)
            else { throw Missing() }
            guard present != role else { return }
            let name = try tx.name(of: person)
            if present == .owner { try tx.leaveOwner(person, name: name, of: channel) }
            try tx.setRole(role, of: person, in: channel, since: now)
            try tx.note(.changedRole, by: owner, of: channel, role: role, who: name, self)
        }
    }

    /// Somebody is none of the channel's people any more, at once. An owner removes anybody; anybody may go.
    /// Doing it twice is doing it once.
    func removePerson(_ person: AccountID, from channel: ChannelID, by account: AccountID) async throws {
        try await database.write { [self] tx in
            try tx.lock(channel.raw)
            guard try person == account || tx.isOwner(account, of: channel) else { throw Missing() }
            guard let present = try tx.role(of: person, in: channel) else { return }
            let name = try tx.name(of: person)
            if present == .owner { try tx.leaveOwner(person, name: name, of: channel) }
            guard try tx.roleCount(of: person) > 1 else {
                throw Refused(PeopleRefusal.onlyChannel(person, name: name))
            }
            try tx.removePerson(person, from: channel)
            try tx.note(
                person == account ? .left : .removedPerson, by: account, of: channel, who: name, self)
        }
    }
}

extension Transaction {
    /// Asked again by what changes people: an owner may have been lowered since their request came.
    func isOwner(_ account: AccountID, of channel: ChannelID) throws -> Bool {
        try role(of: account, in: channel) == .owner
    }

    /// An owner is to be one no longer: refused for the last. What they gave out goes with it.
    fileprivate func leaveOwner(_ person: AccountID, name: String, of channel: ChannelID) throws {
        guard try ownerCount(of: channel) > 1 else {
            throw Refused(PeopleRefusal.lastOwner(person, name: name))
        }
        try takeBackInvitations(of: channel, by: person)
    }
}
