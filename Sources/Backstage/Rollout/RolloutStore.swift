import Database

extension Transaction {
    func stage() throws -> Stage {
        let name: String? = try value("SELECT value FROM settings WHERE name = 'stage'")
        return name.flatMap(Stage.init) ?? .invited
    }

    func tiers() throws -> [Tier] {
        try rows(
            """
            SELECT id, name, subscribers_min, posts_a_day, polls_a_day, photos_a_post, poll_options,
                characters, clip_seconds
            FROM tiers
            ORDER BY subscribers_min, id
            LIMIT 20
            """
        ) {
            Tier(
                id: $0[0], name: $0[1], subscribersMin: $0[2], postsADay: $0[3], pollsADay: $0[4],
                photosAPost: $0[5], pollOptions: $0[6], characters: $0[7], clipSeconds: $0[8])
        }
    }

    /// What this channel may do on this day: three queries.
    func allowance(of channel: ChannelID, day: Int64) throws -> Allowance {
        let stage = try stage()
        let tiers = try tiers()
        let found = try row(
            """
            SELECT c.subscribers, c.is_invited, c.tier, coalesce(u.posts, 0), coalesce(u.polls, 0)
            FROM channels AS c
            LEFT JOIN allowance_used AS u ON u.channel = c.id AND u.day = \(day)
            WHERE c.id = \(channel)
            """
        ) { row in
            let subscribers: Int64 = row[0]
            let given: TierID? = row[2]
            let tier =
                tiers.first { $0.id == given } ?? tiers.last { $0.subscribersMin <= subscribers } ?? .first
            return Allowance(
                stage: stage,
                isAdmitted: stage.admits(channel, subscribers: subscribers, isInvited: row[1]), tier: tier,
                postsUsed: row[3], pollsUsed: row[4], subscribers: subscribers)
        }
        guard let found else { throw Missing() }
        return found
    }

    /// Takes one post (and one poll) of today's allowance. False when it was used up meanwhile: the
    /// counting and the limit are one statement, so ten posts sent at once cannot pass a limit of five.
    func useAllowance(_ allowance: Allowance, of channel: ChannelID, day: Int64, isPoll: Bool) throws -> Bool
    {
        try run(
            """
            INSERT INTO allowance_used (channel, day)
            VALUES (\(channel), \(day))
            ON CONFLICT (channel, day) DO NOTHING
            """)
        let taken = try run(
            """
            UPDATE allowance_used
            SET posts = posts + 1, polls = polls + \(isPoll)
            WHERE channel = \(channel) AND day = \(day) AND posts < \(allowance.tier.postsADay)
                AND polls + \(isPoll) <= \(max(allowance.tier.pollsADay, isPoll ? 0 : Int(Int32.max)))
            """)
        return taken == 1
    }
}

extension Tier {
    /// What holds before an administrator has made tiers of their own.
    static let first = Tier(
        id: TierID(0), name: "First", subscribersMin: 0, postsADay: 5, pollsADay: 2, photosAPost: 10,
        pollOptions: 6, characters: Limits.postCharacters)
}

/// Days are counted in UTC since 1970: allowances start again at midnight UTC.
func day(of milliseconds: Int64) -> Int64 { milliseconds / 86_400_000 }

/// What the administration sees of the rollout at a glance.
struct RolloutOverview: Sendable {
    let stage: Stage
    let open: Int64
    let channels: Int64
    let havePosted: Int64
    let invited: [Face]
    /// Channels by size: below 10, 100, 1,000, 10,000, 100,000 subscribers, and above.
    let sizes: [Int64]
}

/// A change of stage, as the gate and the administration list them.
struct RolloutStep: Sendable {
    let stage: Stage
    let at: Int64
}

