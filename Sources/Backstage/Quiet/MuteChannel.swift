import Database

/// Why a channel was not muted or blocked.
enum QuietRefusal: Refusal, Equatable {
    case oneself
    case tooMany

    var problem: Problem {
        switch self {
        case .oneself: Problem("", .quiet_oneself)
        case .tooMany: Problem("", .quiet_many, count: Int64(Limits.quietChannels))
        }
    }
}

extension App {
    /// Mutes or blocks a channel; nil takes either back. Doing it twice is doing it once.
    ///
    /// A block ends the other's subscription and membership, and taking it back restores neither. Nobody is
    /// told.
    func setQuiet(_ kind: QuietKind?, toward target: ChannelID, as channel: ChannelID) async throws {
        guard channel != target else { throw Refused(QuietRefusal.oneself) }
        let now = clock.now()
        try await database.write { tx in
            try tx.lock(channel.raw)
            guard try tx.channel(target) != nil else { throw Missing() }
            guard let kind else { return try tx.removeQuiet(of: channel, toward: target) }
            if try tx.quiet(of: channel, toward: target) == nil {
                guard try tx.quietCount(of: channel) < Limits.quietChannels else {
                    throw Refused(QuietRefusal.tooMany)
                }
            }
            try tx.insertQuiet(kind, of: channel, toward: target, now: now)
            guard kind == .block else { return }
            try tx.unsubscribe(target, from: channel)
            _ = try tx.removeMember(target, of: channel)
        }
    }
}
