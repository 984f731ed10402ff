extension Word {
    static let rule_title: Word = "rule.title"
    static let rule_back: Word = "rule.back"
    static let rule_saved: Word = "rule.saved"
    static let rule_not_yours: Word = "rule.not_yours"
    static let rule_form: Word = "rule.form"
    static let rule_later: Word = "rule.later"
    static let rule_try: Word = "rule.try"
    static let rule_who: Word = "rule.who"
    static let rule_everyone: Word = "rule.everyone"
    static let rule_subscribers: Word = "rule.subscribers"
    static let rule_nobody: Word = "rule.nobody"
    static let rule_hold: Word = "rule.hold"
    static let rule_hold_nothing: Word = "rule.hold_nothing"
    static let rule_hold_nothing_hint: Word = "rule.hold_nothing_hint"
    static let rule_hold_bad: Word = "rule.hold_bad"
    static let rule_hold_bad_hint: Word = "rule.hold_bad_hint"
    static let rule_hold_more: Word = "rule.hold_more"
    static let rule_hold_more_hint: Word = "rule.hold_more_hint"
    static let rule_hold_all: Word = "rule.hold_all"
    static let rule_hold_all_hint: Word = "rule.hold_all_hint"
    static let rule_also: Word = "rule.also"
    static let rule_links: Word = "rule.links"
    static let rule_media: Word = "rule.media"
    static let rule_words: Word = "rule.words"
    static let rule_words_hint: Word = "rule.words_hint"
    static let rule_people: Word = "rule.people"
    static let rule_people_hint: Word = "rule.people_hint"
    static let rule_approved: Word = "rule.approved"
    static let rule_hidden: Word = "rule.hidden"
    static let rule_handle: Word = "rule.handle"
    static let rule_approve: Word = "rule.approve"
    static let rule_hide: Word = "rule.hide"
    static let rule_rehearsal: Word = "rule.rehearsal"
    static let rule_would_hold: Word = "rule.would_hold"
    static let rule_looked: Word = "rule.looked"
    static let rule_looked_all: Word = "rule.looked_all"
    static let rule_newest: Word = "rule.newest"
    static let rule_no_words: Word = "rule.no_words"
    static let rule_of_post: Word = "rule.of_post"
    static let rule_of_post_hint: Word = "rule.of_post_hint"
    static let rule_as_channel: Word = "rule.as_channel"
    static let rule_words_many: Word = "rule.words_many"
    static let rule_word_long: Word = "rule.word_long"
    static let rule_word_none: Word = "rule.word_none"
    static let rule_handle_missing: Word = "rule.handle_missing"
    static let rule_unknown: Word = "rule.unknown"
    static let rule_own_people: Word = "rule.own_people"
    static let rule_people_many: Word = "rule.people_many"
    static let rule_why_everything: Word = "rule.why_everything"
    static let rule_why_word: Word = "rule.why_word"
    static let rule_why_link: Word = "rule.why_link"
    static let rule_why_media: Word = "rule.why_media"
    static let rule_why_hidden: Word = "rule.why_hidden"
    static let rule_why_hand: Word = "rule.why_hand"
    static let rule_why_links: Word = "rule.why_links"
    static let rule_why_repeats: Word = "rule.why_repeats"
    static let rule_why_shouting: Word = "rule.why_shouting"
    static let rule_why_mentions: Word = "rule.why_mentions"
    static let rule_why_new: Word = "rule.why_new"
    static let rule_why_same: Word = "rule.why_same"
}

extension HoldReason {
    /// In words for the channel's people.
    func said(in language: Language) -> String {
        switch self {
        case .everything: language.say(.rule_why_everything)
        case .word(let word): language.say(.rule_why_word, ["word": word])
        case .link: language.say(.rule_why_link)
        case .firstMedia: language.say(.rule_why_media)
        case .hiddenPerson: language.say(.rule_why_hidden)
        case .byHand: language.say(.rule_why_hand)
        case .manyLinks: language.say(.rule_why_links)
        case .repeats: language.say(.rule_why_repeats)
        case .shouting: language.say(.rule_why_shouting)
        case .manyMentions: language.say(.rule_why_mentions)
        case .newAccount: language.say(.rule_why_new)
        case .sameText: language.say(.rule_why_same)
        }
    }
}
