extension Word {
    static let moment_title: Word = "moment.title"
    static let moment_count: Word = "moment.count"
    static let moment_by: Word = "moment.by"
    static let moment_wordless: Word = "moment.wordless"
    static let moment_comment: Word = "moment.comment"
    static let moment_more: Word = "moment.more"
    static let moment_play: Word = "moment.play"
    static let moment_at: Word = "moment.at"
    static let moment_at_what: Word = "moment.at_what"
    static let moment_hint: Word = "moment.hint"
    static let moment_now: Word = "moment.now"
    static let moment_set: Word = "moment.set"

    static let moment_no_time: Word = "moment.no_time"
    static let moment_past_end: Word = "moment.past_end"
    static let moment_no_video: Word = "moment.no_video"
}
