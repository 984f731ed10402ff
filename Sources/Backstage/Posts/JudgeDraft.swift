import Markup

extension Draft {
    /// All that is wrong with a draft on its face, in the order of the form. `allowance` is that of the day
    /// it appears on.
    func judge(text: String, _ allowance: Allowance, now: Int64) -> [PublishRefusal] {
        guard allowance.isAdmitted else { return [.notAdmitted] }
        var refusals = judgeLeft(allowance) + judgeWords(text, allowance.tier)
        refusals += judgePictures(allowance.tier)
        if let poll {
            let most = min(allowance.tier.pollOptions, Limits.pollOptions.upperBound)
            refusals += poll.judge(optionsMax: most, now: now)
        }
        if kinds > 1, !refusals.contains(.photosWithPoll), !refusals.contains(.clipWithOthers) {
            refusals.append(.mixedKinds)
        }
        return refusals + judgeReaders() + judgeTimes(now: now)
    }

    /// When it is to appear: now, or at its time, if that is a time.
    func appears(now: Int64) -> Int64 { schedule.map { $0.moment ?? now } ?? now }

    /// What a post is made of beside words: one at most.
    private var kinds: Int {
        (photos.isEmpty ? 0 : 1) + (poll == nil ? 0 : 1) + (clip == nil ? 0 : 1) + (shared == nil ? 0 : 1)
    }

    private func judgeLeft(_ allowance: Allowance) -> [PublishRefusal] {
        var refusals: [PublishRefusal] = []
        let tier = allowance.tier
        if allowance.postsLeft == 0 { refusals.append(.noPostsLeft(limit: tier.postsADay)) }
        if poll != nil, allowance.pollsLeft == 0 {
            refusals.append(.noPollsLeft(limit: tier.pollsADay))
        }
        return refusals
    }

    private func judgeWords(_ text: String, _ tier: Tier) -> [PublishRefusal] {
        var refusals: [PublishRefusal] = []
        let length = Cleaning.characters(text)
        let limit = min(tier.characters, Limits.postCharacters)
        if length > limit { refusals.append(.tooLong(limit: limit, by: length - limit)) }
        if Cleaning.isBlank(text) {
            if poll != nil { refusals.append(.questionMissing) }
            if kinds == 0 { refusals.append(.nothingToSay) }
        }
        if Prose.tags(in: text).count > Limits.tagsAPost {
            refusals.append(.tooManyTags(limit: Limits.tagsAPost))
        }
        return refusals
    }

    private func judgePictures(_ tier: Tier) -> [PublishRefusal] {
        var refusals: [PublishRefusal] = []
        let most = min(tier.photosAPost, Limits.photosAPost)
        if photos.count > most { refusals.append(.tooManyPhotos(limit: most)) }
        for photo in photos where Cleaning.characters(photo.alt) > Limits.altCharacters {
            refusals.append(.altTooLong(photo: photo.attachment))
        }
        if let clip {
            if poll != nil || !photos.isEmpty { refusals.append(.clipWithOthers) }
            if Cleaning.characters(clip.alt) > Limits.altCharacters { refusals.append(.clipAltTooLong) }
        }
        if poll != nil, !photos.isEmpty { refusals.append(.photosWithPoll) }
        return refusals
    }

    private func judgeReaders() -> [PublishRefusal] {
        guard audience == .named else { return [] }
        if readers.isEmpty { return [.noReaders] }
        let most = Limits.readersAPost
        return readers.count > most ? [.tooManyReaders(limit: most)] : []
    }

    private func judgeTimes(now: Int64) -> [PublishRefusal] {
        var refusals: [PublishRefusal] = []
        if let schedule { refusals += schedule.judge(now: now) }
        if let expiresAfterHours, !Limits.expiryHours.contains(expiresAfterHours) {
            refusals.append(.expiryOutOfBounds)
        }
        return refusals
    }
}

extension DraftSchedule {
    func judge(now: Int64) -> [PublishRefusal] {
        guard let moment else { return [.noSuchTime] }
        if moment <= now { return [.timePast] }
        return moment > now + Limits.scheduleDays * 86_400_000 ? [.timeTooFar] : []
    }
}

extension DraftPoll {
    /// Times as if it were published now: one for later moves with it.
    func judge(optionsMax: Int, now: Int64) -> [PublishRefusal] {
        var refusals: [PublishRefusal] = []
        var seen: [String: Int] = [:]
        for (index, option) in options.enumerated() where !option.isEmpty {
            let number = index + 1
            if Cleaning.characters(option.text) > Limits.pollOptionCharacters {
                refusals.append(.optionTooLong(number))
            }
            // Who cannot see the picture chooses by the words.
            if Cleaning.isBlank(option.text) {
                refusals.append(.optionWithoutWords(number))
                continue
            }
            let folded = Cleaning.line(option.text).lowercased()
            if let earlier = seen[folded] { refusals.append(.optionRepeats(number, earlier: earlier)) }
            seen[folded] = seen[folded] ?? number
        }
        let filled = options.filter { !$0.isEmpty }.count
        if filled < Limits.pollOptions.lowerBound { refusals.append(.tooFewOptions) }
        if filled > optionsMax { refusals.append(.tooManyOptions(limit: optionsMax)) }
        return refusals + (isQuiz ? judgeQuiz() : judgeClosing(now))
    }

    private func judgeQuiz() -> [PublishRefusal] {
        var refusals: [PublishRefusal] = []
        let isRight = answer.map { options.indices.contains($0) && !options[$0].isEmpty } ?? false
        if !isRight { refusals.append(.noRightAnswer) }
        if Cleaning.characters(explanation) > Limits.explanationCharacters {
            refusals.append(.explanationTooLong)
        }
        return refusals
    }

    private func judgeClosing(_ now: Int64) -> [PublishRefusal] {
        var refusals: [PublishRefusal] = []
        let minutes = Limits.pollMinutes
        let closes = closes ?? 0
        if closes < now + Int64(minutes.lowerBound) * 60_000 { refusals.append(.closesTooSoon) }
        if closes > now + Int64(minutes.upperBound) * 60_000 { refusals.append(.closesTooLate) }
        return refusals
    }
}