extension Transaction {
    func setStage(_ stage: Stage, step: Int64, now: Int64, by account: AccountID?) throws {
        try run(
            """
            INSERT INTO settings (name, value)
            VALUES ('stage', \(stage.name))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
        try run(
            """
            INSERT INTO rollout_steps (id, stage, at, account)
            VALUES (\(step), \(stage.name), \(now), \(account))
            """)
    }

    /// The last ten changes, oldest first.
    func rolloutSteps() throws -> [RolloutStep] {
        let newest = try rows(
            "SELECT stage, at FROM rollout_steps ORDER BY id DESC LIMIT 10"
        ) { row in (name: row[0] as String, at: row[1] as Int64) }
        return newest.reversed().compactMap { step in
            Stage(name: step.name).map { RolloutStep(stage: $0, at: step.at) }
        }
    }

    /// All channels, a thousand at a time, by id.
    func channelsForRollout(after: ChannelID) throws -> [(id: ChannelID, subscribers: Int64, isInvited: Bool)]
    {
        try rows(
            """
            SELECT id, subscribers, is_invited
            FROM channels
            WHERE id > \(after)
            ORDER BY id
            LIMIT 1000
            """
        ) { (id: $0[0], subscribers: $0[1], isInvited: $0[2]) }
    }

    /// Nil when no channel has this handle; `isNew` when it was otherwise before.
    func setInvited(_ folded: String, _ isInvited: Bool) throws -> (id: ChannelID, isNew: Bool)? {
        let found = try row(
            "SELECT id, is_invited FROM channels WHERE handle_folded = \(folded)"
        ) { (id: $0[0] as ChannelID, isInvited: $0[1] as Bool) }
        guard let found else { return nil }
        try run("UPDATE channels SET is_invited = \(isInvited) WHERE id = \(found.id)")
        return (found.id, found.isInvited != isInvited)
    }

    func save(_ tier: Tier) throws {
        try run(
            """
            INSERT INTO tiers (id, name, subscribers_min, posts_a_day, polls_a_day, photos_a_post,
                poll_options, characters, clip_seconds)
            VALUES (\(tier.id), \(tier.name), \(tier.subscribersMin), \(tier.postsADay), \(tier.pollsADay),
                \(tier.photosAPost), \(tier.pollOptions), \(tier.characters),
                \(tier.clipSeconds))
            ON CONFLICT (name) DO UPDATE
            SET subscribers_min = excluded.subscribers_min, posts_a_day = excluded.posts_a_day,
                polls_a_day = excluded.polls_a_day, photos_a_post = excluded.photos_a_post,
                poll_options = excluded.poll_options, characters = excluded.characters,
                clip_seconds = excluded.clip_seconds
            """)
    }

    func rolloutOverview() throws -> RolloutOverview {
        let stage = try stage()
        let bounds: [Int64] = [0, 10, 100, 1_000, 10_000, 100_000]
        var sizes: [Int64] = []
        for (index, bound) in bounds.enumerated() {
            let above = index + 1 < bounds.count ? bounds[index + 1] : .max
            let count: Int64? = try value(
                "SELECT count(*) FROM channels WHERE subscribers >= \(bound) AND subscribers < \(above)")
            sizes.append(count ?? 0)
        }
        let invited = try rows(
            """
            SELECT id, handle, name, is_person
            FROM channels
            WHERE is_invited = 1
            ORDER BY id DESC
            LIMIT \(Limits.adminPage)
            """
        ) { Face(id: $0[0], handle: $0[1], name: $0[2], avatar: nil, isPerson: $0[3]) }
        let posted: Int64? = try value(
            "SELECT count(*) FROM channels WHERE posts > 0")
        return RolloutOverview(
            stage: stage, open: try openChannels(stage), channels: sizes.reduce(0, +),
            havePosted: posted ?? 0,
            invited: invited, sizes: sizes)
    }

    private func openChannels(_ stage: Stage) throws -> Int64 {
        let condition: SQL
        switch stage {
        case .closed: return 0
        case .everyone: condition = "1 = 1"
        case .subscribers(let count): condition = "(is_invited = 1 OR subscribers >= \(count))"
        case .invited, .percent: condition = "is_invited = 1"
        }
        let invited: Int64 = try value("SELECT count(*) FROM channels WHERE \(condition)") ?? 0
        guard case .percent(let share) = stage else { return invited }
        let all: Int64 = try value("SELECT count(*) FROM channels") ?? 0
        return max(invited, all * Int64(share) / 100)
    }
}
