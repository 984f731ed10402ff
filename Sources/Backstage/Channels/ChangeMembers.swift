import Database
import Markup

/// Why somebody was not made a member.
enum MemberRefusal: Refusal, Equatable {
    case missing
    case unknown(String)
    case oneself
    case already(name: String)
    case tooMany
    case tooManyMemberships(name: String)

    var problem: Problem {
        switch self {
        case .missing: Problem("handle", .members_handle_missing)
        case .unknown(let handle): Problem("handle", .members_unknown, ["handle": handle])
        case .oneself: Problem("handle", .members_oneself)
        case .already(let name): Problem("handle", .members_already, ["name": name])
        case .tooMany: Problem("handle", .members_many, count: Int64(Limits.membersAChannel))
        case .tooManyMemberships(let name):
            Problem("handle", .members_of_many, ["name": name], count: Int64(Limits.membershipsAChannel))
        }
    }
}

/// A channel made another a member of it, by hand.
struct MemberAdded: Event {
    static let kind = "member-added"
    let channel: ChannelID
    let target: ChannelID
}

extension App {
    /// Makes the channel of this handle a member of `target`: it sees what is published for members.
    func addMember(_ typed: String, to target: ChannelID, by owner: AccountID) async throws {
        let handle = Self.handle(typed)
        guard !handle.isEmpty else { throw Refused(MemberRefusal.missing) }
        let now = clock.now()
        try await database.write { [self] tx in
            try tx.lock(target.raw)
            guard let channel = try tx.channel(handle: handle) else {
                throw Refused(MemberRefusal.unknown(handle))
            }
            guard try !tx.isMember(channel.id, of: target) else {
                throw Refused(MemberRefusal.already(name: channel.name))
            }
            try tx.become(channel.id, memberOf: target, now: now)
            try tx.record(MemberAdded(channel: channel.id, target: target), self)
            try tx.note(.addedMember, by: owner, of: target, who: channel.name, self)
        }
    }

    /// A member no more. Doing it twice is doing it once.
    func removeMember(_ channel: ChannelID, from target: ChannelID, by owner: AccountID) async throws {
        try await database.write { [self] tx in
            guard try tx.removeMember(channel, of: target) else { return }
            try tx.note(
                .removedMember, by: owner, of: target, who: try tx.channel(channel)?.name ?? "", self)
        }
    }

    /// A member by its own will no more.
    func leave(_ target: ChannelID, as channel: ChannelID) async throws {
        _ = try await database.write { try $0.removeMember(channel, of: target) }
    }

    /// As people write it: with or without @.
    private static func handle(_ typed: String) -> String {
        let line = Cleaning.line(typed)
        return String((line.hasPrefix("@") ? line.dropFirst() : line[...]).prefix(100))
    }
}

extension Transaction {
    /// Throws the refusal when it cannot be. The caller holds the target's lock.
    func become(_ channel: ChannelID, memberOf target: ChannelID, now: Int64) throws {
        guard channel != target else { throw Refused(MemberRefusal.oneself) }
        guard try memberCount(of: target) < Limits.membersAChannel else {
            throw Refused(MemberRefusal.tooMany)
        }
        guard try membershipCount(of: channel) < Limits.membershipsAChannel else {
            throw Refused(MemberRefusal.tooManyMemberships(name: try self.channel(channel)?.name ?? ""))
        }
        _ = try insertMember(channel, of: target, since: now)
    }
}
