import Database

extension App {
    /// Changes how a channel takes comments. Those that stand or are held stay as they are.
    func setCommentSettings(_ settings: CommentSettings, of host: ChannelID) async throws {
        let judged = try settings.judged()
        try await database.write { try $0.save(judged, ofCommentsUnder: host) }
    }

    /// From now on somebody's comments are published without looking, or seen by nobody but them, or as all
    /// others.
    func setStanding(_ standing: PersonStanding, of typed: String, under host: ChannelID) async throws {
        let handle = typed.drop { $0 == "@" }
        guard !handle.isEmpty else { throw Refused(RuleRefusal.handleMissing) }
        let now = clock.now()
        try await database.write { tx in
            try tx.lock(host.raw)
            guard let person = try tx.channel(handle: String(handle)) else {
                throw Refused(RuleRefusal.unknown(String(handle)))
            }
            guard try !tx.isOfChannel(person.id, host) else {
                throw Refused(RuleRefusal.ownPeople(name: person.name))
            }
            if try tx.commentPersonCount(of: host) >= Limits.commentPeople,
                try tx.standing(of: person.id, under: host) == .usual
            {
                throw Refused(RuleRefusal.tooManyPeople)
            }
            try tx.setStanding(standing, of: person.id, under: host, now: now)
        }
    }

    /// As all others again. Doing it twice is doing it once.
    func forgetStanding(of person: ChannelID, under host: ChannelID) async throws {
        let now = clock.now()
        try await database.write { try $0.setStanding(.usual, of: person, under: host, now: now) }
    }
}
