import Database
import Markup

/// Why the rollout was not changed.
enum RolloutRefusal: Refusal {
    case noStage
    case noSuchChannel
    case tierNameless
    case tierNumber(field: String, most: Int)

    var problem: Problem {
        switch self {
        case .noStage: Problem("count", .rollout_no_stage)
        case .noSuchChannel: Problem("handle", .rollout_no_channel)
        case .tierNameless: Problem("tier-name", .rollout_tier_nameless)
        case .tierNumber(let field, let most): Problem(field, .rollout_tier_number, ["most": "\(most)"])
        }
    }
}

/// The stage as the page's form names it.
struct StageForm: Sendable {
    let kind: String
    let count: String

    init(_ form: Form) {
        kind = form["stage"] ?? ""
        count = form["count-\(form["stage"] ?? "")"] ?? ""
    }

    func stage() throws -> Stage {
        let name = count.isEmpty ? kind : "\(kind):\(Cleaning.line(count))"
        guard let stage = Stage(name: name) else { throw Refused(RolloutRefusal.noStage) }
        return stage
    }
}

/// A tier as typed.
struct TierForm: Sendable {
    var values: [String: String]

    static let fields: [(name: String, most: Int)] = [
        ("tier-subscribers", 1_000_000_000), ("tier-posts", 1_000), ("tier-polls", 1_000),
        ("tier-photos", Limits.photosAPost), ("tier-options", Limits.pollOptions.upperBound),
        ("tier-characters", Limits.postCharacters), ("tier-clip", Limits.clipSecondsMax),
    ]

    init(_ form: Form) {
        values = ["tier-name": form.line("tier-name")]
        for (name, _) in Self.fields { values[name] = form.line(name) }
    }

    func tier(id: TierID) throws -> Tier {
        var refusals: [RolloutRefusal] = []
        let name = values["tier-name", default: ""]
        if Cleaning.isBlank(name) || Cleaning.characters(name) > 40 { refusals.append(.tierNameless) }
        let numbers = Self.fields.map { field -> Int in
            guard let number = Int(values[field.name, default: ""]), (0...field.most).contains(number) else {
                refusals.append(.tierNumber(field: field.name, most: field.most))
                return 0
            }
            return number
        }
        guard refusals.isEmpty else { throw Refused(refusals) }
        return Tier(
            id: id, name: name, subscribersMin: Int64(numbers[0]), postsADay: numbers[1],
            pollsADay: numbers[2],
            photosAPost: numbers[3], pollOptions: numbers[4], characters: numbers[5], clipSeconds: numbers[6])
    }
}

extension App {
    /// Opens (or narrows) posting. Channels that gain by it are told: at most the admin page's number at once
    /// would be unfair, so all are, a chunk a transaction.
    func setStage(_ stage: Stage, by account: AccountID?) async throws {
        let now = clock.now()
        let step = ids.next()
        let before = try await database.write { tx in
            let before = try tx.stage()
            if before != stage { try tx.setStage(stage, step: step, now: now, by: account) }
            return before
        }
        guard before != stage else { return }
        try await tellUnlocked(from: before, to: stage)
    }

    private func tellUnlocked(from before: Stage, to stage: Stage) async throws {
        var last = ChannelID(0)
        while true {
            let after = last
            let chunk = try await database.read { try $0.channelsForRollout(after: after) }
            guard let end = chunk.last else { return }
            last = end.id
            let gained = chunk.filter { channel in
                let (count, isInvited) = (channel.subscribers, channel.isInvited)
                return stage.admits(channel.id, subscribers: count, isInvited: isInvited)
                    && !before.admits(channel.id, subscribers: count, isInvited: isInvited)
            }
            guard !gained.isEmpty else { continue }
            try await database.write { [self] tx in
                for channel in gained { try tx.record(ChannelUnlocked(channel: channel.id), self) }
            }
        }
    }

    /// Lets one channel in before its turn, or takes that back.
    func setInvitation(ofHandle handle: String, to isInvited: Bool) async throws {
        let folded = Folding.handle(handle.hasPrefix("@") ? String(handle.dropFirst()) : handle)
        try await database.write { [self] tx in
            guard let changed = try tx.setInvited(folded, isInvited) else {
                throw Refused(RolloutRefusal.noSuchChannel)
            }
            if changed.isNew, isInvited { try tx.record(ChannelUnlocked(channel: changed.id), self) }
        }
    }

    /// Makes a tier, or changes the one of this name.
    func saveTier(_ form: TierForm) async throws {
        let tier = try form.tier(id: ids.next())
        try await database.write { try $0.save(tier) }
    }
}
